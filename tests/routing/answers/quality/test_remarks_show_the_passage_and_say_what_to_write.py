from datetime import date

import pytest

from routing.answers.quality import CaseFacts, check_answer

CASE = CaseFacts(
    citizen_name="Кузнецова Анна Сергеевна",
    address="Лесная улица, дом 5",
    registered=date(2026, 3, 2),
    answer_date=date(2026, 3, 20),
    evidence=("photo_after",),
)
APPEAL = "Во дворе глубокая яма. Почему не горит фонарь у подъезда?"


def passages(draft: str, code: str, case: CaseFacts = CASE) -> list[str]:
    found = check_answer(draft, APPEAL, case).findings
    return [draft[slice(*each.span)] if each.span else "" for each in found if each.code == code]


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("По яме меры приняты.", "меры приняты"),
        ("Вопрос взят на контроль.", "взят на контроль"),
        ("Работы ведём в рамках своей компетенции.", "в рамках своей компетенции"),
        ("Ремонт начнём по мере поступления финансирования.", "по мере поступления"),
        ("Информация доведена до подрядчика.", "Информация доведена"),
    ],
)
def test_an_evasive_phrase(draft: str, words: str) -> None:
    assert words in passages(draft, "evasive")


def test_words_that_only_resemble_one() -> None:
    draft = "Контроль за ремонтом ведёт мастер Зуев. Яму заделали 12 марта, меры безопасности соблюдали."
    assert not passages(draft, "evasive")


def test_a_promise_without_a_day() -> None:
    assert passages("Яму обязательно заделаем.", "promise_undated") == ["Яму обязательно заделаем."]
    assert not passages("Яму заделаем до 25 марта.", "promise_undated")
    assert not passages("Если яма появится снова, приедем опять.", "promise_undated")


def test_a_question_without_an_answer() -> None:
    found = check_answer("Яму во дворе заделали 12 марта.", APPEAL, CASE).findings
    said = [each.sentence for each in found if each.code == "question_unanswered"]
    assert len(said) == 1
    assert "фонарь" in said[0]


def test_an_appeal_answered_in_full_has_no_such_remark() -> None:
    draft = "Яму во дворе заделали 12 марта. Фонарь не горит из-за обрыва кабеля, починим до 25 марта."
    assert not passages(draft, "question_unanswered")


def test_what_a_letter_lacks() -> None:
    draft = "Уважаемая Анна Сергеевна! " + "Во дворе дома очень красиво и чисто всегда. " * 8
    codes = {each.code for each in check_answer(draft, APPEAL, CASE).findings}
    assert {"no_action", "no_date", "no_contact", "no_right_to_object"} <= codes


def test_a_short_reply_needs_no_requisites() -> None:
    draft = "Анна Сергеевна, яму заделали 12 марта, фонарь зажгли вчера."
    codes = {each.code for each in check_answer(draft, APPEAL, CASE).findings}
    assert not codes & {"no_contact", "no_right_to_object", "no_date", "no_action"}


def test_the_citizens_telephone_in_a_public_reply() -> None:
    case = CaseFacts(channel="vk", address="Лесная улица, дом 5, квартира 12")
    appeal = "Яма, мой телефон 8 900 123-45-67"
    draft = "Мастер позвонит Вам по номеру 8 900 123-45-67 в кв. 12."
    codes = [each.code for each in check_answer(draft, appeal, case).findings]
    assert codes.count("public_personal_data") == 2
    private = [each.code for each in check_answer(draft, appeal, CaseFacts(channel="email")).findings]
    assert "public_personal_data" not in private


def test_an_empty_answer_scores_nothing() -> None:
    verdict = check_answer(" \n ", APPEAL, CASE)
    assert verdict.score == 0
    assert "empty" in {each.code for each in verdict.findings}
