"""Settings files: what is wrong in one, and what one means.

`yaml.` and `allowed.` serve any YAML file that people write. The keys' descriptions stand in settings_keys.py.
"""

CATALOGUE: dict[str, tuple[str, str]] = {
    "error.settings_missing": (
        "設定ファイル{file}が見つかりません。ファイル名とフォルダーを確かめてください",
        "There is no settings file {file}; check its name and folder",
    ),
    "error.settings_is_folder": (
        "{file}はフォルダーです。設定ファイル(.yaml)を指定してください",
        "{file} is a folder; give a settings file (.yaml)",
    ),
    "error.settings_unreadable": (
        "設定ファイル{file}を開けません。読み取りの権限を確かめてください",
        "The settings file {file} cannot be opened; check that you may read it",
    ),
    "error.settings_invalid": (
        "設定ファイル{file}に誤りが{count}件あります\n{problems}",
        "Problems in the settings file {file}: {count}\n{problems}",
    ),
    # The file as a whole.
    "yaml.and_more": ("ほか{count}件", "and {count} more"),
    "yaml.too_large": (
        "ファイルが大きすぎます(上限{most_mib} MiB)。設定ファイルを選んだか確かめてください",
        "The file is too large (at most {most_mib} MiB); check that it is the settings file",
    ),
    "yaml.not_utf8": (
        "文字コードがUTF-8ではありません(推定: {encoding})。エディターで「UTF-8」を選んで保存し直してください",
        "The encoding is not UTF-8 (it seems to be {encoding}). Save the file again as UTF-8",
    ),
    "yaml.binary": (
        "テキストファイルではありません。設定ファイル(.yaml)を選んだか確かめてください",
        "This is no text file; check that it is the settings file (.yaml)",
    ),
    "yaml.empty": (
        "ファイルが空です。見本(data/samples/settings/)を写して始めてください",
        "The file is empty; start from a copy of a sample (data/samples/settings/)",
    ),
    "yaml.not_mapping": (
        "「キー: 値」の形になっていません(値: {found})。見本: data/samples/settings/",
        "This is not a mapping of keys (found {found}); samples: data/samples/settings/",
    ),
    "yaml.several_documents": (
        "「---」で区切った2つ目の文書があります。1つのファイルには1つだけ書いてください",
        "A second document begins here (---); write one in a file",
    ),
    # The text as YAML.
    "yaml.tab": (
        "行の初めにタブがあります。字下げは半角の空白にしてください({found})",
        "The line begins with a tab; indent with spaces ({found})",
    ),
    "yaml.full_width_colon": (
        "コロンが全角(:)です。半角のコロンと空白(: )にしてください({found})",
        "The colon is full-width (:); write a half-width colon and a space ({found})",
    ),
    "yaml.full_width_space": (
        "行の初めに全角の空白があります。字下げは半角の空白にしてください({found})",
        "The line begins with a full-width space; indent with half-width ones ({found})",
    ),
    "yaml.no_space_after_colon": (
        "コロンのあとに空白が要ります({found})",
        "A space is needed after the colon ({found})",
    ),
    "yaml.colon": (
        'ここにコロンは置けません。字下げを前の行にそろえるか、値を引用符(")で囲んでください({found})',
        'No colon can stand here; align the line with the one before, or put the value in quotes (") ({found})',
    ),
    "yaml.no_colon": (
        "「キー: 値」のコロンがありません({found})",
        "The colon of a key is missing ({found})",
    ),
    "yaml.indentation": (
        "字下げが前後の行とそろっていません({found})",
        "The indentation does not fit the lines around it ({found})",
    ),
    "yaml.quote_open": (
        "ここで始まる引用符が閉じられていません({found})",
        "The quotation mark that opens here is never closed ({found})",
    ),
    "yaml.bracket_open": (
        "ここで始まるかっこ([ または {{)の中に、コンマか閉じかっこが足りません({found})",
        "A comma or the closing bracket is missing after the [ or {{ that opens here ({found})",
    ),
    "yaml.bracket_closed": (
        "開いていないかっこがここで閉じられています({found})",
        "A bracket is closed here that was never opened ({found})",
    ),
    "yaml.ends_early": (
        "ファイルが途中で終わっています。閉じていないかっこがないか確かめてください({found})",
        "The file ends too early; look for a bracket that is never closed ({found})",
    ),
    "yaml.escape": (
        "引用符(\")の中の\\はそのまま使えません。'…'で囲んでください({found})",
        "A \\ has a meaning within double quotes; put the value in single quotes ({found})",
    ),
    "yaml.reserved_character": (
        'この文字で始まる値は引用符(")で囲んでください({found})',
        'A value that begins with this character must be in quotes (") ({found})',
    ),
    "yaml.control_character": (
        "使えない文字({found})があります。消してください",
        "A character that cannot be used stands here ({found}); delete it",
    ),
    "yaml.syntax": (
        "YAMLとして読めません。字下げ、コロン、引用符を確かめてください({found})",
        "This is not valid YAML; check indentation, colons and quotes ({found})",
    ),
    "yaml.too_deep": (
        "入れ子が深すぎます({depth}段まで)",
        "This is nested too deeply (at most {depth} levels)",
    ),
    "yaml.alias": (
        "別名({found})は使えません。値をそのまま書いてください",
        "Anchors and aliases ({found}) cannot be used; write the values out",
    ),
    "yaml.tag": (
        "型の指定({found})は使えません。値だけを書いてください",
        "Tags ({found}) cannot be used; write the value alone",
    ),
    "yaml.key_not_text": (
        "キーは文字で書いてください",
        "A key must be plain text",
    ),
    "yaml.duplicate_key": (
        "同じキーが{first}行目にもあります。どちらかを消してください",
        "The same key stands on line {first}; delete one of them",
    ),
    # Keys and values.
    "yaml.unknown_key": (
        "このキーはありません{near}。使えるキー: {keys}",
        "There is no such key{near}. Keys here: {keys}",
    ),
    "yaml.missing_key": (
        "このキーが必要です。書けるもの: {allowed}",
        "This key is required. Allowed: {allowed}",
    ),
    "yaml.no_value": (
        "値がありません。書けるもの: {allowed}",
        "There is no value. Allowed: {allowed}",
    ),
    "yaml.wrong_value": (
        "{found} は使えません{near}。書けるもの: {allowed}",
        "{found} cannot be used{near}. Allowed: {allowed}",
    ),
    "yaml.near": ("(もしかして {near})", " (did you mean {near}?)"),
    "found.mapping": ("「キー: 値」の並び", "a mapping of keys"),
    "found.list": ("リスト", "a list"),
    "allowed.choice": ("{choices} のどれか", "one of {choices}"),
    "allowed.only": ("{choices} だけ", "{choices} only"),
    "allowed.whole": ("{low}から{high}までの整数", "a whole number from {low} to {high}"),
    "allowed.number": ("{low}から{high}までの数", "a number from {low} to {high}"),
    "allowed.number_above": ("{low}より大きく{high}以下の数", "a number above {low}, up to {high}"),
    "allowed.switch": ("true または false", "true or false"),
    "allowed.text": ("空でない文字列", "text that is not empty"),
    "allowed.text_from": ("{least}文字以上の文字列", "text of at least {least} characters"),
    "allowed.text_of": ("{least}〜{most}文字の文字列", "text of {least} to {most} characters"),
    "allowed.list": ("リスト [ … ]、{least}件以上({of})", "a list [ … ] of at least {least} ({of})"),
    "allowed.list_of": (
        "リスト [ … ]、{least}〜{most}件({of})",
        "a list [ … ] of {least} to {most} ({of})",
    ),
    "allowed.mapping": ("キーの並び({keys})", "a mapping of {keys}"),
    "allowed.anything": ("任意の値", "any value"),
    "allowed.stage_name": (
        "英小文字で始まり、英小文字・数字・_ だけの24文字以内",
        "up to 24 of a-z, 0-9 and _, beginning with a letter",
    ),
    "allowed.base_url": (
        "http:// か https:// で始まるアドレス(? と # は不可)",
        "an address that begins with http:// or https://, without ? and #",
    ),
    "allowed.search_url": (
        "http:// か https:// で始まり {{name}} を含むアドレス",
        "an address that begins with http:// or https:// and holds {{name}}",
    ),
    "allowed.registry": (
        "latest か sample か日付(YYYY-MM-DD)",
        "latest, sample or a day (YYYY-MM-DD)",
    ),
    # Parts that contradict each other.
    "settings.two_stages": (
        "段階の名前{name}は{first}番目の段階と同じです。別の名前にしてください",
        "The name {name} is that of stage number {first}; give each stage a name of its own",
    ),
    "settings.source_not_described": (
        "取得元{source}の説明がありません。sources: の下に {source}: を書いてください(見本: demo.yaml)",
        "The source {source} is not described; write {source}: below sources: (sample: demo.yaml)",
    ),
    "settings.heartbeat_not_below_timeout": (
        "heartbeat_s({heartbeat_s})は timeout_s({timeout_s})より小さくしてください",
        "heartbeat_s ({heartbeat_s}) must be below timeout_s ({timeout_s})",
    ),
    "settings.review_above_found": (
        "review({review})は found({found_from})以下にしてください",
        "review ({review}) must not be above found ({found_from})",
    ),
    # What a file means.
    "explain.title": ("設定「{name}」: 段階は{count}つ", "Settings '{name}', stages: {count}"),
    "explain.stage": ("{position}. 段階 {name}", "{position}. Stage {name}"),
    "explain.asks": (
        "まだ終わっていない行について、{sources}を調べます",
        "Asks, for each row that is not finished: {sources}",
    ),
    "explain.asks_in_order": (
        "まだ終わっていない行について、{sources}の順に、終わるまで調べます",
        "Asks, for each row and until it is finished, in this order: {sources}",
    ),
    "explain.needs_homepage": (
        "{source}を調べるのは、アドレスがリストにあるか、前の段階で見つかった行だけです",
        "Only rows whose address is in the list or was found before can be asked of {source}",
    ),
    "explain.homepage_pages": (
        "1つのサイトで読むのは{pages}ページまでです",
        "Reads up to {pages} pages of one site",
    ),
    "explain.directory_pages": (
        "検索先は {host}、1社につき結果は{pages}ページまでです",
        "Searches {host}, up to {pages} result pages for one company",
    ),
    "explain.fargate": (
        "Fargateのコンテナで動きます(大きさ{size}: {cpu} vCPU、メモリ{memory} GiB)",
        "Runs in containers on Fargate (size {size}: {cpu} vCPU, {memory} GiB of memory)",
    ),
    "explain.lambda": (
        "Lambdaで動きます(1回は{limit}まで。終わらなかった行は次の回が続けます)",
        "Runs on Lambda ({limit} at a time; the next one goes on with the rows that are left)",
    ),
    "explain.one_container": (
        "相手が1つのサイトなので、コンテナは1つで、すべての行を受け持ちます",
        "One container takes all rows, since they are asked of a single site",
    ),
    "explain.shards": (
        "1つのコンテナが{rows}行ずつ受け持ち(同じサイトの行は分けません)、同時に動くのは{concurrency}個までです",
        "Each container takes {rows} rows (those of one site stay together); up to {concurrency} run side by side",
    ),
    "explain.times": (
        "{stall}何の応答もなければクローラーが自分でやめ、{heartbeat}連絡がなければ失われたとみなし、"
        "長くても{timeout}で打ち切ります",
        "Without any answer for {stall} the crawler gives up; after {heartbeat} of silence it counts as lost;"
        " it ends after {timeout} at the latest",
    ),
    "explain.attempts": (
        "コンテナが失敗したときは、残りの行をもう一度調べます(全部で{attempts}回まで)",
        "If a container fails, the rows that are left are asked again ({attempts} attempts in all)",
    ),
    "explain.one_attempt": (
        "コンテナが失敗しても、残りの行は調べ直しません",
        "If a container fails, the rows that are left are not asked again",
    ),
    "explain.batches": (
        "結果は{rows}行ごと、または{seconds}ごとに書き出します",
        "Results are written every {rows} rows or {seconds}, whichever comes first",
    ),
    "explain.finished.title": ("行の終わり", "When a row is finished"),
    "explain.finished": (
        "次がすべて信頼度{found}%以上で見つかった行は終わりです: {fields}",
        "Once each of these is found with a confidence of {found} % or more: {fields}",
    ),
    "explain.thresholds.title": ("判定", "Judgement"),
    "explain.found": (
        "信頼度{found}%以上を「取得済み」とします",
        "A confidence of {found} % or more counts as found",
    ),
    "explain.review": (
        "{review}%以上{found}%未満は「要確認」とし、人が確かめます",
        "From {review} % up to {found} % a person is asked (needs review)",
    ),
    "explain.no_review": ("「要確認」はありません", "Nothing is left for a person to review"),
    "explain.dropped": (
        "{review}%未満の候補は示しません",
        "A candidate below {review} % is not shown",
    ),
    "explain.politeness.title": ("サイトへの配慮", "Politeness"),
    "explain.user_agent": ("{user_agent} と名乗ります", "Calls itself {user_agent}"),
    "explain.robots": ("robots.txtに従います", "Obeys robots.txt"),
    "explain.pace": (
        "同じサイトへの要求の間は{delay}ほどあけます(応答の遅いサイトではさらに長く)",
        "Waits about {delay} between two requests to one site (longer where the site is slow)",
    ),
    "explain.no_pace": (
        "同じサイトへの要求の間をあけません",
        "Does not wait between two requests to one site",
    ),
    "explain.answer": (
        "応答を待つのは{timeout}まで、1ページは{size}まで、転送は{redirects}回までです",
        "Waits {timeout} for an answer, reads {size} of a page, follows {redirects} redirects, at most",
    ),
    "explain.patience": (
        "robots.txtのCrawl-delayには{crawl_delay}まで従い、混雑した(429、503)サイトは{wait}まで待ちます。"
        "それより長ければ取得を控えます",
        "Waits as robots.txt asks (Crawl-delay) up to {crawl_delay}, and {wait} for a busy site (429, 503);"
        " a site that asks for more is left alone",
    ),
    "explain.budget": (
        "1社のために1つのサイトから読むのは{size}まで、{seconds}までです",
        "Reads {size} of one site for one company, and takes {seconds} for it, at most",
    ),
    "explain.allowed.title": ("採用する番号", "Which numbers may be used"),
    "explain.mobile": (
        "会社が自社の番号として載せていれば、携帯電話の番号も採用します",
        "A mobile number too, if the company gives it as its own",
    ),
    "explain.no_mobile": ("携帯電話の番号は採用しません", "No mobile numbers"),
    "explain.no_fax": ("FAXの番号は採用しません", "No fax numbers"),
    "explain.cautions": ("注意({count}件)", "Warnings: {count}"),
    "explain.no_cautions": ("注意はありません", "No warnings"),
    "explain.caution": ("{file}:{line}: {key}: {message}", "{file}:{line}: {key}: {message}"),
    "unit.days": ("{count}日", "{count} days"),
    "unit.hours": ("{count}時間", "{count} h"),
    "unit.minutes": ("{count}分", "{count} min"),
    "unit.seconds": ("{count}秒", "{count} s"),
    "unit.size": ("{count} {unit}", "{count} {unit}"),
    "fact.phone": ("電話番号", "telephone number"),
    "fact.homepage": ("ホームページ", "homepage"),
    "fact.address": ("住所", "address"),
    "fact.corporate_number": ("法人番号", "corporate number"),
    "fact.name": ("会社名", "name"),
    "fact.kana": ("読みがな", "reading of the name"),
    "fact.status": ("登記の状態", "status"),
    "fact.invoice_status": ("インボイス登録", "invoice registration"),
    "fact.do_not_call": ("電話お断りの表示", "wish not to be called"),
    # What works but is hardly meant; not errors.
    "caution.placeholder_contact": (
        "{contact} は見本のままの連絡先なので、実在のサイトは調べません。"
        "サイトの持ち主があなたに連絡できるページかメールアドレスにしてください",
        "{contact} is a placeholder, so no real site is visited; give a page or mail address that reaches you",
    ),
    "caution.contact_unreachable": (
        "{contact} はページのアドレスでもメールアドレスでもないので、実在のサイトは調べません",
        "{contact} is neither the address of a page nor a mail address, so no real site is visited",
    ),
    "caution.hasty": (
        "間隔{delay}は、実在のサイトには短すぎます(1秒以上に。見本のサイトならかまいません)",
        "{delay} between requests is too hasty for real sites (give 1 s or more; the sample web does not mind)",
    ),
    "caution.heartbeat_below_stall": (
        "heartbeat_s({heartbeat})がstall_s({stall})より短くなっています。"
        "heartbeat_sはstall_sで気付けなかったときの備えなので、stall_sより長くしてください",
        "heartbeat_s ({heartbeat}) is shorter than stall_s ({stall}); it is the net for what stall_s does not notice,"
        " so make it longer",
    ),
    "caution.stall_below_answer": (
        "stall_s({stall})がpoliteness.timeout_s({answer})以下なので、遅いサイト1つでクローラーがやめてしまいます",
        "stall_s ({stall}) is not above politeness.timeout_s ({answer}): one slow site makes the crawler give up",
    ),
    "caution.stall_never": (
        "stall_s({stall})がtimeout_s({timeout})以上なので、止まったクローラーは打ち切りまで気付かれません",
        "stall_s ({stall}) is not below timeout_s ({timeout}): a crawler that hangs is not noticed before the end",
    ),
    "caution.lambda_limit": (
        "Lambdaは1回{limit}までです。{timeout}は待ちません(長い段階は runner: fargate に)",
        "Lambda ends after {limit}, not after {timeout} (give long stages runner: fargate)",
    ),
    "caution.size_unused": (
        "sizeはFargateだけのものです。Lambdaでは使われません",
        "size is for Fargate; Lambda does not use it",
    ),
    "caution.shards_unused": (
        "この段階は1つのサイトに聞くので、コンテナは1つです。この指定は使われません",
        "This stage asks a single site, so one container takes all rows; this is not used",
    ),
    "caution.source_unused": (
        "{source}を使う段階がありません。この指定は使われません",
        "No stage asks {source}; this is not used",
    ),
    "caution.source_twice": (
        "{source}がこの段階に2回あります",
        "{source} stands twice in this stage",
    ),
    "caution.stage_repeats": (
        "この段階の取得元は、前の段階ですべて調べています。同じ相手に同じことを聞き直します",
        "Earlier stages have asked all sources of this stage; it asks the same again",
    ),
    "caution.never_reached": (
        "この段階に要る{fields}が見つかった行は、そこで終わりになるので、この段階に届きません"
        "(届くのは、それがリストにある行だけです)。finished.fieldsを見直してください",
        "Rows for which the {fields} is found, which this stage needs, are finished by that and never reach it"
        " (only rows whose list has it do); look at finished.fields again",
    ),
    "caution.never_finished": (
        "{fields}はどの段階の取得元からも得られないので、行が終わることはなく、すべての段階がすべての行を調べます",
        "No source of any stage gives the {fields}: no row is ever finished, and each stage asks every row",
    ),
    "caution.never_found": (
        "信頼度が{most}%を超えることはないので、何も「取得済み」になりません",
        "No confidence is ever above {most} %: nothing will count as found",
    ),
    "caution.found_below_half": (
        "信頼度50%未満でも「取得済み」になります。正しくない番号のほうが多くなります",
        "A confidence below 50 % counts as found: more such numbers are wrong than right",
    ),
    "caution.longer_than_limit": (
        "すべての段階が長引くと{longest}かかり、実行の上限{limit}を超えます。あとの段階に届かないことがあります",
        "If every stage takes its time, that is {longest}, above the limit of a run, {limit};"
        " later stages may not be reached",
    ),
    # docs/settings.md
    "reference.required": ("必須", "required"),
    "reference.optional": ("省略可", "optional"),
    "reference.none": ("なし", "none"),
}
