import pytest

from routing.answers.quality import CaseFacts, check_answer


def codes(draft: str) -> list[str]:
    return [each.code for each in check_answer(draft, "Во дворе яма", CaseFacts()).findings]


@pytest.mark.parametrize(
    "draft",
    [
        "Уважаемый [ФИО]! Яму заделали.",
        "Яму заделали [дата].",
        "Ваше обращение № ___ рассмотрено.",
        "Работы завершат «__» марта 20__ г.",
        "{{ citizen }}, яму заделали.",
        "Здравствуйте, {name}! Яму заделали.",
        "Яму заделали ХХ.ХХ.2026.",
        "Яму заделали XX.XX.",
        "Телефон мастера: 8 (XXX) XXX-XX-XX.",
        "Ответ на обращение № от 12.03.2026.",
        "Срок работ ДД.ММ.ГГГГ.",
        "Мастер (ФИО) приедет завтра.",
        "Работы выполнит (указать подрядчика).",
        "Уважаемый(ая) Анна! Яму заделали.",
        "Уважаемая/ый заявитель! Яму заделали.",
        "<Фамилия> приедет завтра.",
        "Яму заделает None до 5 мая.",
        "Телефон: ..........",
        "Приедем Х марта.",
        "до «...» марта",
        "Исполнитель: И.О. Фамилия",
        "${date} приедем",
        "Мастер *** приедет",
        "%FULLNAME%, яму заделали.",
    ],
)
def test_it_stops_a_gap(draft: str) -> None:
    verdict = check_answer(draft, "Во дворе яма", CaseFacts())
    assert verdict.blocked
    assert verdict.findings[0].code == "placeholder"


@pytest.mark.parametrize(
    "draft",
    [
        "Дом построен в начале XX века, фасад охраняется.",
        "Здание XIX–XX вв. ремонтируют по проекту.",
        "<p>Яму заделали</p><br/><DIV>Фото приложено</DIV>",
        "Порядок описан в приложении [1].",
        "[id12345|Анна], яму заделали вчера.",
        "Фото: yama__do.jpg и yama__posle.jpg.",
        "Яму заделали.\n____________________\nОтвет действует до 1 мая.",
        "Начальник участка ____________ /И. П. Зуев/",
        "Работы займут 3–4 дня (если не будет дождя).",
        "Скидка 50%, срок до 12.03.2026 (дата окончания договора).",
        "Мы проверили адрес (дом 5) и номер заявки № 14.",
        "Яму заделали… Просим прощения за задержку.",
        "Размер футболки XL, XXL есть на складе.",
    ],
)
def test_it_lets_what_only_looks_like_a_gap(draft: str) -> None:
    assert "placeholder" not in codes(draft)


def test_it_shows_where_the_gap_is() -> None:
    draft = "Яму заделает [ФИО мастера] завтра."
    span = check_answer(draft, "Во дворе яма", CaseFacts()).findings[0].span
    assert span is not None
    assert draft[span[0] : span[1]] == "[ФИО мастера]"


def test_it_sees_a_gap_on_the_last_page() -> None:
    assert check_answer("Яму заделали. " * 7_000 + "Мастер ___", "яма", CaseFacts()).blocked
