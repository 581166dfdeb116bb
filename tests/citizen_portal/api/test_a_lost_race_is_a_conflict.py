from citizen_portal.api.errors import handle
from routing.cases import services
from routing.cases.errors import Busy
from tests.citizen_portal.api.app import App, is_refusal
from tests.world import World, fresh, routed


def test_a_case_that_moved_on_is_not_changed(app: App, world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    refused = app.do(case, "withdraw", version=case.version)
    assert is_refusal(refused, 409, "conflict")
    assert fresh(case).state == "in_work"


def test_without_a_version_the_present_one_is_meant(app: App, world: World) -> None:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    assert app.do(case, "withdraw").status_code == 200


def test_a_locked_case_is_worth_another_try() -> None:
    response = handle(Busy(), {})
    assert response is not None
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.data["code"] == "busy"
