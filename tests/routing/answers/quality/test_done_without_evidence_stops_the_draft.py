from datetime import date

import pytest

from routing.answers.quality import CaseFacts, check_answer


def stopped(draft: str, evidence: tuple[str, ...] | None = (), appeal: str = "Во дворе яма, не горит фонарь") -> bool:
    case = CaseFacts(evidence=evidence, registered=date(2026, 3, 2), answer_date=date(2026, 3, 20))
    return "no_evidence" in {each.code for each in check_answer(draft, appeal, case).findings}


@pytest.mark.parametrize(
    "draft",
    [
        "Яму у второго подъезда заделали 11 марта.",
        "Фонарь отремонтирован.",
        "12.03.2026 бригада заменила лампу в светильнике.",
        "Заявка выполнена.",
        "Ямы засыпаны.",
        "Яма ликвидирована.",
        "Выполнен ремонт кровли.",
        "Проведена уборка двора.",
        "Фонарь горит.",
        "Работы по восстановлению освещения завершены.",
        "Снег с тротуара вывезен, наледь убрали.",
        "Неисправность устранена, светильник работает.",
        "По сообщению подрядчика, работы на участке выполнены 12 марта.",
    ],
)
def test_a_work_on_a_thing_needs_evidence(draft: str) -> None:
    assert stopped(draft)
    assert not stopped(draft, ("photo_after",))
    assert not stopped(draft, ("act",))


@pytest.mark.parametrize(
    "draft",
    [
        "Яму заделаем до 20 мая.",
        "Работы не выполнены.",
        "Работы по замене фонаря не завершены, срок 1 мая.",
        "Работы должны быть выполнены до мая.",
        "Проверка проведена, осмотр подвала выполнен.",
        "Ремонт двора включён в план.",
        "Выделены средства, чтобы заменили фонарь.",
        "Установлен срок до 1 мая.",
        "Яма будет засыпана 25 марта.",
        "Дорога поставлена на учёт как бесхозяйная 12 марта.",
        "Лампу не заменили: нет вышки, приедет 25 марта.",
        "Перерасчёт выполнен, 412 рублей вернутся в марте.",
        "Место в саду выделено, приказ подписан.",
        "В прошлом году двор отремонтировали по программе.",
        "15 августа 2024 года здесь заменили асфальт.",
        "В городе за полугодие отремонтировано 900 фонарей.",
        "Вы пишете, что фонарь заменили и он снова погас.",
        "Установлено, что фонарь отключён из-за обрыва кабеля.",
        "Подрядчик обязан был убрать снег до 5 марта.",
        "Если яму засыпали плохо, напишите нам.",
        "Поставили временный фонарь, постоянный привезут 2 апреля.",
    ],
)
def test_what_is_not_a_finished_work_needs_none(draft: str) -> None:
    assert not stopped(draft)


def test_a_photo_of_the_trouble_is_no_evidence_of_its_end() -> None:
    assert stopped("Яму заделали 11 марта.", ("photo_before",))
    assert stopped("Яму заделали 11 марта.", ("citizen_photo",))
    assert stopped("Яму заделали 11 марта.", ("фото до",))
    assert not stopped("Яму заделали 11 марта.", ("photo_before", "photo_after"))
    assert not stopped("Яму заделали 11 марта.", ("документ",))
    assert not stopped("Яму заделали 11 марта.", ("фото до и после",))


def test_unknown_evidence_is_not_judged() -> None:
    assert not stopped("Яму заделали 11 марта.", None)


def test_a_work_that_only_names_the_question_is_no_claim() -> None:
    told = "По вопросу «ремонт дороги» 12 марта бригада провела обследование. Работы закончим до 25 марта."
    assert not stopped(told, appeal="Ремонт дороги: третий день, на углу дома")
    assert stopped("По вопросу «яма» 12 марта бригада провела ремонт дороги.", appeal="Ремонт дороги: яма на углу")
