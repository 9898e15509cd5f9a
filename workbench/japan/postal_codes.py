"""The prefectures of a postal code: its first two digits tell them, with a few codes across a border.

Source: 郵便番号データ of Japan Post.
"""

# first two digits, the prefecture, and those that share some of these codes
_REGIONS = """
    00 北海道
    01 秋田県 青森県
    02 岩手県
    03 青森県
    04-09 北海道
    10-20 東京都
    21-25 神奈川県
    26-29 千葉県
    30 茨城県
    31 茨城県 栃木県
    32 栃木県
    33 埼玉県
    34 埼玉県 栃木県
    35-36 埼玉県
    37 群馬県 埼玉県
    38 長野県 群馬県 新潟県
    39 長野県
    40 山梨県
    41-42 静岡県
    43 静岡県 愛知県
    44-48 愛知県
    49 愛知県 三重県
    50 岐阜県
    51 三重県
    52 滋賀県 京都府
    53-55 大阪府
    56 大阪府 兵庫県
    57-59 大阪府
    60 京都府
    61 京都府 大阪府
    62 京都府
    63 奈良県 大阪府
    64 和歌山県 奈良県 三重県
    65-67 兵庫県
    68 鳥取県 島根県
    69 島根県
    70-71 岡山県
    72-73 広島県
    74-75 山口県
    76 香川県
    77 徳島県
    78 高知県
    79 愛媛県
    80 福岡県
    81 福岡県 長崎県
    82 福岡県
    83 福岡県 大分県
    84 佐賀県 長崎県
    85 長崎県
    86 熊本県
    87 大分県 福岡県
    88 宮崎県
    89 鹿児島県
    90 沖縄県
    91 福井県
    92 石川県 福井県
    93 富山県 石川県
    94 新潟県 長野県
    95 新潟県
    96-97 福島県
    98 宮城県
    99 山形県
"""


def _prefectures_of() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _REGIONS.split("\n"):
        if line.strip():
            digits, *prefectures = line.split()
            first, _, last = digits.partition("-")
            table |= {
                f"{two:02}": frozenset(prefectures) for two in range(int(first), int(last or first) + 1)
            }
    return table


_PREFECTURES_OF = _prefectures_of()


def prefectures_of(postal_code: str) -> frozenset[str]:
    """Where a postal code of 7 digits may be; empty for what is none.

    >>> sorted(prefectures_of("1050014")), sorted(prefectures_of("8171255")), prefectures_of("")
    (['東京都'], ['福岡県', '長崎県'], frozenset())
    """
    return _PREFECTURES_OF.get(postal_code[:2], frozenset())
