import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.japan.corporate_numbers import clean, is_valid

KNOWN = [
    "7000012050002",
    "1180301018771",
    "4000012090001",
    "8000012010038",
]  # public bodies and a maker of cars
twelve_digits = st.text("0123456789", min_size=12, max_size=12)


def with_check_digit(base: str) -> str:
    return next(f"{digit}{base}" for digit in range(1, 10) if is_valid(f"{digit}{base}"))


@pytest.mark.parametrize("number", KNOWN)
def test_known_numbers_are_valid(number):
    assert is_valid(number)


@given(twelve_digits)
def test_exactly_one_check_digit_fits(base):
    assert sum(is_valid(f"{digit}{base}") for digit in range(10)) == 1


@given(twelve_digits, st.integers(0, 12), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed_but_for_0_and_9(base, place, digit):
    number = with_check_digit(base)
    assume(number[place] != digit and {number[place], digit} != {"0", "9"})
    assert not is_valid(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "7000012050002",
        " ７０００－０１２０－５０００２　",
        "T7000012050002",
        "Ｔ7000 0120 50002",
        "7000012050002.0",
        "7.000012050002E12",
        "7.000012050002e+12",
        "7,000,012,050,002",
    ],
)
def test_every_exact_writing_is_read(text):
    assert clean(text) == "7000012050002"


@pytest.mark.parametrize(
    "text",
    ["", "-", "なし", "7.00001E+12", "7.00E+12", "7000012050003", "700001205000", "0123456789012", "T"],
)
def test_what_is_rounded_or_wrong_is_not_mended(text):
    assert clean(text) is None


@given(twelve_digits)
def test_a_number_that_a_program_wrote_as_float_comes_back(base):
    number = with_check_digit(base.rstrip("0") + "1" * (12 - len(base.rstrip("0"))))
    assert clean(repr(float(number))) == number
    assert clean(f"{float(number):.12e}") == number


@given(st.text())
def test_no_text_raises(text):
    assert clean(text) is None or is_valid(clean(text) or "")
