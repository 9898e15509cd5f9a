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
    "reason.number_not_registered": (
        "法人番号{number}は{source}にありません",
        "The corporate number {number} is not in {source}",
    ),
    "reason.number_of_another": (
        "{source}では法人番号{number}は{name}のもので、リストの名前と違います",
        "In {source} the corporate number {number} is that of {name}, which is not the list's name",
    ),
    "reason.registry_missing": (
        "{source}({registry})が公開されていません。workbench registry publish で公開してください",
        "{source} ({registry}) is not published; workbench registry publish puts it there",
    ),
    "reason.registry_unreadable": (
        "{source}を読めませんでした({detail})",
        "{source} could not be read ({detail})",
    ),
    "error.registry_not_as_published": (
        "届いた法人台帳{name}({key})が公開したものと違います。workbench registry publish で公開し直してください",
        "The registry {name} ({key}) is not the one that was published; publish it again with"
        " workbench registry publish",
    ),
    "registry.published": (
        "法人台帳を{key}に公開しました(会社{companies:,}社、{megabytes:,}MB)。設定では registry: {name} です",
        "The registry is published as {key} ({companies:,} companies, {megabytes:,} MB); settings name it {name}",
    ),
}
