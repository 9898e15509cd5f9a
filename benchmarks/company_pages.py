"""Generated sites of fictional companies: pages as companies of Japan make them, in size, markup and words.

Eight pages a site, 5 to 60 KB, half of them below 20 KB: menus, dense text, tables, lists, inline style and scripts.
No page calls a number the company's own, so that a crawler which stops at the first sure number reads them all; each
still has two to nine numbers to judge: unlabelled, of branches, FAX and toll-free ones.
"""

import random
from dataclasses import dataclass
from functools import cache

PAGES = (
    ("/", "トップページ"),
    ("/company/", "会社概要"),
    ("/company/office.html", "拠点一覧"),
    ("/access/", "アクセス"),
    ("/about/", "当社について"),
    ("/contact/", "お問い合わせ"),
    ("/shop/", "店舗のご案内"),
    ("/law/", "特定商取引法に基づく表記"),
)
_WORDS = """
    製品 技術 品質 環境 安全 地域 社会 お客様 信頼 創業 開発 製造 販売 設計 施工 管理
    点検 調査 提案 実績 設備 工程 素材 加工 機械 部品 精密 自動車 建築 住宅 食品 農業
    物流 倉庫 輸送 印刷 情報 通信 教育 医療 福祉 介護 観光 金融 保険 材料 金属 樹脂
    木材 繊維 化学 電気 電子 照明 空調 給排水 塗装 溶接 鋳造 検査 納品
    """.split()  # noqa: SIM905 - a list of words reads better in lines
_VERBS = (
    "を行っております",
    "に努めております",
    "をご提案いたします",
    "を実現しました",
    "の向上を目指します",
    "に取り組んでいます",
    "をお届けします",
    "に対応しております",
    "を心がけております",
    "をご用意しました",
)
_LINKS = ("と", "や", "の", "における", "に関する", "から", "を通じた", "ならではの", "、", "および")
_TOWNS = (
    ("東京都", "千代田区架空町"),
    ("大阪府", "大阪市架空区例題町"),
    ("愛知県", "名古屋市架空区見本町"),
    ("福岡県", "福岡市架空区仮名町"),
)


@dataclass(frozen=True)
class Company:
    """One fictional company; its number stands on every page, without a word that calls it a telephone."""

    at: int

    @property
    def name(self) -> str:
        return f"株式会社架空商会{self.at}"

    @property
    def host(self) -> str:
        return f"www.kaisha{self.at}.example"

    @property
    def prefecture(self) -> str:
        return _TOWNS[self.at % len(_TOWNS)][0]

    @property
    def address(self) -> str:
        return "".join(_TOWNS[self.at % len(_TOWNS)]) + f"{self.at % 9 + 1}-{self.at % 30 + 1}"

    @property
    def phone(self) -> str:
        return f"03-5550-{self.at % 10_000:04d}"


def pages_of(company: Company, seed: int = 20261127) -> list[tuple[str, str]]:
    """(path, HTML) of each page of a company's site; the same for the same seed."""
    chance = random.Random(f"{seed} {company.at}")
    return [(path, _page(company, path, title, chance)) for path, title in PAGES]


def _page(company: Company, path: str, title: str, chance: random.Random) -> str:
    most = min(60_000, max(5_500, int(chance.lognormvariate(9.8, 0.5))))
    body = [_SECTIONS[path](company, chance)]
    head, foot = _head(company, title, chance), _foot(company, chance)
    size = len((head + foot + body[0]).encode())
    while size < most:
        body.append(chance.choice((_prose, _prose, _prose, _news, _products, _cards))(company, chance))
        size += len(body[-1].encode())
    return f"{head}<main id=main><h1>{title}</h1>{''.join(body)}</main>{foot}"


def _head(company: Company, title: str, chance: random.Random) -> str:
    menu = "".join(
        f'<li class="gnav__item"><a class="gnav__link" href="{path}"><span>{name}</span></a></li>'
        for path, name in PAGES
    )
    catalogues = "".join(
        f'<li><a href="/catalogue/{chance.randrange(9_999)}.pdf">{_phrase(chance)}カタログ</a></li>'
        for _ in range(6)
    )
    return f"""<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>{title}｜{company.name}</title>
<meta name="viewport" content="width=device-width"><meta name="description" content="{_sentence(chance)}">
<link rel="stylesheet" href="/style.css"><style>{_STYLE}</style>
<script>{_SCRIPT}</script>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"WebSite","name":"{company.name}"}}</script>
</head><body class="page"><header class="site-header"><div class="inner"><p class="logo">
<a href="/"><img src="/logo.png" alt="{company.name}"></a></p><p class="lead">{_phrase(chance)}のことなら</p>
<nav class="gnav"><ul>{menu}</ul></nav><ul class="sub">{catalogues}</ul></div></header>
<div class="breadcrumb"><a href="/">ホーム</a> &gt; <span>{title}</span></div>"""


def _foot(company: Company, chance: random.Random) -> str:
    menu = "".join(f'<li><a href="{path}#top">{name}</a></li>' for path, name in PAGES)
    return f"""<footer class="site-footer"><div class="inner"><ul class="fnav">{menu}</ul>
<div class="fbox"><p class="fname">{company.name}</p><p>〒100-0000 {company.address}<br>{company.phone}</p>
<p>{_phrase(chance)}・{_phrase(chance)}</p></div><p class="pagetop"><a href="#top">ページの先頭へ</a></p>
<small>Copyright (C) {company.name} All Rights Reserved.</small></div></footer>
<script src="/main.js"></script><script>{_SCRIPT}</script></body></html>"""


def _prose(company: Company, chance: random.Random) -> str:
    text = "".join(
        f"<p>{''.join(_sentence(chance) for _ in range(chance.randint(2, 5)))}</p>"
        for _ in range(chance.randint(1, 4))
    )
    return f'<section class="block"><h2 class="ttl">{_phrase(chance)}</h2>{text}</section>'


def _news(company: Company, chance: random.Random) -> str:
    entries = "".join(
        f"<dt>20{chance.randint(15, 26)}.{chance.randint(1, 12):02d}.{chance.randint(1, 28):02d}</dt>"
        f'<dd><span class="cat">お知らせ</span>{_sentence(chance)}</dd>'
        for _ in range(chance.randint(4, 10))
    )
    return f'<section class="news"><h2>新着情報</h2><dl>{entries}</dl></section>'


def _products(company: Company, chance: random.Random) -> str:
    rows = "".join(
        f"<tr><th>{_phrase(chance)}</th><td>KS-{chance.randrange(99_999):05d}</td>"
        f"<td>{chance.randint(1, 999)},000円</td><td>{chance.randint(1, 300)}×{chance.randint(1, 300)}mm</td>"
        f"<td>{_phrase(chance)}</td></tr>"
        for _ in range(chance.randint(5, 14))
    )
    return f'<table class="products"><tr><th>品名<th>型番<th>価格<th>寸法<th>備考</tr>{rows}</table>'


def _cards(company: Company, chance: random.Random) -> str:
    cards = "".join(
        f'<div class="card"><div class="card__img"><img src="/img/{chance.randrange(999)}.jpg" alt="{_phrase(chance)}" '
        f'loading="lazy"></div><div class="card__body"><h3 class="card__ttl">{_phrase(chance)}</h3>'
        f'<p class="card__txt">{_sentence(chance)}</p><a class="btn" href="/catalogue/{chance.randrange(9_999)}.pdf">'
        f"詳しく見る</a></div></div>"
        for _ in range(chance.randint(3, 8))
    )
    return f'<div class="cards">{cards}</div>'


def _top(company: Company, chance: random.Random) -> str:
    return f'<div class="hero"><p>{_phrase(chance)}で、未来を。</p></div>{_news(company, chance)}'


def _profile(company: Company, chance: random.Random) -> str:
    rows = (
        ("会社名", company.name),
        ("所在地", f"〒100-0000 {company.address}"),
        ("代表者", "代表取締役 架空 太郎"),
        ("設立", f"{chance.randint(1950, 2015)}年{chance.randint(1, 12)}月"),
        ("資本金", f"{chance.randint(1, 9)},000万円"),
        ("従業員数", f"{chance.randint(5, 900)}名（2026年4月現在）"),
        ("事業内容", "<br>".join(_phrase(chance) for _ in range(5))),
        ("取引銀行", "架空銀行 本店営業部"),
        ("FAX", f"03-5551-{company.at % 10_000:04d}"),
    )
    told = "".join(f"<tr><th scope=row>{label}</th><td>{value}</td></tr>" for label, value in rows)
    return f'<table class="profile"><tbody>{told}</tbody></table>'


def _offices(company: Company, chance: random.Random) -> str:
    cells = "".join(
        f"<tr><td>{town}支店</td><td>〒530-00{at:02d} 大阪府大阪市架空区{at}-{chance.randint(1, 20)}</td>"
        f"<td>TEL 06-6355-2{at}{company.at % 100:02d}</td><td>FAX 06-6355-3{at}{company.at % 100:02d}</td></tr>"
        for at, town in enumerate(("北", "南", "東", "西"))
    )
    return f'<h2>支店</h2><table class="offices">{cells}</table>'


def _access(company: Company, chance: random.Random) -> str:
    minutes = chance.randint(1, 20)
    return (
        f'<dl class="access"><dt>所在地</dt><dd>{company.address}</dd>'
        f"<dt>交通</dt><dd>架空線 例題駅より徒歩{minutes}分</dd></dl>"
    )


def _contact(company: Company, chance: random.Random) -> str:
    fields = "".join(
        f'<dt><label for="f{at}">{name}<em>必須</em></label></dt><dd><input id="f{at}" name="f{at}" type="text"></dd>'
        for at, name in enumerate(("お名前", "会社名", "メールアドレス", "ご用件"))
    )
    return f"""<p>修理のご相談：<a href="tel:0120-555-0{company.at % 100:02d}">0120-555-0{company.at % 100:02d}</a>
（受付時間 9:00～17:00）</p><form action="/send" method="post"><dl>{fields}</dl><button>送信</button></form>"""


def _shops(company: Company, chance: random.Random) -> str:
    return "".join(
        f'<div class="shop"><h3>{town}店</h3><p>大阪府大阪市架空区{at + 1}-2</p>'
        f"<p>電話：06-6355-4{at}{company.at % 100:02d}</p></div>"
        for at, town in enumerate(("駅前", "港町", "山手"))
    )


def _law(company: Company, chance: random.Random) -> str:
    rows = (
        ("販売業者", company.name),
        ("所在地", company.address),
        ("返品", _sentence(chance)),
        ("送料", "全国一律800円"),
    )
    return (
        '<table class="law">'
        + "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows)
        + "</table>"
    )


_SECTIONS = dict(
    zip(
        (path for path, _ in PAGES),
        (_top, _profile, _offices, _access, _prose, _contact, _shops, _law),
        strict=True,
    )
)


def _sentence(chance: random.Random) -> str:
    words = "".join(chance.choice(_WORDS) + chance.choice(_LINKS) for _ in range(chance.randint(3, 9)))
    return f"{words}{chance.choice(_WORDS)}{chance.choice(_VERBS)}。"


def _phrase(chance: random.Random) -> str:
    return chance.choice(_WORDS) + chance.choice(_WORDS)


@cache
def _rules(many: int) -> str:
    return "".join(f".c{at}{{margin:{at}px auto;padding:0 {at}px;color:#333}}" for at in range(many))


_STYLE = _rules(16) + ".is-hidden{display:none}.gnav__link:hover{opacity:.7}"
_SCRIPT = (
    "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}gtag('js',new Date());"
    + "".join(
        f"document.querySelectorAll('.c{at}').forEach(function(e){{e.addEventListener('click',f{at})}});"
        for at in range(8)
    )
)
