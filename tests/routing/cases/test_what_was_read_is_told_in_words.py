from django.utils.translation import override

from routing.cases.models import Case, Message
from routing.cases.read_words import asked, kind_of, numbers_before
from routing.understanding.types import Finding

TEXT = "Не горит фонарь у подъезда. Также не вывозят мусор"


def read(understanding: dict) -> Case:
    return Case(message=Message(text=TEXT), understanding=understanding)


def test_each_question_is_shown_with_its_words_topic_and_place() -> None:
    case = read({})
    text = case.message.text
    half = len(text) // 2
    case.understanding = {
        "questions": [
            {"span": [0, half], "topics": [{"title": "Не горит фонарь"}], "place": None},
            {"span": [half, len(text)], "topics": [], "place": {"address": "Лесная улица, 5"}},
        ]
    }
    first, second = asked(case)
    assert (first.words, first.topic, first.place) == (text[:half].strip(), "Не горит фонарь", "")
    assert second.place == "Лесная улица, 5"


def test_a_case_not_yet_read_says_nothing() -> None:
    case = read({})
    case.understanding = {}
    assert asked(case) == []
    assert kind_of(case) == []
    assert numbers_before(case) == []


def test_kind_and_signs_are_words_of_the_reader_s_language() -> None:
    case = read({})
    case.understanding = {
        "kind": "жалоба",
        "signs": [{"code": "complaint", "span": [0, 2]}, {"code": "repeat", "span": [0, 2]}],
    }
    with override("ru"):
        assert [str(word) for word in kind_of(case)] == ["Жалоба", "повторное"]
    with override("en"):
        assert [str(word) for word in kind_of(case)] == ["Complaint", "repeated"]


def test_the_number_of_the_earlier_appeal_is_quoted() -> None:
    case = read({})
    sign = Finding("earlier_number", (0, 4))
    case.understanding = {"signs": [{"code": sign.code, "span": list(sign.span)}]}
    assert numbers_before(case) == [case.message.text[:4]]
