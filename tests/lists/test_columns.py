import pytest

from workbench.lists.columns import SYNONYMS, field_of, placed, recognise
from workbench.messages import headings

HEADERS = [
    ("会社名", "name"),
    ("会　社　名", "name"),
    ("取引先名※", "name"),
    ("商号又は名称", "name"),
    ("提出者名", "name"),
    ("Company Name", "name"),
    ("会社名\n（正式名称）", "name"),
    ("会社名(カナ)", None),
    ("会社名フリガナ", None),
    ("ＴＥＬ", "phone"),
    ("電話番号（代表）", "phone"),
    ("Tel.", "phone"),
    ("電話番号(FAX)", None),
    ("携帯電話", None),
    ("ＨＰ", "homepage"),
    ("ホームページＵＲＬ", "homepage"),
    ("〒", "postal_code"),
    ("都道府県", "prefecture"),
    ("市区町村", "city"),
    ("本社所在地", "address"),
    ("法人番号(13桁)", "corporate_number"),
    ("登録番号", "corporate_number"),
    ("備考", None),
    ("", None),
]


@pytest.mark.parametrize(("header", "field"), HEADERS)
def test_a_header_is_recognised(header, field):
    known = field_of(header)
    assert (known[0] if known else None) == field


def test_no_header_means_two_things():
    words = [word for words in SYNONYMS.values() for word in words]
    assert len(words) == len(set(words))


def test_every_word_of_the_table_is_recognised_as_it_stands():
    assert all(
        field_of(word) == (field, rank)
        for field, words in SYNONYMS.items()
        for rank, word in enumerate(words)
    )


def test_of_several_columns_the_surest_wins_then_the_leftmost():
    assert recognise(["取引先", "会社名", "連絡先", "TEL", "TEL"]) == {"name": 1, "phone": 3}


def test_a_column_that_somebody_named_is_found_whatever_its_spaces():
    assert placed(["会社名", "店 名\n(略称)"], {"name": "店名(略称)", "phone": None}) == {"name": 1}
    assert placed(["会社名", "店名"], {"name": "屋号"}) is None


@pytest.mark.parametrize(
    "words", [words for code, words in headings.CATALOGUE.items() if code.startswith("column.")]
)
def test_the_columns_of_an_earlier_export_are_not_the_lists_own(words):
    ours = (
        [words_of[0] for words_of in headings.CATALOGUE.values()],
        [w[1] for w in headings.CATALOGUE.values()],
    )
    assert all(recognise(["会社名", *headers]) == {"name": 0} for headers in ours)
    assert all(recognise(["会社名", word, "電話番号(取得)"]) == {"name": 0} for word in words)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("会社名・屋号", "name"),
        ("①会社名", "name"),
        ("(1) 会社名", "name"),
        ("会社名\nCompany", "name"),
        ("TEL/FAX", "phone"),
        ("電話・ＦＡＸ番号", "phone"),
        ("FAX番号", None),
        ("住所・所在地", "address"),
        ("担当者電話番号", None),
    ],
)
def test_a_header_of_several_words_is_known_by_the_first_that_is(header, field):
    known = field_of(header)
    assert (known[0] if known else None) == field


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (
            [
                "会社名",
                "部署名",
                "役職",
                "氏名",
                "e-mail",
                "郵便番号",
                "住所",
                "TEL会社",
                "TEL直通",
                "Fax",
                "携帯電話",
                "URL",
            ],
            {"name": 0, "phone": 7, "homepage": 11, "address": 6, "postal_code": 5},
        ),
        (
            [
                "取引先コード",
                "取引先名",
                "請求先 都道府県",
                "請求先 住所",
                "電話",
                "Web サイト",
                "取引先 所有者",
            ],
            {"name": 1, "phone": 4, "homepage": 5, "address": 3},
        ),
        (
            [
                "名前(通称)",
                "登録番号",
                "都道府県",
                "市区町村・番地",
                "建物名・部屋番号など",
                "電話番号",
                "敬称",
            ],
            {"corporate_number": 1, "phone": 5, "address_3": 4, "prefecture": 2, "city": 3},
        ),
        (
            [
                "No",
                "出展企業名",
                "ブース",
                "担当者",
                "担当者電話",
                "代表電話番号",
                "メールアドレス",
                "採用サイト",
                "企業サイト",
            ],
            {"name": 1, "phone": 5, "homepage": 8},
        ),
        (["顧客コード", "親会社名", "銀行名", "商品名", "備考"], {}),
    ],
)
def test_headers_that_other_programs_write_are_recognised(headers, columns):
    assert recognise(headers) == columns
