"""The registry of all companies: how it was built, which company a name means and why."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "error.registry_file_missing": (
        "{file}がありません。ファイル名とフォルダーを確かめてください",
        "There is no {file}; check its name and folder",
    ),
    "error.registry_file_empty": (
        "{file}は空です。国税庁のサイトからもう一度ダウンロードしてください",
        "{file} is empty; download it again from the Tax Agency's site",
    ),
    "error.registry_not_a_zip": (
        "{file}はzipではありません。ダウンロードが途中で切れていないか確かめ、もう一度ダウンロードしてください",
        "{file} is no zip; the download may have been cut short, so download it again",
    ),
    "error.registry_broken_zip": (
        "{file}は壊れていて読めません({detail})。もう一度ダウンロードしてください",
        "{file} is broken ({detail}); download it again",
    ),
    "error.registry_zip_without_csv": (
        "{file}の中にCSVがありません。全件データまたは差分データのCSV形式を選んでください",
        "There is no CSV in {file}; choose the CSV form of the full or the difference data",
    ),
    "error.registry_other_columns": (
        "{file}は国税庁の全件データではありません(列が{columns}、全件データは{expected}列で見出しなし)。"
        "法人番号公表サイトの「基本3情報ダウンロード」のCSVを指定してください",
        "{file} is not the Tax Agency's data ({columns} columns; theirs has {expected}, without a heading). "
        "Give the CSV of 基本3情報ダウンロード",
    ),
    "error.registry_encoding": (
        "{file}の文字コード({encoding})は読めません。Shift-JISまたはUnicode(UTF-8)のCSVを指定してください",
        "The encoding of {file} ({encoding}) cannot be read; give the Shift-JIS or the Unicode (UTF-8) CSV",
    ),
    "error.registry_missing": (
        "法人台帳{file}がありません。workbench registry build で作れます",
        "There is no registry {file}; workbench registry build makes one",
    ),
    "error.registry_not_one": (
        "{file}は法人台帳ではありません。workbench registry build で作ったファイルを指定してください",
        "{file} is no registry; give a file that workbench registry build has made",
    ),
    "error.registry_of_another_form": (
        "{file}は別の版で作られた台帳です。workbench registry build で作り直してください",
        "{file} was made by another version; make it again with workbench registry build",
    ),
    "reason.registered_same_name": ("同じ名称の法人です", "The company of that name"),
    "reason.registered_several": (
        "候補が{count}件あり、一つに決められません",
        "{count} companies may be meant; a person must choose",
    ),
    "reason.not_registered": ("該当する法人が見つかりません", "No such company is registered"),
}
