from routing.cases import services
from routing.cases.actors import CITIZEN
from routing.cases.events import chain_breaks
from routing.cases.models import Case, Deadline
from routing.cases.regimes import Person
from tests.world import World, add_law, fresh, routed

PERSON = Person("Выдуманная Анна Сергеевна", "190000, Тестовая область, ул. Садовая, 1, кв. 2")


def clock(case: Case) -> Deadline:
    return Deadline.objects.get(case=case, kind="answer", met_at=None, cancelled_at=None)


def test_registering_the_leader_gives_the_joined_no_later_day(world: World) -> None:
    add_law()
    leader, other = routed(world), routed(world, name="Вера Придуманная")
    services.merge(other.pk, leader.pk, world.actor("coordinator"), "Об одном")
    services.convert(leader.pk, CITIZEN, PERSON)
    services.register(leader.pk, world.actor("coordinator"))
    assert clock(leader).due_at == clock(other).due_at == fresh(leader).due_at
    assert chain_breaks(leader) is None


def test_alone_the_thirty_days_of_the_law_run(world: World) -> None:
    add_law()
    case = routed(world)
    services.convert(case.pk, CITIZEN, PERSON)
    services.register(case.pk, world.actor("coordinator"))
    assert clock(case).amount == 30
