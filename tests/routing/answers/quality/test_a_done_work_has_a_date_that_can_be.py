from datetime import date

import pytest

from routing.answers.quality import CaseFacts, check_answer

STOPS = {"done_in_future", "done_before_appeal"}
CASE = CaseFacts(evidence=("photo_after",), registered=date(2026, 3, 10), answer_date=date(2026, 3, 20))


def stops(draft: str, case: CaseFacts = CASE, appeal: str = "Во дворе яма, снег не убирают") -> set[str]:
    return {each.code for each in check_answer(draft, appeal, case).findings} & STOPS


@pytest.mark.parametrize(
    "draft",
    [
        "Яму заделали 25 марта.",
        "Яма засыпана 25.03.2026.",
        "25.03.2026 специалистами выполнен ремонт асфальта.",
        "Снег убрали завтра.",
        "02.04.2026 проведён осмотр двора.",
    ],
)
def test_a_work_done_after_the_answer(draft: str) -> None:
    assert stops(draft) == {"done_in_future"}


@pytest.mark.parametrize(
    "draft",
    [
        "Яму заделали 5 марта.",
        "По Вашему обращению 01.03.2026 проведён осмотр двора.",
        "Снег во дворе убран 08.03.2026.",
        "В ответ на Ваше сообщение мастер осмотрел яму 2 марта.",
        "Работы выполнены 04.03.2026.",
    ],
)
def test_a_work_done_before_the_appeal(draft: str) -> None:
    assert stops(draft) == {"done_before_appeal"}


@pytest.mark.parametrize(
    "draft",
    [
        "Яму заделали 12 марта.",
        "Яму заделали сегодня.",
        "Яму заделаем 25 марта.",
        "Яма будет засыпана 25.03.2026.",
        "Осмотр назначен на 25 марта.",
        "Подготовлен проект, торги 25 марта.",
        "Заявка принята, срок до 25.03.2026.",
        "Продлили срок до 2 апреля.",
        "Контракт подписан 13 марта, работы с 25 марта.",
        "Ранее, 5 марта, снег во дворе уже убирали, но снова выпал.",
        "До Вашего обращения, 5 марта, двор посыпали песком.",
        "Последний раз яму заделывали 05.06.2025.",
        "Программа утверждена постановлением от 01.03.2026 № 118.",
        "Ваше обращение от 09.03.2026 рассмотрено.",
        "Согласно СанПиН 1.2.3685-21 проведён замер.",
        "Вы перешли на новую выплату 5 марта.",
    ],
)
def test_other_dates_pass(draft: str) -> None:
    assert not stops(draft)


def test_a_day_that_the_citizen_named_passes() -> None:
    assert not stops("Снег во дворе убрали 5 марта не полностью.", appeal="5 марта снег убрали кое-как")


def test_nothing_is_compared_with_an_unknown_day() -> None:
    assert not stops("Яму заделали 25.03.2036.", CaseFacts())
