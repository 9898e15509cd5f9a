import pytest

from crawler.extract.page.blocks import Block
from crawler.extract.page.page import Document, parse


def page(html: str) -> Document:
    return parse(f"<title>x</title>{html}".encode(), "text/html; charset=utf-8", "http://a.example/")


def test_blocks_are_made_of_texts_and_their_elements() -> None:
    blocks = page("<h2>本社</h2><p>東京都<b>千代田区</b></p>").blocks
    assert [(block.text, block.tag) for block in blocks] == [("本社", "h2"), ("東京都千代田区", "p")]
    assert blocks[-1].text == blocks[1].text == "東京都千代田区"
    assert all(isinstance(block, Block) for block in blocks[:1])
    assert len(blocks) == 2
    with pytest.raises(IndexError):
        blocks[2]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>一<svg><defs>二</defs><symbol>三</symbol><metadata>四</metadata></svg>五</p>", ["一五"]),
        ("<p>一<made-up>二</made-up>三</p>", ["一二三"]),
        ("<pre>一\n二</pre><p>三\n四</p>", ["一\n二", "三 四"]),
        ("<pre><b>一\n二</b></pre>", ["一\n二"]),
        ("<div>一<p> </p>二</div>", ["一", "二"]),
        ("<ul><li>一<li><a href='/'>二</a></ul>", ["一", "二"]),
        ("<p>電話<!-- 局番 --><span>03</span><span>5550</span></p>", ["電話035550"]),
        ("<p><span>電話番号</span><span>03</span></p>", ["電話番号 03"]),
    ],
)
def test_each_line_of_a_page_is_a_block(html: str, texts: list[str]) -> None:
    assert [block.text for block in page(html).blocks] == texts
