"""Laws of extraction: numbers in any form and layout are found again; no bytes make it fail or take long."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.candidates import candidates_of
from crawler.extract.page import parse
from crawler.extract.read import page_number
from crawler.extract.representative import choose

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
SEPARATORS = st.sampled_from(["-", "－", "ー", "‐", "−", "–", "―", ".", " ", "　", " - ", "･", "~"])
LABELS = st.sampled_from(
    ["TEL", "TEL:", "Tel.", "電話", "電話番号：", "℡", "☎ ", "代表電話 ", "電　話　", "Phone: ", "ＴＥＬ"]
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
LAYOUTS = st.sampled_from(
    [
        "<table><tr><th>{label}<td>{number}<tr><th>FAX<td>{other}</table>",
        "<table><tr><td>FAX<td>{other}<tr><td>{label}<td>{number}</table>",
        "<dl><dt>{label}</dt><dd>{number}</dd><dt>FAX</dt><dd>{other}</dd></dl>",
        "<p>{label}{number}　FAX {other}</p>",
        "<p>FAX：{other} / {label}{number}</p>",
        "<p>{label}{number}<br>FAX：{other}</p>",
        "<div><div>{label}</div><div>{number}</div></div><div><div>FAX</div><div>{other}</div></div>",
        "<ul><li>〒105-0001 東京都港区青空1-2-3</li><li>{label}{number}（代）</li><li>ファックス{other}</li></ul>",
        "<footer><address>株式会社青空商事 {label}{number} FAX {other}</address></footer>",
        "<table><tr><th>拠点<th>{label}<th>FAX<tr><td>本社<td>{number}<td>{other}</table>",
    ]
)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """(a number as somebody may write it, its E.164)."""
    area, office, rest = draw(NUMBERS).split()
    digits = area + office + rest
    dash = draw(SEPARATORS)
    forms = [
        f"{area}{dash}{office}{dash}{rest}",
        digits,
        f"+81{dash if dash in '- ' else '-'}{area[1:]}-{office}-{rest}",
    ]
    if not area.startswith(("0120", "050")):
        forms += [f"({area}){office}{dash}{rest}", f"{area}({office}){rest}", f"（{area}）{office}－{rest}"]
    form = draw(st.sampled_from(forms))
    return (form.translate(WIDE) if draw(st.booleans()) else form), f"+81{digits[1:]}"


@settings(max_examples=300, deadline=None)
@given(written(), LABELS, LAYOUTS)
def test_a_number_is_found_again_in_any_form_and_layout(
    number: tuple[str, str], label: str, layout: str
) -> None:
    form, e164 = number
    html = layout.format(label=label, number=form, other="03-5550-1051")
    choice, _ = page_number(html.encode(), "text/html; charset=utf-8", URL)
    assert choice.phone is not None and choice.phone.e164 == e164, html


@settings(max_examples=200, deadline=None)
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
