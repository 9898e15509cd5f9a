"""The exported files: names of sheets, words of the sources and of the run, what a column means."""

from workbench.messages import own_book

CATALOGUE: dict[str, tuple[str, str]] = {
    **own_book.CATALOGUE,
    "export.sheet_list": ("リスト", "List"),
    "export.sheet_list_more": ("リスト({number})", "List ({number})"),
    "export.sheet_quality": ("照合結果", "Match quality"),
    "export.sheet_sources": ("出典と記録", "Sources and run"),
    "export.title_sources": ("出典とライセンス", "Sources and licences"),
    "export.title_run": ("実行の記録", "The run"),
    "export.title_columns": ("追加した列の説明", "The columns that were added"),
    "export.source": ("取得元", "Source"),
    "export.values": ("番号の数", "Numbers"),
    "export.fetched_from": ("取得日時(最初)", "First fetched"),
    "export.fetched_to": ("取得日時(最後)", "Last fetched"),
    "export.licence": ("ライセンス区分", "Licence class"),
    "export.day_of_fetching": ("取得した日", "the day of fetching"),
    "export.attribution": ("必要な表示", "Required credit"),
    "export.no_attribution": ("表示の義務なし", "none required"),
    "export.own_terms": ("利用規約による", "by its own terms"),
    "export.see_terms": (
        "掲載元の利用規約を確かめてください",
        "See the terms of use of the source",
    ),
    "export.times": (
        "日時はすべて日本時間です",
        "All times are Japan time (UTC+9)",
    ),
    "export.run_id": ("実行ID", "Run id"),
    "export.list_name": ("リスト", "List"),
    "export.settings_name": ("設定", "Settings"),
    "export.started": ("開始", "Started"),
    "export.ended": ("終了", "Ended"),
    "export.not_ended": ("実行中(途中の結果です)", "still running (these results are partial)"),
    "export.sources_used": ("使った取得元", "Sources used"),
    "export.no_run": ("実行の情報はありません", "Nothing is known of the run"),
    "export.column": ("列", "Column"),
    "export.meaning": ("意味", "Meaning"),
    "export.links_as_text": (
        "Excelのリンクは1シート{limit:,}件までのため、{count:,}件のアドレスは文字のままです",
        "A sheet holds at most {limit:,} links, so {count:,} addresses are plain text",
    ),
    "export.cut": (
        "{row}行目の「{column}」は32,767字を超えるため切り詰めました",
        "Row {row}, {column}: longer than Excel's 32,767 characters, so it was cut",
    ),
    "export.written": ("{file}に{rows:,}行を書きました", "{file}: {rows:,} rows written"),
    "export.unencodable": (
        "{row}行目の「{column}」の文字「{character}」は{encoding}で表せないため「{substitute}」に置き換えました",
        "Row {row}, {column}: {encoding} has no {character}, so {substitute} was written instead",
    ),
    "export.unencodable_more": (
        "ほかに{count:,}文字を置き換えました",
        "{count:,} more characters were replaced",
    ),
    "export.guarded": (
        "{count:,}個のセルは数式として働くおそれがあるため、先頭に「'」を付けました",
        "Cells that could have run as a formula, and now begin with an apostrophe: {count:,}",
    ),
    "export.page": ("{list}  {page} / {pages}ページ", "{list}  page {page} of {pages}"),
    "error.export_not_written": (
        "{file}に書き込めません({detail})。保存先のフォルダーがあり、書き込めることを確かめてください",
        "{file} cannot be written ({detail}). Check that the folder exists and may be written to",
    ),
    "licence.storable": ("保存・再利用可", "may be stored and reused"),
    "licence.share_alike": ("継承(同じ条件で共有)", "share alike"),
    "licence.display_only": ("表示のみ(保存不可)", "display only, may not be stored"),
    "meaning.wb_phone": (
        "見つけた電話番号。状態が「要確認」の行では最も有力な候補です",
        "The number that was found; where the state is 'needs review', the likeliest candidate",
    ),
    "meaning.wb_state": (
        "その行がどうなったか。空欄になることはありません",
        "What became of the row; never blank",
    ),
    "meaning.wb_confidence": (
        "その番号が会社のものである確からしさ(0〜100%)",
        "How likely it is that the number is the company's",
    ),
    "meaning.wb_reason": ("なぜその状態になったか", "Why the row has its state"),
    "meaning.wb_line": ("番号の種類(固定・フリーダイヤルなど)", "Kind of line, by the numbering plan"),
    "meaning.wb_role": ("番号の横の言葉から判断した窓口", "Whose number it is, by the words beside it"),
    "meaning.wb_listed_phone": (
        "リストにもともとあった番号と、見つけた番号の比較",
        "The number the list already had, against the one that was found",
    ),
    "meaning.wb_sources": (
        "同じ番号を示した独立した取得元の数",
        "How many independent sources give this number",
    ),
    "meaning.wb_source": ("番号を採用した取得元", "Where the number was taken from"),
    "meaning.wb_url": ("番号が載っていたページ", "The page that shows the number"),
    "meaning.wb_seen_text": ("ページ上の番号の前後の文", "The words around the number on that page"),
    "meaning.wb_fetched_at": ("そのページを読んだ日時(日本時間)", "When that page was read (Japan time)"),
    "meaning.wb_homepage": ("見つけた会社のホームページ", "The company's homepage"),
    "meaning.wb_corporate_number": (
        "国税庁が会社ごとに付ける13桁の番号",
        "The 13 digits that the National Tax Agency gives each company",
    ),
    "meaning.wb_address": ("見つけた会社の住所", "The company's address"),
    "meaning.wb_phone_e164": (
        "国際表記の番号。ほかのシステムに渡すときに使います",
        "The number as other systems want it",
    ),
    "meaning.wb_company_id": (
        "同じ会社の行を結ぶID(ほかの月のリストとも共通)",
        "What makes two rows, or two months' rows, the same company",
    ),
}
