"""Laws of extraction: numbers in any form and layout are found again; no bytes make it fail or take long."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.candidates import candidates_of
from crawler.extract.choice.representative import choose
from crawler.extract.page.page import parse
from crawler.extract.read import page_number

URL = "http://www.aozora.example/"
NUMBERS = st.sampled_from(
    [
        "03 5550 1011",
        "06 6355 2011",
        "045 555 1011",
        "0422 51 1011",
        "04992 2 1011",
        "0120 555 011",
        "050 5550 1011",
    ]
)
SEPARATORS = st.sampled_from(
    [
        "-",
        "－",
        "ー",
        "ｰ",
        "‐",
        "‑",
        "−",
        "–",
        "—",
        "―",
        "─",
        ".",
        "．",
        " ",
        "　",
        " - ",
        "－ ",
        "･",
        "~",
        "&#8209;",
    ]
)
LABELS = st.sampled_from(
    [
        "TEL",
        "TEL:",
        "Tel.",
        "電話",
        "電話番号：",
        "℡",
        "☎ ",
        "代表電話 ",
        "電　話　",
        "Phone: ",
        "ＴＥＬ",
        "T.",
        "（電）",
        "お電話：",
        "ＴＥＬ／",
        "【電話】",
        "<b>Tel</b>：",
        "電話番号（代表）",
        "お問い合わせ電話番号　",
    ]
)
# What follows a number at once. Hours touch it on some pages.
AFTER = st.sampled_from(
    [
        "",
        "",
        "（代）",
        " (代表)",
        "（内線 21）",
        " 内線12",
        "（平日9:00〜17:00）",
        " 受付時間 9:00～17:30",
        "9:00～18:00",
        "（日祝休）",
        " 番",
    ]
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
LAYOUTS = st.sampled_from(
    [
        "<table><tr><th>{label}<td>{number}<tr><th>FAX<td>{other}</table>",
        "<table><tr><td>FAX<td>{other}<tr><td>{label}<td>{number}</table>",
        "<table><tr><td>連絡先<td>{label}{number}<br>FAX {other}</table>",
        "<table><tr><th colspan=2>会社概要</th></tr><tr><th>FAX<th>{label}<tr><td>{other}<td>{number}</table>",
        "<table><tr><th rowspan=2>本社<td>{label}<td>{number}<tr><td>FAX<td>{other}</table>",
        "<dl><dt>{label}</dt><dd>{number}</dd><dt>FAX</dt><dd>{other}</dd></dl>",
        "<dl><dt>FAX</dt><dd>{other}</dd></dl><dl><dt>{label}</dt><dd>{number}</dd></dl>",
        "<p>{label}{number}　FAX {other}</p>",
        "<p>FAX：{other} / {label}{number}</p>",
        "<p>{label}{number}<br>FAX：{other}</p>",
        "<p>ファクス：{other}<br>{label}{number}</p>",
        "<div><div>{label}</div><div>{number}</div></div><div><div>FAX</div><div>{other}</div></div>",
        "<div><p>FAX</p><p>{label}</p></div><div><p>{other}</p><p>{number}</p></div>",
        "<ul><li><span>FAX</span><span>{other}</span></li><li><span>{label}</span><span>{number}</span></li></ul>",
        "<ul><li>〒105-0001 東京都港区青空1-2-3</li><li>{label}{number}</li><li>ファックス{other}</li></ul>",
        "<h3>本社</h3><p>{label}{number}</p><h3>大阪支店</h3><p>{label}06-6355-2051</p>",
        "<h3>横浜営業所</h3><p>{label}045-555-1051</p><h3>本社</h3><p>{label}{number}</p>",
        "<header>お電話でのお問い合わせ<br>{label}{number}</header><main><p>採用担当 TEL 03-5550-1052</p></main>",
        "<footer><address>株式会社青空商事 {label}{number} FAX {other}</address></footer>",
        "<footer><p>株式会社青空商事｜東京都港区青空1-2-3｜FAX {other}｜{label}{number}</p></footer>",
        "<footer><p>株式会社青空商事 {label}{number}</p><p>ホームページ制作：夕焼工房 TEL 03-5550-1053</p></footer>",
        "<table><tr><th>拠点<th>{label}<th>FAX<tr><td>本社<td>{number}<td>{other}</table>",
        "<pre>{label}{number}\nFAX  {other}</pre>",
        "<section><h2>アクセス</h2><p>最寄り駅より徒歩3分、市役所前です。</p><p>{label}{number}</p></section>",
    ]
)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """(a number as somebody may write it, its E.164)."""
    area, office, rest = draw(NUMBERS).split()
    digits = area + office + rest
    dash = draw(SEPARATORS)
    plain = dash if len(dash) == 1 else "-"
    forms = [
        f"{area}{dash}{office}{dash}{rest}",
        digits,
        f"+81{dash if dash in '- ' else '-'}{area[1:]}-{office}-{rest}",
        f"+81 (0){area[1:]}-{office}-{rest}",
        f"<span>{area}</span>{plain}<span>{office}</span>{plain}<span>{rest}</span>",
        f"{area}\u200b-{office}-\u200b{rest}",
        f"<a href='tel:{digits}'>{area}-{office}-{rest}</a>",
    ]
    if not area.startswith(("0120", "050")):
        forms += [
            f"({area}){office}{dash}{rest}",
            f"（{area}）{office}－{rest}",
            f"{area}({office}){rest}",
            f"{area}（{office}）{rest}",
            f"{area} ({office}) {rest}",
        ]
    form = draw(st.sampled_from(forms))
    wide = draw(st.booleans()) and "<" not in form and "&" not in form
    return (form.translate(WIDE) if wide else form), f"+81{digits[1:]}"


@settings(max_examples=600)
@given(
    written(),
    LABELS,
    AFTER,
    LAYOUTS,
    st.sampled_from(["utf-8", "cp932", "euc_jp"]),
)
def test_a_number_is_found_again_in_any_form_and_layout(
    number: tuple[str, str], label: str, after: str, layout: str, charset: str
) -> None:
    form, e164 = number
    html = layout.format(label=label, number=form + after, other="03-5550-1051")
    # What a charset lacks is written as a character reference, as editors do.
    body = f"<title>株式会社青空商事</title>{html}".encode(charset, "xmlcharrefreplace")
    choice, _ = page_number(body, "text/html", URL)
    assert choice.phone is not None and choice.phone.e164 == e164, html


@settings(max_examples=200)
@given(
    st.binary(max_size=2_000),
    st.sampled_from(["", "text/html; charset=shift_jis", "text/plain", "x; charset=utf-16"]),
)
def test_any_bytes_give_an_answer(body: bytes, content_type: str) -> None:
    choice, considered = page_number(body, content_type, URL)
    assert (
        choice.phone is None
        or choice.phone in considered
        or choice.phone.e164 in {one.e164 for one in considered}
    )


# fmt: off
PIECES = st.sampled_from([
    "<table>", "<tr>", "<td>", "<th rowspan=0>", "<th colspan=-1>", "</table>", "<dl>", "<dt>", "<dd>",
    "<div>", "</div>", "<p>", "<br>", "<ul>", "<li>", "<footer>", "<header>", "<h2>", "</h2>",
    '<a href="tel:0355501011">', '<a href="tel:">', "</a>", '<img alt="TEL 03-5550-1012">',
    '<i class="fa-fax"></i>', "<template>", "<svg>", "<title>", "<math>", "<noscript>",
    "<style>.a{display:none}", "</style>", "<!--", "-->",
    '<script type="application/ld+json">{"telephone":["03-5550-1013"', "</script>",
    "<span itemprop=telephone>", "<p hidden>", "&#x30;3-5550-1014", "&nosuch;", "03-5550-1015", "TEL", "FAX",
    "本社", "大阪支店", "〒105-0001", "(代)", "内線", "9:00", "〇三", "\u200b", "\x00", "﷽",
])
# fmt: on


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40), st.integers(1, 60))
def test_any_heap_of_tags_gives_an_answer(pieces: list[str], times: int) -> None:
    choice, considered = page_number(" ".join(pieces * times).encode(), "text/html; charset=utf-8", URL)
    assert choice.phone is None or choice.phone.e164 in {one.e164 for one in considered}


def test_deep_and_wide_pages_take_no_long_time() -> None:
    number = "<td>TEL 03-5550-1011"
    pages = [
        "<div>" * 30_000 + "TEL 03-5550-1011",
        "<table><tr><td>" * 2_000 + "03-5550-1011",
        "<table>" + "<tr><th rowspan=99999 colspan=99999>TEL" * 300 + number * 300,
        "<p>" + "0" * 200_000,
        "<p>" + "03-" * 60_000,
        "<p>" + "(" * 100_000 + "0120",
        "<p>" + "番号第" * 60_000 + "03-5550-1011",
        "<title>" + "本社" * 50_000,
        "<p>" + "TEL 03-5550-1011 " * 2_000,
        "<br>".join(["大阪支店 TEL 06-6355-2011"] * 2_000),
        '<script type="application/ld+json">' + "[" * 100_000,
        '<script type="application/ld+json">['
        + '{"@type":"Store","telephone":"03-5550-1011"},' * 20_000
        + "0]",
        "<div><p>TEL</p></div><div><p>03-5550-1011</p></div>" * 3_000,
        "<p>株式会社夕焼" * 3_000 + "03-5550-1011",
        "<p>会場：" + "ホール" * 30_000 + " 03-5550-1011<p>日時：5月1日",
        "<style>" + ".a{display:none}" * 5_000 + "</style><p class=a>x",
    ]
    for page in pages:
        began = time.process_time()
        page_number(page.encode(), "text/html; charset=utf-8", URL)
        assert time.process_time() - began < 5, page[:60]


def test_the_choice_does_not_hang_on_chance() -> None:
    html = "<title>株式会社青空商事</title><p>TEL 03-5550-1011</p><p>TEL 06-6355-2011</p>"
    seen = candidates_of(parse(html.encode(), "text/html; charset=utf-8", URL), [])
    assert choose(seen) == choose(list(seen))
