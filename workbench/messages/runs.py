"""A run's progress, its notifications and its figures."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "notify.subject.complete": ("完了: {run_id}", "[workbench] complete: run {run_id}"),
    "notify.subject.partial": ("一部未完了: {run_id}", "[workbench] PARTIAL: run {run_id}"),
    "notify.subject.failed": ("失敗: {run_id}", "[workbench] FAILED: run {run_id}"),
    "notify.complete": (
        "実行{run_id}が完了しました(リスト: {list_name}、設定: {settings_name})。",
        "Run {run_id} is complete (list: {list_name}, settings: {settings_name}).",
    ),
    "notify.partial": (
        "実行{run_id}は終わりましたが、{unfinished}行を調べ終えられませんでした"
        "(リスト: {list_name}、設定: {settings_name})。",
        "Run {run_id} has ended, but {unfinished} rows could not be finished"
        " (list: {list_name}, settings: {settings_name}).",
    ),
    "notify.failed": (
        "実行{run_id}は失敗しました。どの行も調べられていません(リスト: {list_name}、設定: {settings_name})。",
        "Run {run_id} failed: no row was looked at (list: {list_name}, settings: {settings_name}).",
    ),
    "notify.counts": ("全{rows}行: {counts}", "{rows} rows: {counts}"),
    "notify.failure": (
        "- 段階{stage}、シャード{shard}({attempt}回目): {sentence}",
        "- stage {stage}, shard {shard}, attempt {attempt}: {sentence}",
    ),
    "notify.more_failures": ("- ほか{count}件", "- and {count} more"),
    "notify.retried": (
        "途中で失敗したシャードが{count}件ありましたが、再試行で終えました。",
        "{count} shards failed on the way and were finished by another attempt.",
    ),
    "notify.next.complete": (
        "次の操作: workbench export {run_id} --out 結果.xlsx",
        "Next: workbench export {run_id} --out result.xlsx",
    ),
    "notify.next.partial": (
        "次の操作: 理由を直してから workbench attach {run_id} --resume で残りの行だけを続けてください。"
        "終わった行の結果は workbench export {run_id} --out 結果.xlsx で取り出せます。",
        "Next: mend the cause, then workbench attach {run_id} --resume asks only the rows that are left."
        " Finished rows: workbench export {run_id} --out result.xlsx",
    ),
    "notify.next.failed": (
        "次の操作: 理由を直してから workbench attach {run_id} --resume で再開してください。",
        "Next: mend the cause, then workbench attach {run_id} --resume starts again.",
    ),
}
