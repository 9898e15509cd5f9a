"""What was noticed while a list was read: what was seen (`finding.`) and what was done about it (`done.`)."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "finding.blank_name": ("会社名がありません", "There is no company name"),
    "finding.total_row": (
        "合計や小計の行です(「{value}」)",
        "A row of totals ('{value}')",
    ),
    "finding.repeated_header": (
        "見出しや表題が繰り返された行です(「{value}」)",
        "The header or the title is repeated here ('{value}')",
    ),
    "finding.note_row": ("注記の行です(「{value}」)", "A note ('{value}')"),
    "finding.merged_cells": (
        "{first}行目から{last}行目までセルが結合されています",
        "The cells of rows {first} to {last} are merged",
    ),
    "finding.ditto": ("「{value}」は上の行と同じという意味です", "'{value}' means: as in the row above"),
    "finding.rows_hidden": (
        "非表示の行が{count}行あります({value}行目)",
        "{count} rows are hidden (rows {value})",
    ),
    "finding.column_hidden": ("「{column}」は非表示の列です", "The column '{column}' is hidden"),
    "finding.sheet_chosen": (
        "シート「{value}」をリストと判断しました。ほかにも表があります: {others}",
        "The sheet '{value}' was taken for the list; there are tables on others too: {others}",
    ),
    "finding.sheet_hidden": (
        "リストは非表示のシート「{value}」にあります",
        "The list is on the hidden sheet '{value}'",
    ),
    "finding.no_header": ("見出しの行がありません", "There is no header"),
    "finding.column_by_content": (
        "「{column}」は、中身から{field}の列と判断しました",
        "'{column}' was taken for {field} by what stands in it",
    ),
    "finding.names_guessed": (
        "「{column}」を会社名の列とみなしました(株式会社などの表記が少なく、確かではありません)",
        "'{column}' was taken for company names (few have a legal form, so this is a guess)",
    ),
    "finding.mapping_beside": (
        "列の対応をファイル{value}から読みました",
        "What the columns mean was read from {value}",
    ),
    "finding.mapping_remembered": (
        "同じ見出しのリストで覚えた列の対応を使いました({fields})",
        "What was remembered for lists with these headers was used ({fields})",
    ),
    "finding.several_phones": (
        "電話番号が{count}個あります(値: {value})",
        "There are {count} telephone numbers (value: {value})",
    ),
    "finding.phone_is_fax": ("「{value}」はFAX番号です", "'{value}' is the number of a FAX"),
    "finding.phone_rounded": (
        "Excelの表示で丸められ、元の桁が残っていません(値: {value})。元の表で文字列の書式にして保存し直してください",
        "Excel has rounded it and the digits are gone (value: {value}). "
        "Format the column as text in the original book and save it again",
    ),
    "finding.phone_unreadable": (
        "「{value}」は電話番号として読めません",
        "'{value}' cannot be read as a telephone number",
    ),
    "finding.zero_lost": (
        "数値になって先頭の0が消えています(値: {value})",
        "It became a number and lost its zero in front (value: {value})",
    ),
    "finding.postal_code_unreadable": (
        "「{value}」は郵便番号として読めません",
        "'{value}' cannot be read as a postal code",
    ),
    "finding.corporate_number_invalid": (
        "「{value}」は法人番号ではありません(13桁の検査用数字が合いません)",
        "'{value}' is no corporate number (13 digits whose check digit fits)",
    ),
    "finding.corporate_number_rounded": (
        "Excelの表示で丸められ、元の桁が残っていません(値: {value})。元の表で文字列の書式にして保存し直してください",
        "Excel has rounded it and the digits are gone (value: {value}). "
        "Format the column as text in the original book and save it again",
    ),
    "finding.homepage_unreadable": (
        "「{value}」はホームページのアドレスとして読めません",
        "'{value}' cannot be read as the address of a homepage",
    ),
    "finding.duplicate": (
        "{first}行目と同じ会社です",
        "The same company as on row {first}",
    ),
    "finding.no_homepage_column": (
        "ホームページの列がありません(見出しの例: ホームページ、URL、HP)",
        "There is no column of homepages (headers such as ホームページ, URL, HP)",
    ),
    "finding.column_repeated": (
        "同じ見出し「{column}」の列がほかにもあります",
        "Another column has the same header '{column}'",
    ),
    "finding.characters_replaced": (
        "文字コード{encoding}で読めない文字が{count}個あります",
        "{count} characters cannot be read in the encoding {encoding}",
    ),
    "finding.encoding_guessed": (
        "文字コードは{encoding}と判断しました。文字化けがないか確かめてください",
        "The encoding was taken to be {encoding}; check that the text reads well",
    ),
    "done.row_not_asked": (
        "この行は調べません(行は残します)",
        "The row is not looked up; it stays in the list",
    ),
    "done.not_used": (
        "この値は使わず、セルはそのまま残します",
        "The value is not used; the cell stays as it is",
    ),
    "done.restored": (
        "{restored} として扱います(セルはそのまま)",
        "It is taken as {restored}; the cell stays as it is",
    ),
    "done.asked_once": (
        "調べるのは1回で、結果は両方の行に入ります",
        "It is looked up once; both rows get the result",
    ),
    "done.other_sources": (
        "ホームページ以外の取得元だけで調べます",
        "Only the sources that need no homepage can be asked",
    ),
    "done.renamed": ("この列は「{new}」と呼びます", "This column is called '{new}'"),
    "done.kept_replaced": ("「\ufffd」に置き換えて読みました", "They were read as '\ufffd'"),
    "done.filled_down": (
        "「{used}」をこの範囲のすべての行の値として扱います(セルはそのまま)",
        "'{used}' is taken for every row of the range; the cells stay as they are",
    ),
    "done.filled_from_above": (
        "「{used}」として扱います(セルはそのまま)",
        "It is taken as '{used}'; the cell stays as it is",
    ),
    "done.read_all_the_same": ("ほかと同じように読みました", "They were read like the others"),
    "done.sheet_read": (
        "このシートを読みました。別のシートは sheet= で指定できます",
        "It was read; another can be named with sheet=",
    ),
    "done.named_by_place": ("列は「列1」「列2」のように呼びます", "The columns are called 列1, 列2 …"),
    "done.check_columns": (
        "そのように読みました。違うときは columns= で指定してください",
        "It was read so; if it is wrong, say which with columns=",
    ),
    "done.taken_so": (
        "その対応で読みました。columns= で変えられます",
        "It was read so; columns= changes it",
    ),
    "done.first_used": ("最初の{used}を使います", "The first, {used}, is used"),
    "done.read_so": ("その文字コードで読みました", "It was read so"),
}
