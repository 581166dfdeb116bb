from hypothesis import given
from hypothesis import strategies as st

from routing.answers.difference import MOST, Piece, difference

TEXTS = st.text(alphabet="аб \n.", max_size=60)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_from_it(before: str, now: str) -> None:
    pieces = difference(before, now)
    assert "".join(each.words for each in pieces if each.kind != "new") == before
    assert "".join(each.words for each in pieces if each.kind != "gone") == now


def test_it_tells_words_apart() -> None:
    assert difference("Лампу заменим скоро.", "Лампу заменили вчера.") == [
        Piece("same", "Лампу "),
        Piece("gone", "заменим скоро."),
        Piece("new", "заменили вчера."),
    ]


def test_a_very_long_answer_is_compared_by_lines() -> None:
    before = "слово " * MOST * 2 + "\nконец"
    assert difference(before, before + " дела")[-1] == Piece("new", "конец дела")
