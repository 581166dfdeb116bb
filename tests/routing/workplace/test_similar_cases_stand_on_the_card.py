from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, fresh, routed

POINT = {"lat": 60.0, "lon": 30.0}


def test_with_distance_state_and_reasons(world: World, signed_in: SignIn) -> None:
    case, other = routed(world, **POINT), routed(world, lat=60.0009, lon=30.0)
    (row,) = signed_in("executor").get(card(case)).context["similar"]
    assert row.case == other
    assert "100" in row.where
    assert row.reasons
    assert row.why_not == ""


def test_joining_is_shown_before_it_is_done(world: World, signed_in: SignIn) -> None:
    first, second = routed(world, **POINT), routed(world, **POINT)
    page = signed_in("executor").get(card(first) + f"?join={second.pk}")
    preview = page.context["preview"]
    assert (preview.lead, preview.follower, preview.people) == (first, second, 2)
    form = {"version": preview.follower.version, "into": preview.lead.number, "reason": preview.reason}
    signed_in("executor").post(card(second).replace("change/", "step/merge/"), form)
    assert fresh(second).master_id == first.pk
    assert signed_in("executor").get(card(first)).context["joined"] == [second]
    assert signed_in("executor").get(card(second)).context["leader"] == first


def test_a_case_that_is_answered_is_not_offered_for_joining(world: World, signed_in: SignIn) -> None:
    case, other = routed(world, **POINT), routed(world, **POINT)
    type(other).objects.filter(pk=other.pk).update(state="approved")
    page = signed_in("executor").get(card(case) + f"?join={other.pk}")
    assert page.context["similar"][0].why_not
    assert page.context["preview"] is None


def test_a_case_of_another_body_is_not_told(world: World, signed_in: SignIn) -> None:
    case, other = routed(world, **POINT), routed(world, **POINT)
    type(other).objects.filter(pk=other.pk).update(agency=world.roads)
    client = signed_in("executor")
    assert client.get(card(case)).context["similar"] == []
    assert client.get(card(case)).context["of_citizen"] == []
    assert signed_in("coordinator").get(card(case)).context["of_citizen"] == [other]
