"""The branch behind a company's name (大阪支店, 本社 …), cut only where it is surely one.

商店, 書店, 本店 and their like end names as often as branches, so a tail is cut when it stands apart
(after a space or after the legal form) or begins with a known place, and when something of substance is
left before it.
"""

import re

# After a space or a legal form these are always a branch or a department.
_SURE = (
    "支店|支社|支部|支局|支所|営業所|出張所|事業所|駐在所|連絡所|本社|本部|営業本部|事業本部|営業部|事業部|"
    "総務部|人事部|経理部|購買部|資材部|企画部|開発部|技術部|製造部|管理部|広報部|情報システム部"
)
# These end many names too: a branch only behind a place.
_DOUBTFUL = (
    "工場|センター|事務所|研究所|本店|店|オフィス|製造所|"
    "物流センター|配送センター|サービスセンター|ショールーム"
)
_NAMED = (
    "北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 "
    "長野 岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 "
    "福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄 東北 関東 北関東 南関東 首都圏 甲信越 北陸 東海 中部 近畿 "
    "関西 中国 四国 九州 南九州 北九州 西日本 東日本 中日本 札幌 函館 旭川 釧路 帯広 苫小牧 盛岡 仙台 郡山 "
    "いわき 水戸 つくば 宇都宮 前橋 高崎 さいたま 大宮 浦和 川口 川越 船橋 柏 松戸 新宿 渋谷 池袋 銀座 "
    "品川 上野 丸の内 八王子 立川 町田 横浜 川崎 相模原 横須賀 厚木 長岡 金沢 甲府 松本 浜松 沼津 名古屋 "
    "豊田 豊橋 岡崎 四日市 大津 堺 東大阪 梅田 難波 心斎橋 神戸 姫路 尼崎 明石 松江 倉敷 福山 下関 高松 "
    "松山 小倉 博多 久留米 那覇"
)
PLACES = "|".join(sorted(_NAMED.split(), key=len, reverse=True))
_APART = re.compile(rf"\S*(?:{_SURE})|(?:{PLACES})\S*(?:{_DOUBTFUL})|本店")
# Without a space only these, directly behind a place: 松本店 may be 松 + 本店, and 山口工場 a family's.
_JOINED = re.compile(
    rf"(?P<name>.+?)(?P<branch>(?:{PLACES})(?:第[一二三]|中央|[東西南北])?"
    "(?:支店|支社|支部|支局|営業所|出張所|事業所|本社))"
)


def split_branch(name: str) -> tuple[str, str | None]:
    """(the name without its branch, the branch or None) of a name in NFKC without legal form.

    >>> split_branch("山田電機 大阪支店"), split_branch("山田電機大阪支店")
    (('山田電機', '大阪支店'), ('山田電機', '大阪支店'))
    >>> split_branch("山田書店"), split_branch("東京支店"), split_branch("田中 商店")
    (('山田書店', None), ('東京支店', None), ('田中 商店', None))
    """
    head, _, tail = name.rpartition(" ")
    if head.strip() and is_branch(tail):
        rest, outer = split_branch(head.strip())
        return rest, f"{outer} {tail}" if outer else tail
    joined = _JOINED.fullmatch(name)
    if joined and len(joined["name"].strip()) > 1:
        return joined["name"].strip(), joined["branch"]
    return name, None


def is_branch(tail: str) -> bool:
    """Whether words that stand apart behind a name are a branch or a department of it.

    >>> is_branch("大阪支店"), is_branch("本店"), is_branch("商店")
    (True, True, False)
    """
    return _APART.fullmatch(tail) is not None
