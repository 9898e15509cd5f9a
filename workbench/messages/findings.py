"""What was noticed while a list was read: what was seen (`finding.`) and what was done about it (`done.`)."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "finding.blank_name": ("会社名がありません", "There is no company name"),
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
    "done.read_so": ("その文字コードで読みました", "It was read so"),
}
