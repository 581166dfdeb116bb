import html
import re

from hypothesis import given
from hypothesis import strategies as st

from routing.workplace.marks import Mark, marked, marks_of

TAG = re.compile(r"<[^>]*>")
marks = st.lists(
    st.builds(Mark, st.integers(-5, 60), st.integers(-5, 60), st.sampled_from(["topic", "place"]), st.just("<&>")),
    max_size=8,
)
texts = st.text(alphabet="абв <>&\"'\n1;", max_size=50)


@given(texts, marks)
def test_without_the_tags_the_result_is_the_text(text: str, found: list[Mark]) -> None:
    assert html.unescape(TAG.sub("", marked(text, found))) == text


@given(texts, marks)
def test_a_letter_is_marked_exactly_when_a_mark_covers_it(text: str, found: list[Mark]) -> None:
    covered = "".join(letter for at, letter in enumerate(text) if any(mark.start <= at < mark.end for mark in found))
    inside = re.findall(r"<mark[^>]*>([^<]*)</mark>", marked(text, found))
    assert html.unescape("".join(inside)) == covered


@given(texts, marks)
def test_no_tags_but_marks_are_written(text: str, found: list[Mark]) -> None:
    assert re.sub(r'<mark class="[a-z -]+" title="[^"<>]*">|</mark>', "", marked(text, found)).count("<") == 0


def test_overlapping_marks_share_the_letters_between_them() -> None:
    assert marked("абвг", [Mark(0, 3, "topic"), Mark(1, 4, "place")]) == (
        '<mark class="m-topic" title="">а</mark>'
        '<mark class="m-place m-topic" title="">бв</mark>'
        '<mark class="m-place" title="">г</mark>'
    )


def test_a_reading_without_findings_marks_nothing() -> None:
    assert marks_of({}) == []
    assert marks_of({"topics": [], "place": None, "danger": []}) == []
