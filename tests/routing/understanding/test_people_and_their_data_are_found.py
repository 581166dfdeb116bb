"""Names and personal data are found in 128 invented texts, half of them written before the rules and kept apart."""

from collections import Counter
from pathlib import Path

import pytest

from routing.understanding.people import find_people
from tests.routing.understanding.marked import marked_lines

HERE = Path(__file__).parent / "people"


def scores(part):
    """Found, false and missed passages by code; a passage counts as found when all of it is covered."""
    right, false, missed = Counter(), Counter(), Counter()
    for text, gold in marked_lines(HERE / f"{part}.txt"):
        names, numbers = find_people(text)
        got = [(one.code, one.span) for one in (*names, *numbers)]
        for code, (start, end) in gold:
            hit = any(c == code and s <= start and end <= e for c, (s, e) in got)
            (right if hit else missed)[code] += 1
        for code, (start, end) in got:
            if not any(c == code and s < end and start < e for c, (s, e) in gold):
                false[code] += 1
    return right, false, missed


@pytest.mark.parametrize(("part", "floor"), [("dev", 0.97), ("held_out", 0.94)])
def test_names_and_numbers_are_found(part, floor):
    right, false, missed = scores(part)
    f1 = 2 * right.total() / (2 * right.total() + false.total() + missed.total())
    assert f1 >= floor, (false, missed)


@pytest.mark.parametrize("part", ["dev", "held_out"])
def test_no_number_of_a_person_is_missed(part):
    _right, _false, missed = scores(part)
    assert not {code for code in missed if code not in ("author", "person")}


def test_the_writer_is_told_from_others():
    names, _numbers = find_people("Врач Гринберг Е. М. отказала в приёме. С уважением, Анна Волкова")
    assert [one.code for one in names] == ["person", "author"]


def test_a_street_named_after_a_person_is_nobody():
    assert find_people("Яма у дома 5 по улице Марии Ульяновой") == ((), ())


def test_what_was_read_as_a_place_is_nobody():
    text = "Мария Сомова завалена снегом"
    assert find_people(text)[0]
    assert find_people(text, places=((0, 12),))[0] == ()


@pytest.mark.parametrize("text", ["", "\x00", "А. " * 20_000, "8 " * 50_000, "Иван " * 20_000, "паспорт " * 20_000])
def test_any_text_is_read(text):
    assert len(find_people(text)) == 2
