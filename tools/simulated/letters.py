"""What invented citizens write and invented officials answer. No sentence is a real person's."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.utils.dateformat import format as date_format

from routing.cases.inbound import Inbound

NAMES = ("Анна Петровна", "Олег Ильич", "Вера Сергеевна", "Глеб Андреевич", "Нина Павловна", "Илья Олегович")
SINCE = ("третий день", "с понедельника", "уже неделю", "с начала месяца", "второй месяц")
WHERE = ("у второго подъезда", "во дворе", "возле остановки", "рядом со школой", "на углу дома", "у входа в парк")
DEEDS = ("осмотрела место", "проверила жалобу на месте", "выехала по адресу", "провела обследование")
PLANS = ("Неисправность устраним", "Работы закончим", "Всё приведём в порядок", "Замену сделаем")


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
    """An answer that the gate lets through: what was found, what will be done and when, in its own words."""
    when, until = date_format(day, "j E Y"), date_format(day + timedelta(days=6), "j E Y")
    return (
        f"По вопросу «{topic.lower()}» {when} г. бригада № {number % 97 + 1} {chance.choice(DEEDS)}, наряд {number}. "
        f"{chance.choice(PLANS)} до {until} г., мастер участка проверит результат и позвонит Вам."
    )
