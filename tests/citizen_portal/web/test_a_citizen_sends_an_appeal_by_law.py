"""The form takes an official appeal from a person who has signed in, with the law's terms from the first moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from agencies.kept import forget_all
from agencies.models import LegalTerm
from routing.cases import services
from routing.cases.models import Case, Deadline
from tests.citizen_portal.signing import APPEAL, sign_in
from tests.world import World, add_law, fresh


@pytest.fixture(autouse=True)
def the_law_of_today(settings: Any, world: World) -> None:
    settings.REGION = world.region.code
    add_law(identity=True)


def due(case: Case, kind: str) -> Deadline:
    return Deadline.objects.get(case=case, kind=kind, met_at=None, cancelled_at=None)


def sent(client: Client, **typed: Any) -> Case:
    sign_in(client)
    answer = client.post("/", APPEAL | typed)
    assert answer.status_code == 303
    return Case.objects.get()


def test_it_is_an_appeal_from_the_first_moment(client: Client) -> None:
    case = sent(client)
    assert case.regime == "fz59_appeal"
    assert due(case, "register").amount == 3
    assert [event.kind for event in case.events.all()] == ["receive"]
    assert case.events.get().changes["regime"] == "fz59_appeal"


def test_the_name_is_the_one_the_provider_knows(client: Client) -> None:
    case = sent(client, name="Кто-то Другой")
    assert case.message.name == case.requisites.full_name == "Выдуманная Анна Сергеевна"
    assert case.requisites.provider == "demo"
    assert len(case.requisites.subject) == 64


def test_before_registration_the_day_of_the_answer_is_the_latest_the_law_allows(client: Client, world: World) -> None:
    case = sent(client)
    services.route(case.pk, {"topic": world.lamp}, world.lamps, world.executor.post)
    answer, register = due(case, "answer"), due(case, "register")
    assert (answer.amount, answer.unit, answer.basis) == (30, "calendar", "59-ФЗ")
    assert answer.starts_at == register.limit_at
    at = case.received_at + timedelta(hours=20)
    services.register(case.pk, world.actor("coordinator"), at=at)
    registered = due(case, "answer")
    assert (registered.starts_at, registered.amount) == (at, 30)
    assert registered.due_at <= answer.due_at
    assert fresh(case).registered_at == at


def test_the_page_and_the_receipt_say_what_it_is(client: Client) -> None:
    answer = (sign_in(client), client.post("/", APPEAL))[1]
    page = client.get(answer["Location"])
    shown = page.content.decode()
    assert page.context["law"].code == "fz59_appeal"
    assert "в течение 30 дней со дня регистрации" in shown
    assert "Выдуманная Анна Сергеевна" in shown
    receipt = client.get(f"{answer['Location']}papers/receipt.pdf")
    assert receipt.content.startswith(b"%PDF")


def test_the_terms_on_the_form_come_from_the_data_of_the_day(client: Client) -> None:
    before = client.get("/").content.decode()
    assert "в течение 10 рабочих дней" in before and "в течение 30 дней" in before
    LegalTerm.objects.filter(regime="fz59_appeal", kind="answer").update(amount=21)
    LegalTerm.objects.filter(regime="pos_message", kind="answer", fast_track=False).update(amount=40)
    forget_all()
    after = client.get("/").content.decode()
    assert "в течение 21 дня" in after and "в течение 30 дней" not in after
    assert "так быстрее" in before and "так быстрее" not in after


def test_a_region_without_the_law_in_its_data_offers_messages_only(client: Client, settings: Any) -> None:
    settings.IDENTITY_PROVIDER = ""
    assert 'name="regime"' not in client.get("/").content.decode()
    assert client.post("/", APPEAL | {"name": "Анна"}).status_code == 422
    assert not Case.objects.exists()


def test_a_collective_appeal_names_who_signs_and_who_gets_the_answer(client: Client) -> None:
    case = sent(client, collective="1", co_signers="Несуществующий  Глеб\r\n\r\nВымышленная Ольга\r\n")
    assert case.requisites.collective
    assert case.requisites.co_signers == ["Несуществующий Глеб", "Вымышленная Ольга"]
    assert case.events.get().data == {"channel": "web", "identified_by": "demo", "collective": True}


def test_the_answer_goes_where_it_is_wanted(client: Client) -> None:
    case = sent(client, reply="post", postal_address="190000, Тестовая область, ул. Садовая, 1, кв. 2")
    assert (case.requisites.answer_by, case.message.email) == ("post", "")
    assert "Садовая" in case.requisites.postal_address


def test_the_history_holds_no_name_and_no_address(client: Client) -> None:
    case = sent(
        client, reply="post", postal_address="190000, ул. Садовая, 1, кв. 2", collective="1", co_signers="Небывалый Ян"
    )
    told = "".join(str(event.data) + str(event.changes) for event in case.events.all())
    assert not [word for word in ("Выдуманная", "Садовая", "Анна") if word in told]


def test_the_same_form_sent_twice_makes_one_appeal(client: Client) -> None:
    sign_in(client)
    typed = APPEAL | {"form_id": "7f0e4f5e-0a6c-4f0f-9a3e-2f6f1d1e0001"}
    first, second = client.post("/", typed), client.post("/", typed)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_the_same_form_of_another_person_is_another_appeal(client: Client) -> None:
    typed = APPEAL | {"form_id": "7f0e4f5e-0a6c-4f0f-9a3e-2f6f1d1e0001"}
    sign_in(client)
    client.post("/", typed)
    sign_in(client, "timur")
    client.post("/", typed)
    assert sorted(case.message.name.split()[0] for case in Case.objects.all()) == ["Выдуманная", "Придуманный"]
