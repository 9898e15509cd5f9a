import pytest

from workbench.lists.columns import SYNONYMS, field_of, recognise

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


def test_the_analysts_word_wins():
    assert recognise(["会社名", "店名"], {"name": "店名"}) == {"name": 1}
