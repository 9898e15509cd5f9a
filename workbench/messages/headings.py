"""Headings of the columns and sheets that we add."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "column.wb_phone": ("電話番号(取得)", "Phone (found)"),
    "column.wb_line": ("回線種別", "Line"),
    "column.wb_role": ("窓口", "Role"),
    "column.wb_confidence": ("信頼度", "Confidence"),
    "column.wb_state": ("状態", "State"),
    "column.wb_reason": ("理由", "Reason"),
    "column.wb_source": ("取得元", "Source"),
    "column.wb_url": ("掲載ページ", "Page"),
    "column.wb_seen_text": ("掲載文", "Seen text"),
    "column.wb_fetched_at": ("取得日時(日本時間)", "Fetched at (Japan time)"),
    "column.wb_listed_phone": ("リストの番号との照合", "Listed number"),
    "column.wb_listed_evidence": ("照合の根拠", "Listed number: evidence"),
    "column.wb_homepage": ("ホームページ(取得)", "Homepage (found)"),
    "column.wb_corporate_number": ("法人番号(取得)", "Corporate number (found)"),
    "column.wb_address": ("住所(取得)", "Address (found)"),
    "column.wb_sources": ("一致した取得元の数", "Agreeing sources"),
    "column.wb_phone_e164": ("電話番号(国際表記)", "Phone (E.164)"),
    "column.wb_company_id": ("会社ID", "Company id"),
    "column.wb_key": ("行キー(消さないでください)", "Row key (do not delete)"),
}
