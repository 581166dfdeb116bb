import pytest

from routing.cases import services
from tests.routing.workplace.conftest import SignIn, card, doubtful
from tests.world import World, routed

SCRIPT = "<script>alert('фонарь')</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("where", ["text", "name"])
def test_markup_in_an_appeal_is_text_on_the_card(world: World, signed_in: SignIn, where: str) -> None:
    case = routed(world, **{where: f"Не горит {SCRIPT}"})
    page = signed_in("executor").get(card(case)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_markup_is_text_where_words_are_marked(world: World, signed_in: SignIn) -> None:
    topics = [{"code": "BLG-03", "external_id": None, "title": SCRIPT, "p": 0.5, "words": [[0, 8], [4, 20]]}]
    case = doubtful(world, understanding={"topics": topics}, address=SCRIPT)
    coordinator = signed_in("coordinator")
    for address in (card(case), "/admin/routing/case/triage/", "/admin/routing/case/"):
        page = coordinator.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_markup_in_a_reason_is_text_in_the_history(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    services.act(case.pk, world.actor("executor"), "ask_citizen", {"question": SCRIPT})
    assert "<script>alert" not in signed_in("executor").get(card(case)).content.decode()
