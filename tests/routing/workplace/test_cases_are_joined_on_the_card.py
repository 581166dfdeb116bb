from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, fresh, routed


def test_by_the_number_of_the_other(world: World, signed_in: SignIn) -> None:
    main, other = routed(world), routed(world)
    press(signed_in("executor"), other, "merge", into=main.number, reason="Тот же фонарь")
    assert fresh(other).master_id == main.pk
    assert main.number in signed_in("executor").get(card(other)).content.decode()
    press(signed_in("executor"), other, "separate", reason="Другой двор")
    assert fresh(other).state == "routed"


def test_a_wrong_number_keeps_what_was_typed(world: World, signed_in: SignIn) -> None:
    case = routed(world)
    page = press(signed_in("executor"), case, "merge", into="2026-000777-1", reason="Тот же столб у дома")
    assert page.status_code == 400
    assert "Тот же столб у дома" in page.content.decode()
