import pytest

from routing.answers.quality import case_facts, check_answer

APPEAL = "Во дворе не горит фонарь, темно. Почините."
DEED = """Уважаемая Анна! Лампу во дворе заменили 5 мая, проверил мастер участка. Теперь светло, провод закрыт коробом.
Такие же лампы мастер поменял 6 мая ещё на двух столбах, они стояли у соседнего подъезда и мигали по вечерам.
Если фонарь погаснет снова, сообщите об этом здесь же, и мастер придёт на следующий день."""
CASE = case_facts({"citizen_name": "Анна", "registered": "2026-05-04", "answer_date": "2026-05-08"})


def asks_for_contact(ending: str) -> bool:
    found = check_answer(f"{DEED} {ending}", APPEAL, CASE).findings
    return "no_contact" in {finding.code for finding in found}


@pytest.mark.parametrize(
    "ending",
    [
        "Я на связи: Выдуманная, 64-11-02.",
        "Звоните мастеру прямо: 64-11-02.",
        "Выдуманный П. П., 64-11-02, по будням с 9 до 18",
        "Телефон для справок 8 (812) 555-01-01.",
    ],
)
def test_a_telephone_with_a_name_or_a_request_to_call_is_whom_to_ask(ending: str) -> None:
    assert not asks_for_contact(ending)


@pytest.mark.parametrize("ending", ["", "Всего Вам доброго.", "Контракт № 64-11-02.", "Замер сделан 12.05.26."])
def test_without_one_it_asks_for_it(ending: str) -> None:
    assert asks_for_contact(ending)
