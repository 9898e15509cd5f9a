"""What a run will cost, before and after."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "estimate.rows": (
        "{rows}行、{companies}社を調べます。",
        "{rows} rows are asked about, {companies} companies.",
    ),
    "estimate.lacking": ("  - {fact}がない会社: {count}", "  - without {fact}: {count} companies"),
    "estimate.fact.prefecture": ("都道府県", "a prefecture"),
    "estimate.fact.address": ("住所", "an address"),
    "estimate.fact.corporate_number": ("法人番号", "a corporate number"),
    "estimate.fact.homepage": ("ホームページ", "a homepage"),
    "estimate.source": (
        "段階{stage} {source}: 会社 {asked}、要求 {requests} ({basis})",
        "stage {stage}, {source}: companies {asked}, requests {requests} ({basis})",
    ),
    "estimate.measured": ("以前の実行の{count}社から", "from {count} companies of an earlier run"),
    "estimate.assumed": (
        "実績なしの仮定。--pilot 50 で確かめられます",
        "assumed: no earlier run; --pilot 50 would tell",
    ),
    "estimate.requests": ("要求の合計: {requests}", "requests in all: {requests}"),
    "estimate.time": ("時間: {minutes}分", "time: {minutes} minutes"),
    "estimate.aws": (
        "AWSの費用: {yen}円 ({dollars}ドル)",
        "AWS: {yen} yen ({dollars} dollars)",
    ),
    "estimate.services": ("サービスの費用: {yen}円", "services: {yen} yen"),
    "estimate.found": (
        "電話番号が見つかる見込み: {share}%",
        "numbers expected to be found: {share} %",
    ),
    "estimate.found_unknown": (
        "電話番号が見つかる割合: 実績がないためわかりません。--pilot 50 で確かめられます",
        "numbers expected to be found: not known before an earlier run or a pilot (--pilot 50)",
    ),
    "estimate.legend": (
        "数字は「おそらく (少なければ-多ければ)」です。",
        "Figures are: likely (low-high).",
    ),
    "estimate.over_yen": (
        "見積もりの{likely:,}円が、設定の上限 ceiling.yen の{ceiling:,}円を超えます。"
        "行を減らすか、上限を上げてください",
        "The estimate of {likely:,} yen passes the settings' ceiling.yen of {ceiling:,}. Take fewer rows, or raise it",
    ),
    "estimate.over_requests": (
        "見積もりの要求数{likely:,}が、設定の上限 ceiling.requests の{ceiling:,}を超えます。"
        "行を減らすか、上限を上げてください",
        "The estimate of {likely:,} requests passes the settings' ceiling.requests of {ceiling:,}."
        " Take fewer rows, or raise it",
    ),
    "estimate.actual": (
        "{what}: 見積もり {estimated}、実績 {actual}",
        "{what}: estimated {estimated}, came to {actual}",
    ),
    "estimate.what.requests": ("要求", "requests"),
    "estimate.what.minutes": ("時間(分)", "minutes"),
    "estimate.what.found": ("見つかった会社(%)", "found (%)"),
    "estimate.what.services_yen": ("サービスの費用(円)", "services (yen)"),
    "estimate.pilot": (
        "試し調査: {companies}社のうち{count}社だけを調べます。",
        "Pilot: {count} of {companies} companies are asked.",
    ),
    "estimate.pilot_whole": (
        "この結果から見た、リスト全体の見積もり:",
        "By this, the whole list is estimated at:",
    ),
    "estimate.pilot_next": (
        "続けるときは、--pilot なしで同じ命令を実行してください。試し調査の答えは{days}日のあいだ、そのまま使います。",
        "To go on, give the same command without --pilot; for {days} days the pilot's answers are used as they are.",
    ),
    "estimate.pilot_next_anew": (
        "続けるときは、--pilot なしで同じ命令を実行してください"
        "(この設定では答えを残さないので、試した会社ももう一度調べます)。",
        "To go on, give the same command without --pilot"
        " (these settings keep no answers, so the pilot's companies are asked again).",
    ),
    "estimate.compared": ("見積もりと実績:", "Estimated, and what it came to:"),
}
