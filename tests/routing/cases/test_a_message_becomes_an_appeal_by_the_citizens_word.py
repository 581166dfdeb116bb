from datetime import timedelta

import pytest
from django.test import Client

from routing.answers.notices import case_url
from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case, Deadline
from routing.cases.regimes import Person
from tests.citizen_portal.api.app import App
from tests.world import World, add_law, fresh, inbound, routed

ANNA = Person("Выдуманная Анна Сергеевна", "190000, Тестовая область, ул. Садовая, 1, кв. 2")


@pytest.fixture
def case(world: World) -> Case:
    add_law()
    return routed(world)


def due(case: Case, kind: str = "answer") -> Deadline:
    return Deadline.objects.get(case=case, kind=kind, met_at=None, cancelled_at=None)


def test_only_the_citizen_does_it(world: World, case: Case) -> None:
    for who in ("executor", "approver", "coordinator"):
        with pytest.raises(Refused) as refused:
            services.convert(case.pk, world.actor(who), ANNA)
        assert refused.value.code == "role"


def test_the_old_clock_runs_until_registration(world: World, case: Case) -> None:
    before = due(case)
    services.convert(case.pk, CITIZEN, ANNA)
    assert (fresh(case).regime, fresh(case).state) == ("fz59_appeal", "routed")
    assert due(case).pk == before.pk
    assert due(case, "register")


def test_the_clock_of_the_law_starts_at_registration(world: World, case: Case) -> None:
    services.convert(case.pk, CITIZEN, ANNA)
    at = fresh(case).received_at + timedelta(days=2)
    services.register(case.pk, world.actor("coordinator"), at=at)
    row = due(case)
    assert (row.basis, row.amount, row.starts_at) == ("59-ФЗ", 30, at)
    assert due(case, "redirect").amount == 7
    assert not Deadline.objects.filter(case=case, kind="register", met_at=None).exists()
    assert fresh(case).due_at == row.due_at
    with pytest.raises(Refused) as refused:
        services.register(case.pk, world.actor("coordinator"))
    assert refused.value.code == "not_registered"


@pytest.mark.parametrize(
    ("person", "field"),
    [
        (Person("Анна", ANNA.postal_address), "full_name"),
        (Person("Выдуманная А. С.", ANNA.postal_address), "full_name"),
        (Person(ANNA.full_name), "postal_address"),
        (Person(ANNA.full_name, "ул. 1"), "postal_address"),
        (Person(ANNA.full_name, "", "anna@"), "email"),
    ],
)
def test_what_the_law_asks_for_is_asked_for(case: Case, person: Person, field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        services.convert(case.pk, CITIZEN, person)
    assert invalid.value.field == field
    assert fresh(case).regime == "pos_message"


def test_who_the_person_is_stays_out_of_the_history(case: Case) -> None:
    services.convert(case.pk, CITIZEN, ANNA)
    assert fresh(case).requisites.full_name == ANNA.full_name
    assert not any("Садовая" in str(event.data) + str(event.changes) for event in case.events.all())


def test_an_appeal_by_law_is_no_message_again(case: Case) -> None:
    services.convert(case.pk, CITIZEN, ANNA)
    with pytest.raises(Refused) as refused:
        services.convert(case.pk, CITIZEN, ANNA)
    assert refused.value.code == "may_become"


def test_a_question_does_not_hold_the_clock_of_the_law(world: World, case: Case) -> None:
    services.convert(case.pk, CITIZEN, ANNA)
    services.register(case.pk, world.actor("coordinator"))
    services.take(case.pk, world.actor("executor"))
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": "Какой подъезд?"})
    assert due(case).paused_at is None


def test_a_door_that_knows_the_person_takes_an_appeal_in(world: World, case: Case) -> None:
    full = inbound(regime="fz59_appeal", name=ANNA.full_name, postal_address=ANNA.postal_address, email="")
    taken = services.receive(world.region, full)[0]
    assert due(taken, "register")
    assert taken.requisites.postal_address == ANNA.postal_address
    with pytest.raises(Invalid):
        services.receive(world.region, inbound(regime="fz59_appeal", name="Анна", email=""))


def test_it_is_done_on_the_page_and_what_was_typed_stays(client: Client, case: Case) -> None:
    page = client.get(case_url(case)).content.decode()
    assert 'id="convert"' in page
    form = {"full_name": "Анна", "postal_address": ANNA.postal_address, "email": "", "sure": "1"}
    wrong = client.post(case_url(case) + "convert/", form)
    assert wrong.status_code == 422
    assert "Садовая" in wrong.content.decode()
    assert client.post(case_url(case) + "convert/", form | {"full_name": ANNA.full_name}).status_code == 303
    assert fresh(case).regime == "fz59_appeal"
    assert 'id="convert"' not in client.get(case_url(case)).content.decode()


def test_an_app_asks_for_the_same(case: Case) -> None:
    app = App()
    assert app.read(case).json()["may_become"] == ["fz59_appeal"]
    said = {"full_name": ANNA.full_name, "postal_address": ANNA.postal_address}
    assert app.do(case, "convert", **said).status_code == 400
    assert app.do(case, "convert", **said, confirm=True).json()["regime"] == "fz59_appeal"
