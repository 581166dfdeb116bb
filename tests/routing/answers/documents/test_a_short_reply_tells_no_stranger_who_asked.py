from routing.answers.documents.short import LIMIT, short_reply
from routing.answers.models import Answer
from tests.world import World, answered, fresh

BODY = (
    "Анна Сергеевна Выдуманная звонила нам с телефона +7 921 555-12-34. "
    "Лампу у подъезда заменили 20 ноября 2026 года. "
    "Мастер был в кв. 17 и говорил с заявительницей. "
    "Второй светильник поставим до 5 декабря 2026 года."
)


def reply(world: World, body: str) -> str:
    return short_reply(fresh(answered(world)), Answer(body=body))


def test_what_was_done_and_when_stays_in_its_order(world: World) -> None:
    said = reply(world, BODY)
    assert "Лампу у подъезда заменили 20 ноября 2026 года. Второй светильник" in said
    assert "Горсвет" in said


def test_the_citizen_is_nowhere_in_it(world: World) -> None:
    said = reply(world, BODY)
    for secret in ("Анна", "Выдуман", "555-12-34", "кв. 17", "anna@"):
        assert secret not in said


def test_it_is_short_and_deeds_come_before_talk(world: World) -> None:
    said = reply(world, "Вопрос важен для всех жителей города. " * 40 + "Лампу заменили 20 ноября 2026 года.")
    assert len(said) <= LIMIT
    assert "Лампу заменили 20 ноября" in said
