"""What invented citizens write and invented officials answer. No sentence is a real person's."""

from __future__ import annotations

import random
from datetime import date

from django.utils.dateformat import format as date_format

from routing.cases.inbound import Inbound

NAMES = ("Анна Петровна", "Олег Ильич", "Вера Сергеевна", "Глеб Андреевич", "Нина Павловна", "Илья Олегович")
SINCE = ("третий день", "с понедельника", "уже неделю", "с начала месяца", "второй месяц")
WHERE = ("у второго подъезда", "во дворе", "возле остановки", "рядом со школой", "на углу дома", "у входа в парк")
DEEDS = ("осмотрела место", "проверила жалобу на месте", "выехала по адресу", "провела обследование")
DONE = ("неисправность устранена", "работы выполнены полностью", "всё приведено в порядок", "замена сделана")


def message(number: int, topic: str, street: str, chance: random.Random) -> Inbound:
    """An appeal; it has no e-mail address, so nobody is written to."""
    house = chance.randint(1, 120)
    text = f"{topic}: {chance.choice(SINCE)}, {chance.choice(WHERE)}. Прошу принять меры. Выдуманное обращение."
    return Inbound(
        channel="simulation",
        external_id=str(number),
        text=text,
        name=f"{chance.choice(NAMES)} Выдуманная" if number % 2 else f"{chance.choice(NAMES)} Придуманный",
        address=f"{street}, дом {house}",
    )


def answer(number: int, topic: str, day: date, chance: random.Random) -> str:
    """An answer that the gate lets through: what was found, what was done and when, in its own words."""
    when = date_format(day, "j E Y")
    return (
        f"Ваш вопрос «{topic.lower()}» рассмотрен. {when} г. бригада № {number % 97 + 1} {chance.choice(DEEDS)}, "
        f"наряд {number}. По итогам {chance.choice(DONE)}, мастер участка проверил результат на месте."
    )
