"""YAML as people write it: what is read, and what is said of what cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.messages.settings import CATALOGUE
from workbench.yamlfile.tree import Document, read_document

FULL_WIDTH_COLON, FULL_WIDTH_SPACE = "\uff1a", "\u3000"


def told(document: Document) -> list[str]:
    """Line, column, key and code of every problem."""
    return [
        f"{one.place.line}:{one.place.column} {one.key} {one.code.removeprefix('yaml.')}".replace("  ", " ")
        for one in document.problems
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2026-11-24", "2026-11-24"),
        ("+81355501001", 81355501001),
        ("12345678901234567890123", 1.2345678901234568e22),
        (".inf", ".inf"),
        (".", "."),
        ("=", "="),
        ("'10'", "10"),
        ('"true"', "true"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("[a, 1]", ["a", 1]),
        ("{b: 2}", {"b": 2}),
    ],
)
def test_a_value_is_what_is_written(written: str, value: object) -> None:
    document = read_document(f"key: {written}\n", "f")
    assert document.problems == []
    assert document.root is not None
    assert repr(document.root.data) == repr({"key": value})
    assert document.root.children["key"].written == written


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("a:\n\tb: 1\n", ["2:1 tab"], id="tab"),
        pytest.param("a:\n  - b: 1\n\t  c: 2\n", ["3:1 tab"], id="tab before spaces"),
        pytest.param(f"name{FULL_WIDTH_COLON}会社\n", [], id="one line with a full-width colon is text"),
        pytest.param(f"v: 1\nname{FULL_WIDTH_COLON}会社\nx: 1\n", ["2:5 full_width_colon"], id="full-width"),
        pytest.param(f"a:\n{FULL_WIDTH_SPACE}b\n  c: 2\n", ["2:1 full_width_space"], id="full-width space"),
        pytest.param("v: 1\nname:会社\nx: 1\n", ["2:6 no_space_after_colon"], id="no space"),
        pytest.param('name: "会社\nx: 1\n', ["1:7 quote_open"], id="double quote"),
        pytest.param("name: '会社\nx: 1\n", ["1:7 quote_open"], id="single quote"),
        pytest.param("a: [b\nc: 1\n", ["1:4 bracket_open"], id="bracket"),
        pytest.param("a: {b: 1\nc: 1\n", ["1:4 bracket_open"], id="brace"),
        pytest.param("a: 1\nb: ]\n", ["2:4 bracket_closed"], id="closing bracket"),
        pytest.param("a: {b: {c: ", ["1:12 ends_early"], id="ends early"),
        pytest.param('a: "C:\\path"\n', ["1:8 escape"], id="backslash"),
        pytest.param("a: @me\n", ["1:4 reserved_character"], id="at"),
        pytest.param("a: `x`\n", ["1:4 reserved_character"], id="backquote"),
        pytest.param("a: b: c\n", ["1:5 colon"], id="two colons"),
        pytest.param("a: 1\nb\nc: 1\n", ["2:1 no_colon"], id="no colon"),
        pytest.param("a:\n    b: 1\n  c: 1\n", ["3:3 indentation"], id="indentation"),
        pytest.param("a: x\x07y\n", ["1:5 control_character"], id="bell"),
        pytest.param("a: !x!y z\n", ["1:4 syntax"], id="anything else"),
        pytest.param("a: 1\n---\nb: 1\n", ["2:1 several_documents"], id="two documents"),
        pytest.param("a: 1\nb: 2\na: 3\n", ["3:1 a duplicate_key"], id="duplicate"),
        pytest.param(
            "s:\n  - name: x\n    a: {b: 1, b: 2}\n", ["3:15 s[x].a.b duplicate_key"], id="duplicate below"
        ),
        pytest.param("a: &x 1\nb: *x\n", ["1:4 a alias", "2:4 b alias"], id="alias"),
        pytest.param("a:\n  <<: {b: 1}\n", ["2:3 a.<< alias"], id="merge"),
        pytest.param("a: !!python/name:os.system\n", ["1:4 a tag"], id="tag"),
        pytest.param("? [a]\n: b\n", ["1:3 key_not_text"], id="key that is a list"),
        pytest.param("[" * 50_000, ["1:22 too_deep"], id="deep"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, problems: list[str]) -> None:
    assert told(read_document(text, "f")) == problems


def test_a_bomb_of_aliases_is_not_unfolded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    document = read_document("\n".join(lines), "f")
    assert {one.code for one in document.problems} == {"yaml.alias"}


def test_what_was_refused_does_not_hide_what_else_is_wrong() -> None:
    document = read_document("a: *x\nb: !!int 1\nc: 1\nc: 2\n", "f")
    assert told(document) == ["1:4 a alias", "2:4 b tag", "4:1 c duplicate_key"]


def test_the_parsers_own_words_stay_inside() -> None:
    for text in ("a: b: c", "a:\n\tb: 1", "a: [", "a: 'x", "a: 1\nb\nc: 1"):
        (problem,) = read_document(text, "f").problems
        words = f"{problem.message('en')} {problem.message('ja')}"
        assert not any(word in words for word in ("while", "expected", "scanning", "token"))


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    document = read_document(text, "f")
    lines = (
        text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029")
    )
    for problem in document.problems:
        assert problem.code in CATALOGUE
        assert 1 <= problem.place.line <= lines + 1
        assert problem.sentence("ja") != problem.sentence("en")
