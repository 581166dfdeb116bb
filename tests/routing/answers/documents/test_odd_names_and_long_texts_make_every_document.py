"""Letter, DOCX, receipt, history and short reply exist for names of any origin and for what is too long to read."""

from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from routing.answers import services as answers
from routing.answers.documents.letter import as_pdf, sheet
from routing.answers.documents.record import history, receipt
from routing.answers.documents.short import LIMIT, short_reply
from routing.answers.documents.word import as_docx
from routing.answers.models import Answer
from routing.answers.services import MAX_BODY
from routing.cases import services
from routing.cases.errors import Invalid
from routing.cases.models import Case
from tests.world import World, fresh, routed

BODY = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."
NAMES = {
    "Лутфияр Мамедов Али оглы": "Уважаемый Лутфияр Али оглы!",
    "Мадонна": "Здравствуйте, Мадонна!",
    "Хосе Мария Гарсиа Лопес": "Уважаемый Хосе!",
    "И. П. Петров": "Здравствуйте, И. П. Петров!",
    "John O'Neill-Smith": "Здравствуйте, John O'Neill-Smith!",
    "Петрова-Водкина Анна Сергеевна": "Уважаемая Анна Сергеевна!",
}


def sent(world: World, **fields: object) -> tuple[Case, Answer]:
    case = routed(world, **fields)
    executor = world.actor("executor")
    services.take(case.pk, executor)
    answers.submit(case.pk, executor, BODY)
    answers.approve(case.pk, world.actor("approver"))
    return fresh(case), answers.send(case.pk, executor)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_origin(world: World, name: str) -> None:
    case, answer = sent(world, name=name, gender="")
    assert sheet(case, answer).salutation == NAMES[name]
    assert as_pdf(case, answer).startswith(b"%PDF")
    assert NAMES[name] in [each.text for each in Document(BytesIO(as_docx(case, answer))).paragraphs]
    assert receipt(case).startswith(b"%PDF")
    assert history(case, [], [answer], timezone.now()).startswith(b"%PDF")
    assert not any(part in short_reply(case, answer) for part in name.split() if len(part) > 3)


@pytest.mark.parametrize("text", ["Не горит фонарь. " * 500, "<b>Не горит</b> <script>alert(1)</script> фонарь"])
def test_a_long_appeal_and_one_of_markup(world: World, text: str) -> None:
    case, answer = sent(world, text=text)
    assert receipt(case).startswith(b"%PDF")
    assert history(case, [], [answer], timezone.now()).startswith(b"%PDF")


def test_a_hundred_thousand_characters_are_refused_with_the_limit(world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    with pytest.raises(Invalid, match=str(MAX_BODY)):
        answers.submit(case.pk, world.actor("executor"), "а" * 100_000)


def test_the_short_reply_of_the_longest_answer_stays_short(world: World) -> None:
    case, answer = sent(world)
    answer.body = BODY * (MAX_BODY // len(BODY))
    assert len(short_reply(case, answer)) <= LIMIT
