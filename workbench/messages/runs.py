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
    "notify.refused": (
        "実行{run_id}を始められませんでした: {error}\n次の操作: 直してから、もう一度始めてください。",
        "Run {run_id} could not begin: {error}\nNext: mend it and start again.",
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
    "run.status.running": ("実行中", "running"),
    "run.status.complete": ("完了", "complete"),
    "run.status.partial": ("一部未完了", "partial"),
    "run.status.failed": ("失敗", "failed"),
    "run.status.stopped": ("停止", "stopped"),
    "run.status.interrupted": ("中断", "interrupted"),
    "run.title": ("実行 {run_id}: {status}", "Run {run_id}: {status}"),
    "run.stage": (
        "  段階 {stage}({attempt}回目): {rows}行中{done}行を調査、シャード{ended}/{shards}、"
        "{requests}リクエスト{counts}",
        "  stage {stage}, attempt {attempt}: {done} of {rows} rows, shards {ended}/{shards},"
        " {requests} requests{counts}",
    ),
    "run.planning": ("  計画中…", "  planning…"),
    "run.last_word": ("  最後の報告: {at}", "  last word: {at}"),
    "run.started": ("実行{run_id}を開始しました", "Run {run_id} started"),
    "run.goes_on": (
        "実行{run_id}は続いています。あとで見るには: workbench attach {run_id}",
        "Run {run_id} goes on. To look again: workbench attach {run_id}",
    ),
    "run.written": ("{path}に書き出しました", "Written: {path}"),
    "run.list_row": (
        "{run_id}  {status}  {list_name}  {rows}行  {settings_name}  {started_by}",
        "{run_id}  {status}  {list_name}  {rows} rows  {settings_name}  {started_by}",
    ),
    "run.none": ("実行の記録はありません", "There are no runs"),
    "local.running": (
        "埋め込みAWSが{endpoint}で動いています(プロセス{pid}、フォルダー{home}、実行中のタスク{running_tasks})",
        "The embedded AWS runs at {endpoint} (process {pid}, folder {home}, {running_tasks} tasks running)",
    ),
    "local.aws_command": (
        "awsコマンドから使うには: {variables} aws …",
        "With the aws command: {variables} aws …",
    ),
    "local.not_running": ("埋め込みAWSは動いていません", "The embedded AWS is not running"),
    "local.ended": ("埋め込みAWSを終了しました", "The embedded AWS has ended"),
    "local.no_notifications": ("通知はありません", "There are no notifications"),
    "check.rows": (
        "{rows}行(使える行{usable}、使えない行{invalid}、会社の数{companies})",
        "{rows} rows ({usable} usable, {invalid} not, {companies} companies)",
    ),
    "check.encoding": ("文字コード: {value}", "Encoding: {value}"),
    "check.sheet": ("シート: {value}", "Sheet: {value}"),
    "check.header_row": ("見出し: {value}行目", "Header: row {value}"),
    "check.column": ("  {field} ← {column}", "  {field} <- {column}"),
    "field.name": ("会社名", "name"),
    "field.prefecture": ("都道府県", "prefecture"),
    "field.city": ("市区町村", "city"),
    "field.postal_code": ("郵便番号", "postal code"),
    "field.address": ("住所", "address"),
    "field.address_2": ("住所2", "address 2"),
    "field.address_3": ("住所3", "address 3"),
    "field.corporate_number": ("法人番号", "corporate number"),
    "field.homepage": ("ホームページ", "homepage"),
    "field.phone": ("電話番号", "telephone"),
    "check.remembered": (
        "列の対応を覚えました。見出しが同じリストに使います({path})",
        "What the columns mean is remembered for lists with the same headers ({path})",
    ),
    "check.problem": ("{row}行目 {column}: {message}。{done}", "row {row}, {column}: {message}. {done}"),
    "check.problem_of_list": ("リスト全体: {message}。{done}", "whole list: {message}. {done}"),
}
