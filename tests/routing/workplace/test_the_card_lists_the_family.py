from typing import Any

from routing.cases import services
from routing.cases.models import Case
from routing.cases.parts import Piece
from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, received


def in_parts(world: World) -> Case:
    case = received(world)
    pieces = [Piece("Раз", {"topic": world.lamp}, world.lamps), Piece("Два", {"topic": world.hole}, world.roads)]
    services.ask_coordinator(case.pk, {})
    services.split(case.pk, world.actor("coordinator"), pieces)
    return case


def test_the_whole_lists_its_parts_with_links(signed_in: SignIn, world: World) -> None:
    case = in_parts(world)
    page = signed_in("coordinator").get(card(case)).content.decode()
    for part in case.parts.all():
        assert f'href="{card(part)}"' in page
        assert part.number in page


def test_a_part_names_the_others_and_opens_only_what_is_open_to_the_reader(signed_in: SignIn, world: World) -> None:
    case = in_parts(world)
    mine, theirs = case.parts.order_by("pk")
    page = signed_in("executor").get(card(mine)).content.decode()
    assert theirs.number in page
    assert f'href="{card(theirs)}"' not in page
    assert f'href="{card(case)}"' not in page


def test_the_family_is_not_shown_again_among_other_cases(signed_in: SignIn, world: World) -> None:
    case = in_parts(world)
    page = signed_in("coordinator").get(card(case)).content.decode()
    assert page.count(f'href="{card(case.parts.order_by("pk")[0])}"') == 1


def test_the_number_of_queries_does_not_depend_on_the_parts(
    signed_in: SignIn, world: World, django_assert_max_num_queries: Any
) -> None:
    case, other = in_parts(world), received(world)
    services.ask_coordinator(other.pk, {})
    services.split(
        other.pk,
        world.actor("coordinator"),
        [Piece(str(n), {"topic": world.lamp}, world.roads) for n in range(5)],
    )
    client = signed_in("coordinator")
    client.get(card(case))
    with django_assert_max_num_queries(40) as two:
        client.get(card(case))
    with django_assert_max_num_queries(len(two)):
        client.get(card(other))
