"""The ceiling of topics is told by what others called the same words, not by the same person an hour later."""

from __future__ import annotations

from datetime import timedelta

from tools.topic_ceiling import by_object, by_text, elsewhere, later_than, verdicts

HOUR = later_than(timedelta(hours=1))


def row(text: str, dt: str, reason: str, kind: str = "Двор", district: str = "Южный") -> dict[str, str]:
    return {"text": text, "dt": dt, "reason_id": reason, "city_object": kind, "district": district}


def test_case_and_punctuation_make_no_other_text() -> None:
    rows = [row("Снег!", "2021-01-01T10:00:00", "1"), row("снег", "2021-01-02T10:00:00", "1")]
    assert [each.same for each in verdicts(rows, by_text, HOUR)] == [1.0, 1.0]


def test_a_repeat_within_the_hour_is_no_second_opinion() -> None:
    rows = [row("снег", "2021-01-01T10:00:00", "1"), row("снег", "2021-01-01T10:59:00", "1")]
    assert verdicts(rows, by_text, HOUR) == []


def test_a_repeat_speaks_against_what_came_on_other_days() -> None:
    rows = [
        row("снег", "2021-01-01T10:00:00", "1"),
        row("снег", "2021-01-01T10:30:00", "1"),
        row("снег", "2021-01-03T10:00:00", "2"),
    ]
    assert [(each.same, each.commonest) for each in verdicts(rows, by_text, HOUR)] == [(0, 0), (0, 0), (0, 0)]


def test_the_commonest_of_the_others_is_the_best_that_can_be_said() -> None:
    reasons = ("1", "1", "1", "2")
    rows = [row("снег", f"2021-01-0{day}T10:00:00", reason) for day, reason in enumerate(reasons, 1)]
    found = verdicts(rows, by_text, HOUR)
    assert [each.commonest for each in found] == [1, 1, 1, 0]
    assert [round(each.same, 2) for each in found] == [0.67, 0.67, 0.67, 0]


def test_two_topics_equally_common_share_the_guess() -> None:
    rows = [row("снег", f"2021-01-0{day}T10:00:00", reason) for day, reason in enumerate(("1", "1", "2"), 1)]
    assert [each.commonest for each in verdicts(rows, by_text, HOUR)] == [0.5, 0.5, 0]


def test_another_object_is_another_question() -> None:
    rows = [row("снег", "2021-01-01T10:00:00", "1"), row("снег", "2021-01-02T10:00:00", "2", "Дорога")]
    assert verdicts(rows, by_object, HOUR) == []


def test_a_neighbour_of_the_district_is_left_out_when_only_others_count() -> None:
    rows = [
        row("снег", "2021-01-01T10:00:00", "1"),
        row("снег", "2021-01-02T10:00:00", "1"),
        row("снег", "2021-01-03T10:00:00", "2", district="Северный"),
    ]
    assert [each.same for each in verdicts(rows, by_text, elsewhere)] == [0, 0, 0]
