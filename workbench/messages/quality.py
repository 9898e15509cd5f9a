"""The figures of a result: sentences under the table, words of its rows, titles of the chart."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "quality.no_rows": ("リストに行がありません", "The list has no rows"),
    "quality.found": (
        "{rows:,}行のうち{found:,}行({share:.1%})で電話番号を取得しました",
        "A number was found for {found:,} of {rows:,} rows ({share:.1%})",
    ),
    "quality.agreed": (
        "{count:,}行は2件以上の独立した取得元が同じ番号を示しています",
        "Two or more independent sources give the same number (rows: {count:,})",
    ),
    "quality.for_a_person": (
        "{count:,}行は人の確認が必要です(番号を一つに決められない、またはサイトが別会社のもの)",
        "A person must look (rows: {count:,}): the number is in doubt, or the site is another company's",
    ),
    "quality.not_there": (
        "{count:,}行は会社のサイトを読みましたが、電話番号の掲載がありません",
        "Their own site was read and shows no number (rows: {count:,})",
    ),
    "quality.not_looked": (
        "{count:,}行は調べられませんでした(サイト不明・接続不可・robots.txt・時間切れ・未調査)。"
        "番号がないという意味ではありません",
        "Could not be looked at (rows: {count:,}): no site known, unreachable, closed by robots.txt, out of "
        "time or not attempted. This does not mean that there is no number",
    ),
    "quality.left_out": (
        "{count:,}行は対象から外しました(除外リスト、または会社名がないなどの入力不備)",
        "Left out (rows: {count:,}): on the suppression list, or not usable as input",
    ),
    "quality.listed": (
        "リストに番号があった{count:,}行の照合: 一致{same:,}、相違{different:,}、掲載なし{dead:,}、"
        "不明{unknown:,}",
        "Rows that already had a number: {count:,}; same {same:,}, different {different:,}, dead {dead:,}, "
        "unknown {unknown:,}",
    ),
    "quality.repeated": (
        "{count:,}行は同じ会社の2行目以降です(会社の数は{companies:,})",
        "Rows that repeat a company: {count:,} (companies: {companies:,})",
    ),
    "quality.shared": (
        "{count:,}件の番号が別々の会社に共通しています(計{rows:,}行)。グループ会社の代表番号か、取り違えです",
        "Numbers shared by different companies: {count:,} (rows: {rows:,}); a switchboard, or a mix-up",
    ),
    "quality.title": ("照合結果の内訳", "How well the list was matched"),
    "quality.title_state": ("状態別の行数", "Rows by state"),
    "quality.title_source": ("取得元別の行数", "Rows by source"),
    "quality.title_confidence": ("信頼度別の行数", "Rows by confidence"),
    "quality.title_agreement": ("番号が一致した取得元の数", "Sources that agree on the number"),
    "quality.title_listed": ("リストの番号との照合", "The number the list already had"),
    "quality.title_coverage": ("段階ごとの結果", "What each stage did"),
    "quality.title_duplicates": ("重複", "Duplicates"),
    "quality.title_shared": ("別々の会社に共通する番号", "Numbers shared by different companies"),
    "quality.state": ("状態", "State"),
    "quality.source": ("取得元", "Source"),
    "quality.band": ("信頼度", "Confidence"),
    "quality.sources": ("取得元の数", "Sources"),
    "quality.listed_phone": ("照合", "Listed number"),
    "quality.rows": ("行数", "Rows"),
    "quality.share": ("割合", "Share"),
    "quality.phones": ("番号あり", "With number"),
    "quality.total": ("合計", "Total"),
    "quality.stage": ("段階", "Stage"),
    "quality.attempt": ("回", "Attempt"),
    "quality.asked": ("対象行", "Asked"),
    "quality.found_rows": ("取得済み", "Found"),
    "quality.for_a_person_rows": ("要確認", "For a person"),
    "quality.not_there_rows": ("掲載なし", "Not there"),
    "quality.not_looked_rows": ("調べられず", "Not looked at"),
    "quality.left_out_rows": ("対象外", "Left out"),
    "quality.unanswered": ("結果なし", "No answer"),
    "quality.found_share": ("取得率", "Found share"),
    "quality.phone": ("電話番号", "Phone"),
    "quality.companies": ("会社数", "Companies"),
    "quality.repeated_rows": ("同じ会社の2行目以降", "Rows repeating a company"),
    "quality.shared_phones": ("別々の会社に共通する番号", "Numbers shared by companies"),
    "quality.item": ("項目", "Item"),
    "quality.count": ("数", "Count"),
    "quality.none_source": ("取得元なし", "no source"),
    "quality.none_confidence": ("番号なし", "no number"),
    "quality.none_listed": ("リストに番号なし", "no number on the list"),
    "quality.chart_headline": (
        "{rows:,}行のうち{found:,}行で取得({share:.1%})",
        "Found: {found:,} of {rows:,} rows ({share:.1%})",
    ),
    "quality.chart_alt": ("状態別の行数を示す横棒グラフ", "Bar chart of the rows by state"),
    "quality.first_only": ("上位{shown:,}件({count:,}件中)", "The first {shown:,} of {count:,}"),
}
