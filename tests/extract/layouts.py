"""The ways in which pages set several places, each with what it is called, its address and its telephone number."""

from collections.abc import Callable, Sequence

from crawler.extract.read import page_number

Place = tuple[str, str, str]
Layout = Callable[[Sequence[Place]], str]


def number_on(subject: str, body: str) -> str | None:
    """The number, as it is written, that stands for a page of 株式会社青空商会 about a subject; None if none does."""
    return number_of(
        f"{subject} | 株式会社青空商会",
        f"<h1>{subject}</h1><p>いつもありがとうございます。</p>{body}<footer>&copy; 株式会社青空商会</footer>",
    )


def number_of(title: str, body: str) -> str | None:
    """The number, as it is written, that stands for a page with that title and body; None if none does."""
    html = f"<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>{title}</title><body>{body}"
    choice, _ = page_number(html.encode(), "text/html; charset=utf-8", "https://aozora.example/page/")
    return choice.phone.raw.strip("（）") if choice.phone else None


def fax_of(tel: str) -> str:
    return tel[:-2] + "99"


def headings(places: Sequence[Place]) -> str:
    return "".join(
        f"<h3>{name}</h3><p>{where}<br>TEL {tel}<br>FAX {fax_of(tel)}</p>" for name, where, tel in places
    )


def headed_tables(places: Sequence[Place]) -> str:
    return "".join(
        f"<h3>{name}</h3><table><tr><th>住所</th><td>{where}</td></tr><tr><th>TEL</th><td>{tel}</td></tr></table>"
        for name, where, tel in places
    )


def cards(places: Sequence[Place]) -> str:
    return "".join(
        f"<div class=card><h4>{name}</h4><div>〒100-0001 {where}</div>"
        f"<div>電話：{tel} ／ FAX：{fax_of(tel)}</div></div>"
        for name, where, tel in places
    )


def boxes(places: Sequence[Place]) -> str:
    return "".join(
        f"<div><p><strong>{name}</strong></p><p>{where}</p><p>TEL:{tel}</p></div>"
        for name, where, tel in places
    )


def paragraphs(places: Sequence[Place]) -> str:
    return "".join(f"<p>{name}<br>〒105-0014 {where}<br>電話：{tel}</p>" for name, where, tel in places)


def spans(places: Sequence[Place]) -> str:
    return "".join(
        f"<div><span>{name}</span><span>{where}</span><span>{tel}</span></div>" for name, where, tel in places
    )


def lines(places: Sequence[Place]) -> str:
    return f"<p>{'<br>'.join(f'{name}：{where}　TEL {tel}' for name, where, tel in places)}</p>"


def lines_each(places: Sequence[Place]) -> str:
    texts = (f"{name}<br>{where}<br>TEL:{tel} FAX:{fax_of(tel)}" for name, where, tel in places)
    return f"<p>{'<br>'.join(texts)}</p>"


def items(places: Sequence[Place]) -> str:
    return f"<ul>{''.join(f'<li>{name}　{where}　TEL {tel}</li>' for name, where, tel in places)}</ul>"


def terms(places: Sequence[Place]) -> str:
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{where}</dd><dd>TEL：{tel}</dd>' for name, where, tel in places)}</dl>"


def rows(places: Sequence[Place]) -> str:
    cells = "".join(
        f"<tr><th>{name}</th><td>〒100-0001 {where}<br>TEL.{tel}　FAX.{fax_of(tel)}</td></tr>"
        for name, where, tel in places
    )
    return f"<table>{cells}</table>"


def spanned_rows(places: Sequence[Place]) -> str:
    cells = "".join(
        f"<tr><th rowspan=2>{name}</th><td>{where}</td></tr><tr><td>TEL {tel}</td></tr>"
        for name, where, tel in places
    )
    return f"<table>{cells}</table>"


def table_of_places(places: Sequence[Place]) -> str:
    cells = "".join(
        f"<tr><td>{name}</td><td>{where}</td><td>{tel}</td><td>{fax_of(tel)}</td></tr>"
        for name, where, tel in places
    )
    return f"<table><tr><th>拠点</th><th>住所</th><th>TEL</th><th>FAX</th></tr>{cells}</table>"


def table_without_heads(places: Sequence[Place]) -> str:
    cells = "".join(f"<tr><td>{name}</td><td>{where}</td><td>{tel}</td></tr>" for name, where, tel in places)
    return f"<table><tr><td>事業所名</td><td>所在地</td><td>電話番号</td></tr>{cells}</table>"


def tables(places: Sequence[Place]) -> str:
    return "".join(
        f"<table><tr><th colspan=2>{name}</th></tr><tr><th>住所</th><td>{where}</td></tr>"
        f"<tr><th>電話</th><td>{tel}</td></tr><tr><th>FAX</th><td>{fax_of(tel)}</td></tr></table>"
        for name, where, tel in places
    )


def side_by_side(places: Sequence[Place]) -> str:
    return _side_by_side(places, "th")


def side_by_side_without_heads(places: Sequence[Place]) -> str:
    return _side_by_side(places, "td")


def row_of_a_profile(places: Sequence[Place]) -> str:
    texts = "<br>".join(f"{name}：{where}　TEL：{tel}" for name, where, tel in places)
    return (
        "<table><tr><th>会社名</th><td>株式会社青空商会</td></tr>"
        f"<tr><th>所在地</th><td>{texts}</td></tr><tr><th>設立</th><td>昭和59年</td></tr></table>"
    )


def _side_by_side(places: Sequence[Place], head: str) -> str:
    columns = [
        "".join(f"<{head}>{name}</{head}>" for name, _, _ in places),
        "".join(f"<td>{where}</td>" for _, where, _ in places),
        "".join(f"<td>{tel}</td>" for _, _, tel in places),
    ]
    texts = (
        f"<tr><{head}>{label}</{head}>{row}</tr>"
        for label, row in zip(("", "住所", "電話番号"), columns, strict=True)
    )
    return f"<table>{''.join(texts)}</table>"


LAYOUTS: list[Layout] = [
    headings,
    headed_tables,
    cards,
    boxes,
    paragraphs,
    spans,
    lines,
    lines_each,
    items,
    terms,
    rows,
    spanned_rows,
    table_of_places,
    table_without_heads,
    tables,
    side_by_side,
    side_by_side_without_heads,
    row_of_a_profile,
]
