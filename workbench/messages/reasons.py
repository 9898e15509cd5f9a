"""The reasons of contract/reasons.py in words: why a row or a shard ended as it did."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "reason.found_on_page": (
        "{source}の{place}に「{label}」として掲載されています(根拠: {evidence})",
        "Shown in {place} of {source} as '{label}' (evidence: {evidence})",
    ),
    "reason.found_unlabelled": (
        "{source}の{place}に掲載されています(根拠: {evidence})",
        "Shown in {place} of {source} (evidence: {evidence})",
    ),
    "reason.low_confidence": (
        "番号の候補はありますが、信頼度{confidence}%が基準の{threshold}%に届きません(根拠: {evidence})",
        "A candidate, but its confidence {confidence} % is below {threshold} % (evidence: {evidence})",
    ),
    "reason.several_candidates": (
        "同程度の番号候補が{count}件あり、一つに決められません",
        "{count} numbers are equally likely; a person must choose",
    ),
    "reason.no_number_on_site": (
        "会社のサイト{pages}ページを読みましたが、電話番号の掲載がありません",
        "{pages} pages of their site were read; none shows a telephone number",
    ),
    "reason.no_entry": ("{source}に該当する掲載がありません", "{source} has no entry for this company"),
    "reason.entry_without_number": (
        "{source}に掲載がありますが、電話番号はありません",
        "{source} has an entry for this company, without a telephone number",
    ),
    "reason.other_company": (
        "サイトは「{seen}」のもので、リストの会社と一致しません({difference})",
        "The site belongs to {seen}, not to the company on the list ({difference})",
    ),
    "reason.site_not_verified": (
        "サイトに社名・住所・法人番号のいずれも確認できません",
        "Neither name, address nor corporate number of the company is on the site",
    ),
    "reason.robots_disallow": (
        "{host}のrobots.txtが取得を認めていません",
        "robots.txt of {host} does not allow it",
    ),
    "reason.robots_unreachable": (
        "{host}のrobots.txtが読めないため、取得を控えました({detail})",
        "robots.txt of {host} could not be read, so nothing was fetched ({detail})",
    ),
    "reason.robots_noindex": (
        "{host}のページが検索・収集の対象外(noindex)と表示しているため、内容を使いませんでした",
        "A page of {host} asks robots to take nothing from it (noindex), so nothing was taken",
    ),
    "reason.crawl_delay_too_long": (
        "{host}のrobots.txtが{seconds}秒間隔(Crawl-delay)を求めており、上限の{most}秒を超えるため取得を控えました",
        "robots.txt of {host} asks for a pause of {seconds} s, more than the {most} s we wait; nothing was fetched",
    ),
    "reason.unreachable": ("{host}に接続できません({detail})", "{host} could not be reached ({detail})"),
    "reason.http_status": ("{host}がエラー{status}を返しました", "{host} answered with status {status}"),
    "reason.address_refused": (
        "{host}は接続してはならないアドレスです",
        "{host} is an address that may not be reached",
    ),
    "reason.site_too_slow": (
        "{host}が{seconds}秒以内に応答しませんでした",
        "{host} did not answer within {seconds} s",
    ),
    "reason.site_busy": (
        "{host}が混雑しており、{seconds}秒待つよう求めているため取得を控えました",
        "{host} is busy and asks to wait {seconds} s, so it was left alone",
    ),
    "reason.budget_spent": (
        "{host}に使ってよい{what}の上限に達したため、その先は読みませんでした",
        "What may be spent on {host} is used up ({what}), so no more was read",
    ),
    "budget.requests": ("要求数", "requests"),
    "budget.bytes": ("データ量", "bytes"),
    "budget.seconds": ("時間", "time"),
    "reason.needs_browser": (
        "{host}のページはJavaScriptで表示されるため、ブラウザーなしでは読めません",
        "The pages of {host} are drawn by JavaScript and cannot be read without a browser",
    ),
    "reason.nobodys_own": (
        "{host}は{kind}で、会社自身のサイトではありません",
        "{host} is {kind}, not the company's own site",
    ),
    "page_kind.parked": ("売りに出ているか使われていないドメイン", "a domain that is for sale or unused"),
    "page_kind.portal": ("他社を紹介するサイト", "a site that tells of other companies"),
    "reason.needs_contact": (
        "設定のpoliteness.contactに実在の連絡先がないため、{host}にはアクセスしていません",
        "politeness.contact in the settings is no real contact, so {host} was not visited",
    ),
    "reason.stop_listed": (
        "{host}はポータルやSNSなどで、会社自身のサイトとしては調べません",
        "{host} is a portal, a directory or a social network, and never read as a company's own site",
    ),
    "reason.no_homepage": (
        "ホームページのアドレスがわからないため、サイトを調べられません",
        "No homepage is known, so no site could be read",
    ),
    "reason.blank_name": ("会社名が空欄です", "The company's name is blank"),
    "reason.total_row": ("会社ではなく、合計や小計の行です", "A row of totals, not a company"),
    "reason.repeated_header": (
        "会社ではなく、見出しや表題が繰り返された行です",
        "The header or the title once more, not a company",
    ),
    "reason.note_row": ("会社ではなく、注記の行です", "A note, not a company"),
    "reason.on_suppression_list": ("除外リストに登録されています", "The company is on the suppression list"),
    "reason.not_yet": ("まだ調べていません", "Not looked at yet"),
    "reason.not_planned": (
        "この行を調べる前に実行が終わりました",
        "The run ended before this row was looked at",
    ),
    "reason.not_in_run": (
        "この実行では調べていない行です(試し調査など)",
        "This row was not part of the run (a pilot, say)",
    ),
    "reason.could_not_start": (
        "クローラーのコンテナを起動できませんでした({detail})",
        "The crawler's container could not start ({detail})",
    ),
    "reason.crawler_raised": (
        "クローラーがエラーで終了しました({detail})",
        "The crawler ended with an error ({detail})",
    ),
    "reason.crawler_stalled": (
        "クローラーの進みが{seconds}秒間止まったため打ち切りました",
        "The crawler made no progress for {seconds} s and was stopped",
    ),
    "reason.heartbeat_lost": (
        "クローラーからの応答が途絶えたため打ち切りました",
        "Nothing was heard from the crawler any more, so it was stopped",
    ),
    "reason.stage_timed_out": (
        "段階の制限時間{seconds}秒を超えたため打ち切りました",
        "The shard ran longer than the {seconds} s its stage allows and was stopped",
    ),
    "reason.container_killed": (
        "クローラーのコンテナが強制終了しました({detail})",
        "The crawler's container was killed ({detail})",
    ),
    "reason.stopped": ("実行が停止されました", "The run was stopped"),
    "reason.handed_back": (
        "制限時間の前に残りの行を返しました",
        "The rows that were left were handed back before the time limit",
    ),
    "reason.lost": (
        "クローラーの終わり方がわかりません(記録がありません)",
        "How the crawler ended is not known (it left no record)",
    ),
    "reason.needs_key": (
        "{source}のキー({variable})が設定されていないため、調べませんでした",
        "{source} has no key ({variable}), so it was not asked",
    ),
    "reason.key_refused": (
        "{source}がキーを受け付けないため、調べられませんでした",
        "{source} refused the key, so it could not be asked",
    ),
    "reason.service_limit": (
        "{source}が要求を制限しているため(HTTP {status})、調べられませんでした",
        "{source} limits our requests (HTTP {status}), so it could not be asked",
    ),
    "reason.service_failed": (
        "{source}がエラー(HTTP {status})を返したため、調べられませんでした",
        "{source} answered with an error (HTTP {status}), so it could not be asked",
    ),
    "reason.service_unreachable": (
        "{source}に接続できないため({detail})、調べられませんでした",
        "{source} could not be reached ({detail}), so it could not be asked",
    ),
    "reason.service_maintenance": (
        "{source}がデータの代わりに案内ページを返したため(保守中など)、調べられませんでした",
        "{source} answered with a page for people instead of data (maintenance?), so it could not be asked",
    ),
    "reason.service_unreadable": (
        "{source}の応答が壊れていて読めませんでした",
        "The answer of {source} was broken and could not be read",
    ),
    "reason.service_redirected": (
        "{source}がほかのアドレスへ転送しようとしたため(キーを渡さないよう)、調べませんでした",
        "{source} redirected to another address, which is not given the key, so it was not asked",
    ),
    "reason.source_rested": (
        "{source}の答え{asked}件のうち{errors}件が失敗だったため休ませ、この行では調べませんでした",
        "{errors} of {asked} answers of {source} had failed, so it was rested and not asked for this row",
    ),
    "reason.run_stopped_early": (
        "コンテナ{shards}個のうち{failed}個が失敗したため、実行を早めにやめました",
        "{failed} of {shards} containers had failed, so the run stopped early",
    ),
    "reason.learned": (
        "{source}で{facts}がわかりました。電話番号は載っていません",
        "{source} told {facts}; it does not tell telephone numbers",
    ),
    "reason.already_known": (
        "{source}が教えることはすでにわかっています",
        "What {source} could tell is known already",
    ),
    "reason.several_companies": (
        "{source}に同じ名前の会社が{count}社あり、どれか決められません({candidates})",
        "{source} has {count} companies of this name, and nothing tells them apart ({candidates})",
    ),
    "reason.no_such_company": (
        "{source}にこの名前の会社がありません",
        "{source} has no company of this name",
    ),
    "reason.company_closed": (
        "{source}によると、{name}({number})は{date}に閉鎖されています{successor}",
        "By {source}, {name} ({number}) was closed on {date}{successor}",
    ),
    "reason.no_corporate_number": (
        "法人番号がわからないため、法人番号で引く取得元では調べられません",
        "No corporate number is known, so a source that goes by it could not be asked",
    ),
    "reason.no_place": (
        "都道府県がわからないため、場所で引く取得元では調べられません",
        "No prefecture is known, so a source that goes by place could not be asked",
    ),
    "reason.query_given_up": (
        "{source}が問い合わせを途中で打ち切ったため({detail})、調べられませんでした",
        "{source} gave up in the middle of the query ({detail}), so nothing is known",
    ),
    "reason.search_format_off": (
        "{source}({host})がJSONを返しません。SearXNGのsettings.ymlのsearch.formatsにjsonを加えてください",
        "{source} ({host}) gives no JSON: add json to search.formats in SearXNG's settings.yml",
    ),
    "reason.engines_silent": (
        "{source}の検索エンジンがどれも応答しなかったため({engines})、調べられませんでした",
        "No engine behind {source} answered ({engines}), so it could not be asked",
    ),
    "reason.no_candidate": (
        "{source}の結果に、会社のサイトになりうるものがありません(掲載サイトなど{screened}件を除外)",
        "{source} found nothing that may be their site ({screened} portals and the like were left out)",
    ),
    "reason.candidates_not_theirs": (
        "{source}で見つけた候補{count}件は、どれもこの会社のサイトと確かめられませんでした({candidates})",
        "{source} found {count} candidates, and none of them shows to be their site ({candidates})",
    ),
    "reason.candidates_not_read": (
        "{source}で見つけた候補{count}件のうち読めないものがあり、確かめられませんでした({detail})",
        "{source} found {count} candidates, not all of which could be read, so nothing is sure ({detail})",
    ),
    "reason.candidate_unproven": (
        "{source}で見つけた{candidate}は社名が同じですが、同名の別会社でないことを示す住所や法人番号がありません",
        "{candidate}, found by {source}, has the same name, but no address or number that rules out a namesake",
    ),
    "reason.guesses_absent": (
        "社名から推測したアドレス{count}件は、どれも存在しません({candidates})",
        "None of {count} addresses guessed from the name exists ({candidates})",
    ),
    "reason.no_spelling": (
        "会社名の読みや英字表記がわからないため、アドレスを推測できません",
        "The name's reading or Latin spelling is not known, so no address could be guessed",
    ),
    "reason.to_be_looked_at": (
        "{source}に候補が{count}件あります。規約により保存できないため、画面で確かめてください:"
        " {link} (place ID: {place})",
        "{source} has {count} candidates; its terms allow looking, not keeping: {link} (place ID: {place})",
    ),
    "reason.company_differs": (
        "{source}にある同じ名前の会社は、法人格か所在地がリストと違います({candidates})",
        "Companies of this name in {source} have another legal form or place than the list says ({candidates})",
    ),
    "reason.too_many_companies": (
        "{source}でこの名前に当たる会社が多すぎて、しぼり込めません",
        "Too many companies in {source} fit this name to look through them",
    ),
}
