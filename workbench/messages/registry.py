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
    "error.registry_not_csv": (
        "{file}の{line}行目あたりをCSVとして読めません({detail})。もう一度ダウンロードしてください",
        "{file} cannot be read as CSV near line {line} ({detail}); download it again",
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
    "error.registry_not_written": (
        "台帳{file}を書けません({detail})。フォルダーと空き容量を確かめてください",
        "The registry {file} cannot be written ({detail}); check the folder and the space left",
    ),
    "error.resolved_not_written": (
        "{file}を書けません({detail})。ほかのプログラムで開いていないか確かめてください",
        "{file} cannot be written ({detail}); check that no other program holds it",
    ),
    "registry.built": (
        "台帳{path}を作りました: 法人{companies}社"
        "(うち閉鎖{closed}社、フリガナなし{without_kana}社)、{updated_on}までのデータ",
        "Made the registry {path}: {companies} companies ({closed} closed, {without_kana} without a reading), "
        "as of {updated_on}",
    ),
    "registry.lines": (
        "読んだ行{rows} = 法人{companies} + 古い版{replaced} + 削除{deleted} + 読めない行{skipped}",
        "{rows} lines = {companies} companies + {replaced} older versions + {deleted} deletions + {skipped} skipped",
    ),
    "registry.skipped": (
        "読めない行 {file}:{line} {why}({value})",
        "Skipped {file}:{line}: {why} ({value})",
    ),
    "registry.skipped_more": ("ほかに{count}行を読めませんでした", "and {count} more lines were skipped"),
    "registry.skipped.columns": ("列の数が30ではありません", "it does not have 30 columns"),
    "registry.skipped.number": ("法人番号が13桁の数字ではありません", "its number is not thirteen digits"),
    "registry.skipped.no_name": ("名称がありません", "it has no name"),
    "registry.skipped.unreadable": ("文字が壊れています", "its name has unreadable characters"),
    "resolve.written": (
        "{rows}行のうち{accepted}行の法人番号が決まりました(候補あり{with_candidates}行) → {path}",
        "{accepted} of {rows} rows have their number ({with_candidates} more have candidates) -> {path}",
    ),
    "reason.registered_company": ("{name}、{place}", "{name}; {place}"),
    "reason.registered_closed": (
        "{name}、{place}。ただし{closed_on}に登記が閉鎖されています({cause})",
        "{name}; {place}. But its registration was closed on {closed_on} ({cause})",
    ),
    "reason.registered_succeeded": (
        "{name}、{place}。ただし{closed_on}に登記が閉鎖されています({cause})。承継先は{successor}(法人番号{number})です",
        "{name}; {place}. But its registration was closed on {closed_on} ({cause}); "
        "it is succeeded by {successor} ({number})",
    ),
    "reason.registered_several": (
        "当てはまる法人が{count}社あり、一つに決められません。候補から選んでください",
        "{count} companies may be meant; choose among the candidates",
    ),
    "reason.registered_elsewhere": (
        "同じ名称の法人はありますが、所在地が違います({place})。移転か、別の会社かを確かめてください",
        "There is a company of that name, but at another place ({place}); find out whether it moved or is another one",
    ),
    "reason.registered_otherwise": (
        "「{name}」に近いものの、決め手が足りません({differences})。確かめてください",
        "Close to {name}, but not enough to decide ({differences}); look it up",
    ),
    "reason.registered_similar": (
        "同じ名称の法人はなく、よく似た名称は「{name}」({place})です。入力の誤りか、別の会社かを確かめてください",
        "No company has that name; nearest is {name} ({place}): find out whether it is a slip or another company",
    ),
    "reason.only_closed": (
        "同じ名称の法人は{closed_on}に登記が閉鎖されています({cause})。別の会社でないか確かめてください",
        "The company of that name was closed on {closed_on} ({cause}); find out whether another one is meant",
    ),
    "reason.only_succeeded": (
        "同じ名称の法人は{closed_on}に登記が閉鎖されています({cause})。"
        "承継先は{successor}(法人番号{number})です。確かめてください",
        "The company of that name was closed on {closed_on} ({cause}) and succeeded by {successor} ({number}); "
        "look it up",
    ),
    "reason.number_of_another_name": (
        "リストの法人番号{number}は「{name}」のもので、名称と一致しません。番号か名称を直してください",
        "The number {number} on the list is that of {name}, not of this name; mend one of them",
    ),
    "reason.number_not_in_register": (
        "リストの法人番号{number}は台帳にありません。番号を確かめるか、新しい台帳を使ってください",
        "The number {number} on the list is not in the register; check it, or use a newer register",
    ),
    "reason.not_registered": (
        "この名称の法人は台帳に見つかりません",
        "No company of this name is in the register",
    ),
    "agreement.same_number": ("法人番号と名称が一致", "Number and name agree"),
    "agreement.same_name": ("名称が一致", "The name agrees"),
    "agreement.same_name_otherwise_written": (
        "名称が一致(表記の違いを除く)",
        "The name agrees but for how it is written",
    ),
    "agreement.same_former_name": ("以前の名称と一致", "A former name agrees"),
    "agreement.same_reading": ("名称の読みが一致", "The reading of the name agrees"),
    "agreement.same_sound": ("名称の読みが一致(長音を除く)", "The reading agrees but for long vowels"),
    "agreement.same_english_name": ("英語名が一致", "The English name agrees"),
    "agreement.similar_name": ("名称が一致(入力の誤りを除く)", "The name agrees but for a slip of typing"),
    "nearness.site": ("所在地が一致", "so does the address"),
    "nearness.town": ("町または郵便番号が一致", "so does the town or the postal code"),
    "nearness.city": ("市区町村が一致", "so does the city"),
    "nearness.prefecture": ("都道府県が一致", "so does the prefecture"),
    "nearness.unknown": (
        "所在地の記載はなく、ほかに当てはまる法人なし",
        "no place is given, and nobody else fits",
    ),
    "nearness.other_town": ("同じ市区町村の別の場所", "at another place of the same city"),
    "nearness.other_city": ("市区町村は違う", "the city differs"),
    "nearness.other_prefecture": ("都道府県は違う", "the prefecture differs"),
    "nearness.former_place": ("以前の所在地が一致", "so does a former address"),
    "difference.spelling": ("名称の文字", "letters of the name"),
    "difference.legal_form": ("法人の種類", "the legal form"),
    "difference.form_position": (
        "法人の種類の位置(前株・後株)",
        "before or behind the name the legal form stands",
    ),
    "difference.former_name": ("以前の名称", "a former name"),
    "difference.former_place": ("以前の所在地", "a former address"),
    "difference.prefecture": ("都道府県", "the prefecture"),
    "difference.city": ("市区町村", "the city"),
    "difference.street": ("町名番地", "the street"),
    "difference.closed": ("登記の閉鎖", "it is closed"),
    "difference.name_alone": ("所在地の手がかりなし", "no place to go by"),
    "close_cause.01": ("清算の結了等", "liquidated"),
    "close_cause.11": ("合併による解散等", "dissolved by a merger"),
    "close_cause.21": ("登記官による閉鎖", "closed by the registrar"),
    "close_cause.31": ("その他の清算の結了等", "otherwise liquidated"),
    "close_cause.other": ("理由の記載なし", "no cause given"),
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
