import pytest

from crawler.extract.page.page import parse
from crawler.extract.words.columns import label_beside

NUMBER, OTHER = "03-5550-1011", "03-5550-1051"


def label_of(html: str, number: str) -> str:
    document = parse(html.encode(), "text/html; charset=utf-8", "http://www.aozora.example/")
    for index, block in enumerate(document.blocks):
        lines = block.text.split("\n")
        if number in lines:
            return label_beside(document.blocks, index, lines.index(number))
    raise AssertionError(f"{number} is in no block")


@pytest.mark.parametrize(
    "html",
    [
        f"<div><p>FAX</p><p>TEL</p></div><div><p>{OTHER}</p><p>{NUMBER}</p></div>",
        f"<ul><li>FAX<li>TEL<li>MAIL</ul><ul><li>{OTHER}<li>{NUMBER}<li>a@aozora.example</ul>",
        f"<p>FAX<br>TEL</p><p>{OTHER}<br>{NUMBER}</p>",
    ],
)
def test_the_label_at_the_same_place_of_the_box_before_is_the_numbers(html: str) -> None:
    assert label_of(html, NUMBER) == "TEL"
    assert label_of(html, OTHER) == "FAX"


@pytest.mark.parametrize(
    "html",
    [
        f"<div><p>FAX</p><p>TEL</p></div><div><p>{NUMBER}</p></div>",
        f"<div><p>TEL</p><p>{OTHER}</p></div><div><p>FAX</p><p>{NUMBER}</p></div>",
        f"<div><p>青空</p><p>夕焼</p></div><div><p>{OTHER}</p><p>{NUMBER}</p></div>",
        f"<p>{NUMBER}</p>",
    ],
)
def test_boxes_of_other_lengths_or_with_numbers_give_no_labels(html: str) -> None:
    assert label_of(html, NUMBER) == ""
