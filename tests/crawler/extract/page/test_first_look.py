from crawler.extract.page import first_look
from crawler.extract.page.page import parse


def found(html: str) -> frozenset[str]:
    return parse(
        f"<title>x</title>{html}".encode(), "text/html; charset=utf-8", "http://a.example/"
    ).first_look


def test_all_words_of_a_page_are_found_in_one_look() -> None:
    words = (
        *first_look.ENTRIES,
        *first_look.LISTS,
        *first_look.MEMBERS,
        *first_look.FOLLOWERS,
        *first_look.SALES,
        *first_look.WHEN,
        *first_look.AREA_CODES,
    )
    assert found("".join(f"<p>{word}</p>" for word in words)) == frozenset(words)


def test_a_page_without_such_words_gives_none() -> None:
    assert found("<p>青空工業</p><p>03-5550-1001</p>") == frozenset()


def test_no_word_is_hidden_by_one_that_begins_within_it() -> None:
    groups = (first_look.ENTRIES, first_look.LISTS, first_look.VISITORS, first_look.MEMBERS, first_look.SALES)
    for words in (*groups, first_look.WHEN, first_look.AREA_CODES):
        for word in words:
            others = {
                other
                for group in (*groups, first_look.WHEN, first_look.AREA_CODES)
                if group is not words
                for other in group
            }
            assert not any(
                other.startswith(word[at:]) for at in range(len(word)) for other in others if word != other
            )
