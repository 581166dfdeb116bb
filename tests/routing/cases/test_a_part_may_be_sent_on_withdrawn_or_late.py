"""An appeal in parts to its end, when one of its questions leaves the window, is withdrawn, or is late."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import RefusalGround
from routing.answers.gathering import gather
from routing.answers.models import Answer
from routing.answers.notices import case_url, deliver
from routing.cases import events, services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Refused
from routing.cases.models import Case, Deadline, Event, OutboxRow
from routing.chores import do_chores
from routing.control import register
from routing.control.models import Reminder
from routing.control.people import Directory
from tests.in_parts import HOLE, LAMP, answer_part, in_parts
from tests.world import LONG_AGO, World, fresh

MINISTRY, NORM, WHY = "Министерство выдуманных дорог", "п. 3 Положения о министерстве", "Дорогу содержит оно."


def letter(whole: Case) -> str:
    return Answer.objects.filter(case=whole, state="sent").latest("version").letter


def send_on(world: World, part: Case) -> None:
    services.redirect_out(part.pk, world.actor("coordinator"), MINISTRY, NORM, WHY)
    assert OutboxRow.objects.filter(task="routing.gather", payload__case=part.parent_id).exists()
    gather(part.parent_id or 0)


def test_the_common_letter_says_where_a_question_went(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    send_on(world, hole)
    assert (fresh(hole).state, fresh(whole).state) == ("redirected", "split")
    assert not Deadline.objects.filter(case=hole, met_at=None, cancelled_at=None).exists()
    answer_part(lamp, LAMP)
    assert fresh(whole).state == "answered"
    text = letter(whole)
    assert text.index(LAMP) < text.index("Вопрос 2: «Яма на дороге». Он направлен по компетенции: " + MINISTRY)
    assert WHY in text
    assert NORM in text


def test_the_last_question_sent_on_ends_the_whole(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    send_on(world, hole)
    assert fresh(whole).state == "answered"


def test_the_citizen_is_told_of_the_question_at_once(world: World, client: Client) -> None:
    whole, (_lamp, hole) = in_parts(world)
    send_on(world, hole)
    deliver(Event.objects.get(case=hole, kind="redirect_out"))
    assert "Ваш вопрос «Яма на дороге» направлен по компетенции: " + MINISTRY in mail.outbox[-1].body
    assert whole.number in mail.outbox[-1].subject
    page = client.get(case_url(whole)).content.decode()
    assert MINISTRY in page
    assert "Этот орган ответит вам сам" in page


def test_when_all_were_sent_on_the_whole_is_closed(world: World) -> None:
    whole, parts = in_parts(world)
    for part in parts:
        send_on(world, part)
    assert fresh(whole).state == "closed"


def test_a_question_sent_on_is_not_returned_here(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    send_on(world, hole)
    answer_part(lamp, LAMP)
    with pytest.raises(Refused) as refused:
        services.reopen(whole.pk, CITIZEN, "Яма на месте", (hole.number,))
    assert refused.value.code == "no_part"


def test_the_letter_names_a_question_refused_on_its_ground(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    ground = RefusalGround.objects.create(
        code="x", title="Пусто", basis="ч. 4 ст. 11", notice="Нечего.", valid_from=LONG_AGO
    )
    services.refuse(hole.pk, world.actor("coordinator"), ground, "В вопросе нет сути")
    answer_part(lamp, LAMP)
    assert "«Яма на дороге». Он оставлен без ответа по существу." in letter(whole)
    assert "В вопросе нет сути" in letter(whole)


def test_one_question_is_withdrawn_and_the_others_go_on(world: World, client: Client) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer = client.post(case_url(whole) + "question/", {"part": hole.number, "sure": "1"})
    assert answer.status_code == 303
    assert [fresh(case).state for case in (whole, lamp, hole)] == ["split", "routed", "withdrawn"]
    deliver(Event.objects.get(case=whole, kind="withdraw_question"))
    assert "«Яма на дороге»" in mail.outbox[-1].body
    assert "Вы отозвали этот вопрос" in client.get(case_url(whole)).content.decode()
    answer_part(lamp, LAMP)
    assert fresh(whole).state == "answered"
    assert "«Яма на дороге». Вы отозвали этот вопрос" in letter(whole)
    assert HOLE not in letter(whole)
    assert events.chain_breaks(fresh(hole)) is None


def test_a_question_is_not_withdrawn_by_accident(world: World, client: Client) -> None:
    whole, (_lamp, hole) = in_parts(world)
    answer = client.post(case_url(whole) + "question/", {"part": hole.number})
    assert answer.status_code == 422
    assert "Поставьте галочку" in answer.content.decode()
    assert fresh(hole).state == "routed"


def test_the_last_open_question_withdrawn_brings_the_common_letter(world: World) -> None:
    whole, (lamp, hole) = in_parts(world)
    answer_part(lamp, LAMP)
    services.withdraw_question(whole.pk, CITIZEN, hole.number)
    gather(whole.pk)
    assert fresh(whole).state == "answered"


def test_all_questions_withdrawn_withdraw_the_whole(world: World) -> None:
    whole, parts = in_parts(world)
    for part in parts:
        services.withdraw_question(whole.pk, CITIZEN, part.number)
    assert {fresh(case).state for case in (whole, *parts)} == {"withdrawn"}


def test_a_question_done_with_is_not_withdrawn(world: World) -> None:
    whole, (lamp, _hole) = in_parts(world)
    answer_part(lamp, LAMP)
    with pytest.raises(Refused) as refused:
        services.withdraw_question(whole.pk, CITIZEN, lamp.number)
    assert refused.value.code == "no_part"


def test_a_late_part_is_named_and_still_answered(world: World) -> None:
    whole, (lamp, hole) = in_parts(world, days_ago=40)
    for case in (whole, lamp, hole):
        late = timezone.now() - timedelta(days=3)
        Deadline.objects.filter(case=case, kind="answer").update(due_at=late, limit_at=late)
    do_chores(timezone.now())
    assert Reminder.objects.filter(deadline__case=hole, escalated=True).exists()
    rows = register.overdue(Case.objects.filter(pk__in=[lamp.pk, hole.pk]), timezone.now()).filter(kind="answer")
    named = {
        line.case.number: line.body for line in register.lines(register.full(rows), Directory.load(), timezone.now())
    }
    assert named == {lamp.number: world.lamps.name, hole.number: world.roads.name}
    answer_part(fresh(lamp), LAMP)
    answer_part(fresh(hole), HOLE)
    assert fresh(whole).state == "answered"
    met = Deadline.objects.get(case=hole, kind="answer")
    assert met.met_at is not None
    assert met.met_at > met.due_at


def test_the_coordinator_sends_a_part_on_from_its_card(world: World) -> None:
    _whole, (_lamp, hole) = in_parts(world)
    client = Client()
    client.force_login(world.coordinator.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "do-redirect_out" in client.get(reverse("admin:routing_case_change", args=[hole.pk])).content.decode()
    form = {"version": fresh(hole).version, "body": MINISTRY, "norm": NORM, "explanation": WHY}
    client.post(reverse("admin:routing_case_step", args=[hole.pk, "redirect_out"]), form)
    assert fresh(hole).state == "redirected"
