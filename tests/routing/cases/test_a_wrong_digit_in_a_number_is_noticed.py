from hypothesis import given
from hypothesis import strategies as st

from routing.cases.numbers import case_number, parse_number

years = st.integers(2020, 2099)
serials = st.integers(1, 999_999)


@given(years, serials)
def test_a_number_survives_being_written_without_dashes(year: int, serial: int) -> None:
    number = case_number(year, serial)
    assert parse_number(number.replace("-", "")) == number
    assert parse_number(f" № {number.replace('-', ' ')} ") == number


@given(years, serials, st.data())
def test_one_wrong_digit_is_noticed(year: int, serial: int, data: st.DataObject) -> None:
    digits = case_number(year, serial).replace("-", "")
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    assert parse_number(digits[:at] + other + digits[at + 1 :]) is None


@given(years, serials, st.data())
def test_two_swapped_neighbours_are_noticed(year: int, serial: int, data: st.DataObject) -> None:
    digits = case_number(year, serial).replace("-", "")
    at = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assert swapped == digits or parse_number(swapped) is None


def test_words_are_no_number() -> None:
    assert parse_number("мой номер") is None
    assert parse_number("") is None
