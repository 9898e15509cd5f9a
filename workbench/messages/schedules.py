"""Headless notebooks and their schedules: what went wrong, what is planned, what a night brought."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "error.s3_uri": (
        "{uri}はS3の場所として読めません。s3://バケット/キー または s3:///キー(このスタックのバケット)と書いてください",
        "{uri} is no place in S3; write s3://bucket/key, or s3:///key for the stack's own bucket",
    ),
    "error.notebook_missing": (
        "ノートブック{notebook}がありません。名前とフォルダーを確かめてください",
        "There is no notebook {notebook}; check its name and folder",
    ),
    "error.notebook_not_given": (
        "ノートブックを指定してください(例: workbench batch notebooks/enrich.ipynb)",
        "Name a notebook, as in workbench batch notebooks/enrich.ipynb",
    ),
    "error.notebook_unreadable": (
        "{notebook}はノートブックとして読めません。JupyterLabで開いて保存し直してください",
        "{notebook} is not a notebook that can be read; open it in JupyterLab and save it again",
    ),
    "batch.cell_limit": (
        "1つのセルが{seconds}秒の制限を超えたので、ノートブックを止めました",
        "A cell took longer than its limit of {seconds} s; the notebook was stopped",
    ),
    "batch.whole_limit": (
        "ノートブック全体の制限{seconds}秒を超えたので止めました。始めた実行があれば続いています",
        "The notebook took longer than its limit of {seconds} s and was stopped; a run that it started goes on",
    ),
    "batch.kernel_died": (
        "ノートブックのカーネルが途中で終わりました(メモリー不足など)",
        "The notebook's kernel died (out of memory, perhaps)",
    ),
    "batch.pick_up": (
        "続きから始めるには、同じコマンドをもう一度実行するか、-r run_id={run_id} を付けてください",
        "To pick it up: the same command again today, or with -r run_id={run_id}",
    ),
    # Schedule files.
    "error.schedule_missing": (
        "スケジュールファイル{file}が見つかりません。ファイル名とフォルダーを確かめてください",
        "There is no schedule file {file}; check its name and folder",
    ),
    "error.schedule_invalid": (
        "スケジュールファイル{file}に誤りが{count}件あります\n{problems}",
        "Problems in the schedule file {file}: {count}\n{problems}",
    ),
    "error.schedule_file_missing": (
        "スケジュールファイル{file}の{key}が指すファイル{named}がありません。場所はスケジュールファイルから数えます",
        "{key} in the schedule file {file} names {named}, which does not exist; paths count from the schedule file",
    ),
    "error.schedule_unknown": (
        "スケジュール{name}はありません(あるのは {known})",
        "There is no schedule {name} (there are: {known})",
    ),
    "error.schedule_no_image": (
        "スタック{stack}には定期バッチの部品がありません。NotebookImageを指定してデプロイし直してください(docs/deploy.md)",
        "The stack {stack} has no part of scheduled batches; deploy it again with NotebookImage (docs/deploy.md)",
    ),
    "error.schedule_environment": (
        "定期バッチの環境変数がありません: {names}。workbench schedule run-now で始めてください",
        "A scheduled batch lacks environment variables: {names}; workbench schedule run-now starts one",
    ),
    "allowed.schedule_name": (
        "英小文字で始まる40字までの英小文字、数字、ハイフン",
        "up to 40 lower-case letters, digits and hyphens, a letter first",
    ),
    "allowed.when": (
        "日本時間で daily 02:30、weekdays 02:30、mon,thu 02:30、またはcronの5項目",
        "in Japan's time: daily 02:30, weekdays 02:30, mon,thu 02:30, or five cron fields",
    ),
    "allowed.list_id": ("/や\\を含まない80字までの文字列", "text of at most 80 characters without / and \\"),
    "schedule.when": (
        "{found}の「{part}」は日時として読めません。使えるのは {allowed}",
        "'{part}' in {found} is no time; allowed is {allowed}",
    ),
    "schedule.two_lists": (
        "リスト名{id}が2つあります。idでそれぞれに別の名前を付けてください",
        "Two lists are called {id}; give each an id of its own",
    ),
    "when.form": (
        "daily 02:30、weekdays 02:30、mon,thu 02:30、またはcronの5項目",
        "daily 02:30, weekdays 02:30, mon,thu 02:30, or five cron fields",
    ),
    "when.clock": ("00:00から23:59までの時刻", "a time of day from 00:00 to 23:59"),
    "when.scheduler": ("cron(分 時 日 月 曜日 *)", "cron(minute hour day month weekday *)"),
    "when.minutes": ("分は0から59", "minutes 0 to 59"),
    "when.hours": ("時は0から23", "hours 0 to 23"),
    "when.days": ("日は1から31", "days 1 to 31"),
    "when.months": ("月は1から12、またはjanからdec", "months 1 to 12, or jan to dec"),
    "when.weekdays": (
        "曜日は0から7(0と7が日曜)、またはsunからsat",
        "weekdays 0 to 7 (0 and 7 are Sunday), or sun to sat",
    ),
    "when.step": ("/の後ろは1以上の数", "a number from 1 after the /"),
    "when.order": ("範囲は小さいほうが先", "the smaller one first in a range"),
    "when.both": ("日か曜日のどちらか一方だけ", "days of the month or weekdays, not both"),
    "when.never": ("その月にある日", "a day that one of these months has"),
    # What the commands say.
    "schedule.applied": (
        "スケジュール{name}を登録しました(次回 {next}、リスト{lists}件)",
        "Schedule {name} is applied (next: {next}, {lists} lists)",
    ),
    "schedule.row": (
        "{name}  {state}  {when}  次回 {next}  リスト{lists}件  前回 {last}",
        "{name}  {state}  {when}  next {next}  {lists} lists  last {last}",
    ),
    "schedule.none": ("スケジュールはありません", "There are no schedules"),
    "schedule.state.enabled": ("有効", "enabled"),
    "schedule.state.disabled": ("停止中", "paused"),
    "schedule.never_yet": ("まだありません", "never yet"),
    "schedule.last": ("{day} {outcome}", "{day} {outcome}"),
    "schedule.paused": (
        "スケジュール{name}を止めました。再開するには: workbench schedule apply ファイル",
        "Schedule {name} is paused; workbench schedule apply FILE takes it up again",
    ),
    "schedule.removed": (
        "スケジュール{name}を削除しました。結果(batches/{name}/)は残っています",
        "Schedule {name} is removed; its results (batches/{name}/) stay",
    ),
    "schedule.started": (
        "バッチを始めました({execution})。結果は {results} に置かれ、終わると通知が届きます",
        "The batch has started ({execution}); results go to {results}, and a notification says how it ended",
    ),
    # The one summary of a batch.
    "batch.outcome.complete": ("完了", "complete"),
    "batch.outcome.partial": ("一部未完了", "partial"),
    "batch.outcome.failed": ("失敗", "failed"),
    "batch.subject.complete": ("完了: バッチ{name}", "[workbench] complete: batch {name}"),
    "batch.subject.partial": ("一部未完了: バッチ{name}", "[workbench] PARTIAL: batch {name}"),
    "batch.subject.failed": ("失敗: バッチ{name}", "[workbench] FAILED: batch {name}"),
    "batch.summary": (
        "定期バッチ{name}({day}分)が終わりました: リスト{lists}件のうち完了{complete}件。",
        "The scheduled batch {name} for {day} has ended: {complete} of {lists} lists are complete.",
    ),
    "batch.list": ("- {id}: {ending}(実行 {runs})", "- {id}: {ending} (run {runs})"),
    "batch.list_error": ("  エラー: {error}", "  error: {error}"),
    "batch.list_counts": ("  {counts}", "  {counts}"),
    "batch.list_file": ("  結果: {uri}", "  result: {uri}"),
    "batch.ending.complete": ("完了", "complete"),
    "batch.ending.partial": ("一部未完了", "partial"),
    "batch.ending.failed": ("失敗", "failed"),
    "batch.ending.bad_input": ("入力の誤り", "bad input"),
    "batch.again": (
        "次の操作: 理由を直してから workbench schedule run-now {name} で、残りの行だけを続けられます。",
        "Next: mend the cause, then workbench schedule run-now {name} asks only the rows that are left.",
    ),
    "batch.skipped": (
        "定期バッチ{name}({day}分)は始めませんでした。前のバッチ({other})がまだ動いています。\n"
        "次の操作: 終わるのを待ってから workbench schedule run-now {name} を実行してください。",
        "The scheduled batch {name} for {day} was not begun: the one before it ({other}) still runs.\n"
        "Next: wait until it has ended, then workbench schedule run-now {name}.",
    ),
}
