"""On a page that portrays a member or a client the number in the portrait is theirs."""

import itertools

import pytest

from tests.extract.layouts import number_of

TEL, OWN = "047-351-2012", "03-5550-1012"
TITLES = [
    "{} | 会員紹介",
    "会員紹介 {}",
    "今月の会員さん：{}",
    "お客様インタビュー vol.3 {}様",
    "生産者紹介 {}",
    "企業訪問 {}",
    "パートナー紹介 {}",
    "取材記事：{}",
    "地元のお店紹介 {}",
    "加盟店紹介「{}」",
    "導入事例：{}様",
]
NAMES = ["みなと製作所", "喫茶ミナト", "ひなた農園", "湯の宿みなと"]
OWNERS = ["株式会社青空商会", "青空信用組合", "青空税理士法人"]
PROFILES = [
    "<table><tr><th>会社名</th><td>{}</td></tr><tr><th>所在地</th><td>千葉県市川市八幡9-9-9</td></tr>"
    "<tr><th>電話</th><td>{}</td></tr><tr><th>設立</th><td>昭和59年</td></tr></table>",
    "<dl><dt>店名</dt><dd>{}</dd><dt>住所</dt><dd>千葉県市川市八幡9-9-9</dd><dt>TEL</dt><dd>{}</dd></dl>",
    "<p>{}<br>千葉県市川市八幡9-9-9<br>TEL {}</p>",
    "<div><div>{}</div><div>住所：千葉県市川市八幡9-9-9</div><div>電話番号：{}</div></div>",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("profile", PROFILES)
def test_whoever_is_portrayed_has_a_number_of_his_own(profile: str, title: str) -> None:
    for name, owner in itertools.product(NAMES, OWNERS):
        subject = title.format(name)
        body = (
            f"<header>{owner}</header><h1>{subject}</h1><p>いまも手作りにこだわっています。</p>"
            f"{profile.format(name, TEL)}"
        )
        assert number_of(f"{subject} | {owner}", f"{body}<footer>&copy; {owner}</footer>") is None
        own = f"<footer><p>{owner}</p><p>TEL {OWN}</p></footer>"
        assert number_of(f"{subject} | {owner}", body + own) == OWN
