import pytest
from django.utils.translation import override

from routing.cases.states import PLAIN_WORDS, State, plain_word

SEVEN = {
    "Получено",
    "Зарегистрировано",
    "Направлено исполнителю",
    "В работе",
    "Нужны уточнения",
    "Ответ готов",
    "Закрыто",
}


def test_exactly_these_seven_and_no_other() -> None:
    with override("ru"):
        assert {str(plain_word(state, registered)) for state in State for registered in (True, False)} == SEVEN


@pytest.mark.parametrize("state", ["received", "triage"])
def test_what_is_registered_and_waits_for_its_body_says_so(state: str) -> None:
    with override("ru"):
        assert (str(plain_word(state, True)), str(plain_word(state, False))) == ("Зарегистрировано", "Получено")


@pytest.mark.parametrize("state", sorted(set(State) - {State.RECEIVED, State.TRIAGE}))
def test_later_the_state_alone_counts(state: State) -> None:
    assert plain_word(state, True) == PLAIN_WORDS[state]
