"""Errors: what was found, where, and what to do about it."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "error.stack_missing": (
        "スタック{stack}が{region}にありません。docs/deploy.mdの手順で用意してください",
        "There is no stack {stack} in {region}; docs/deploy.md says how to make it",
    ),
    "error.credentials_expired": (
        "AWSの認証が切れています。サインインし直してから、同じ操作をもう一度行ってください({detail})",
        "The AWS credentials have run out. Sign in again and repeat the call ({detail})",
    ),
    "error.aws_busy": (
        "AWSが混み合っています。少し待ってからもう一度行ってください({detail})",
        "AWS is busy. Wait a little and repeat the call ({detail})",
    ),
    "error.aws_unreachable": (
        "AWSに接続できません。ネットワークを確かめてからもう一度行ってください({detail})",
        "AWS cannot be reached. Check the network and repeat the call ({detail})",
    ),
    "error.aws_refused": (
        "AWSが要求を受け付けませんでした。権限と設定を確かめてください({detail})",
        "AWS refused the request. Check permissions and set-up ({detail})",
    ),
    "error.object_missing": (
        "バケット{bucket}に{key}がありません。名前を確かめてください",
        "There is no object {key} in the bucket {bucket}; check the name",
    ),
    "error.run_not_found": (
        "実行{run_id}の記録がありません。workbench runs で一覧を確かめてください",
        "There is no run {run_id}; workbench runs lists them",
    ),
    "error.run_list_changed": (
        "リスト{file}は実行{run_id}を始めたときから変わっています。始めたときのファイルを指定してください",
        "The list {file} has changed since run {run_id} was started; give the file as it was",
    ),
    "error.run_has_ended": (
        "実行{run_id}は完了しています。続ける行はありません",
        "Run {run_id} is complete; no row is left to resume",
    ),
    "error.run_still_running": (
        "実行{run_id}はまだ動いています。止めるには workbench stop {run_id}",
        "Run {run_id} is still running; workbench stop {run_id} stops it",
    ),
    "error.no_usable_rows": (
        "リスト{file}に調べられる行がありません。workbench check で理由を確かめてください",
        "No row of {file} can be looked up; workbench check says why",
    ),
    "error.wait_timeout": (
        "{seconds}秒待ちましたが、実行{run_id}は終わっていません。実行は続いています(workbench attach {run_id})",
        "Run {run_id} has not ended after {seconds} s; it goes on (workbench attach {run_id})",
    ),
    "error.stop_incomplete": (
        "実行{run_id}を止めましたが、{count}件のコンテナがまだ終わっていません。少し待ってもう一度止めてください",
        "Run {run_id} was stopped, but {count} containers have not ended; stop it again in a while",
    ),
    "error.local_not_started": (
        "手元のAWSを起動できません({reason})。フォルダ: {home}。ログ{log}の末尾:\n{tail}",
        "The embedded AWS could not be started ({reason}) in {home}. The end of {log}:\n{tail}",
    ),
    "error.local_not_ended": (
        "手元のAWS({home})が{seconds}秒以内に終わりません。もう一度 workbench local down を実行してください",
        "The embedded AWS in {home} did not end within {seconds} s; run workbench local down again",
    ),
    "error.notebook_without_parameters": (
        "ノートブック{notebook}にparametersタグの付いたセルがありません",
        "The notebook {notebook} has no cell tagged parameters",
    ),
    "error.notebook_parameter": (
        "ノートブック{notebook}にパラメーター{name}はありません(近い名前: {near}、使える名前: {known})",
        "The notebook {notebook} has no parameter {name} (nearest: {near}; it has: {known})",
    ),
    "error.crawler_environment_missing": (
        "クローラーに必要な環境変数がありません: {names}。"
        "このプログラムはステートマシンが起動するコンテナの中で動きます(手元では workbench run を使ってください)",
        "The crawler lacks environment variables: {names}. "
        "It runs in containers that the state machine starts; by hand, use `workbench run`",
    ),
    "error.crawler_environment_invalid": (
        "クローラーの環境変数を読めません: {detail}",
        "The crawler's environment cannot be read: {detail}",
    ),
    "error.list_missing": (
        "リスト{file}が見つかりません。ファイル名とフォルダーを確かめてください",
        "There is no list {file}; check its name and folder",
    ),
    "error.list_unreadable": (
        "リスト{file}を開けません({detail})。ほかのプログラムで開いていないか、読み取りの権限を確かめてください",
        "The list {file} cannot be opened ({detail}); check that nothing else holds it and that you may read it",
    ),
    "error.list_empty": ("リスト{file}は空です", "The list {file} is empty"),
    "error.list_has_password": (
        "リスト{file}にはパスワードがかかっています。Excelで開き、パスワードを外して保存し直してください(ファイル→情報→ブックの保護)",
        "The list {file} has a password. Open it in Excel, remove the password (File, Info, Protect Workbook), save it",
    ),
    "error.list_too_large": (
        "リスト{file}は展開すると{size} GBになり、大きすぎます(上限{most} GB)。シートを分けて保存してください",
        "{file} unpacks to {size} GB, which is too much (at most {most} GB). Save it in parts",
    ),
    "error.list_broken_workbook": (
        "リスト{file}は壊れていて読めません({detail})。Excelで「開いて修復する」を試し、保存し直してください",
        "The workbook {file} is broken ({detail}). Try Excel's 'Open and Repair' and save it again",
    ),
    "error.list_unknown_format": (
        "リスト{file}は読める形式ではありません。使えるのは.xlsx、.xlsm、.xls、.ods、.csv、.tsv、.txtです",
        "The format of {file} is not known. Lists can be .xlsx, .xlsm, .xls, .ods, .csv, .tsv or .txt",
    ),
    "error.list_no_such_sheet": (
        "リスト{file}にシート「{sheet}」はありません(あるのは {sheets})",
        "{file} has no sheet '{sheet}' (it has {sheets})",
    ),
    "error.list_quote_open": (
        'リスト{file}の{line}行目あたりで引用符(")が閉じられていません。その行の引用符を直してください',
        "A quotation mark is opened near line {line} of {file} and never closed; mend that line",
    ),
    "error.list_takes_too_much": (
        "リスト{file}を読むには大きすぎます。表から離れたセルに何か入っていないか(Ctrl+Endで最後のセルに移れます)を確かめ、"
        "不要な行と列を削除して保存し直してください",
        "{file} takes too much memory or time. Look for a cell far outside the table (Ctrl+End goes to the last one), "
        "delete the rows and columns that are not needed, and save it again",
    ),
    "error.list_no_such_column": (
        "リスト{file}に、指定された列 {columns} がありません(見つかった見出し: {headers})。"
        "columns= や .columns.yaml の列名を確かめてください",
        "{file} lacks a column that was named ({columns}; headers found: {headers}). "
        "Check the names in columns= or the .columns.yaml beside it",
    ),
    "error.list_mapping_unreadable": (
        "列の対応のファイル{file}を読めません({detail})。「name: 会社名」のような行をUTF-8で書いてください",
        "The mapping {file} cannot be read ({detail}). Write lines such as `name: 会社名` in UTF-8",
    ),
    "error.list_mapping_field": (
        "{file}の「{field}」は使えない項目です(近いもの: {near}、使えるもの: {fields})",
        "{field} in {file} is no field of ours (nearest: {near}; there are {fields})",
    ),
    "error.list_nothing_to_remember": (
        "リスト{file}には見出しがないため、次のリストのために覚えられません。隣に .columns.yaml を置いてください",
        "{file} has no header by which a later list could be known; write a .columns.yaml beside it instead",
    ),
    "error.list_is_web_page": (
        "リスト{file}の中身はExcelではなくWebページ(HTML)です。Excelで開き、.xlsxまたはCSVで保存し直してください",
        "{file} is a web page (HTML), not a workbook. Open it in Excel and save it as .xlsx or CSV",
    ),
    "error.list_no_name_column": (
        "リスト{file}に会社名の列が見つかりません(見つかった見出し: {headers})。"
        '見出しを「会社名」にするか、load_list(…, columns={{"name": "列の見出し"}})か --column name=列の見出し で'
        "指定してください",
        "No column of {file} is recognised as company names (headers found: {headers}). "
        'Name the header 会社名, or say which it is: load_list(…, columns={{"name": "its header"}}), '
        "by the command line --column name=HEADER",
    ),
    "error.source_options": (
        "設定の sources.{source} を取得元が理解できません({problems})。直してください",
        "The source does not understand sources.{source} of the settings ({problems}); mend it",
    ),
}
