from routing.cases.models import Case
from routing.cases.numbers import case_number
from tests.citizen_portal.api.app import URL, App, is_refusal, secret_for
from tests.world import World, received, routed


def test_both_are_the_same_404(app: App, world: World) -> None:
    case = received(world)
    unknown = Case(number=case_number(2026, 999), nonce=case.nonce)
    wrong = app.read(case, secret_for(received(world)))
    missing = app.read(unknown)
    assert is_refusal(wrong, 404)
    assert wrong.json() == missing.json()


def test_a_number_of_thousands_of_digits_is_just_unknown(app: App) -> None:
    assert is_refusal(app.read(Case(number="1" * 6000, nonce="")), 404)


def test_no_deed_is_done_without_the_secret(app: App, world: World) -> None:
    case = routed(world)
    assert is_refusal(app.post(f"{URL}{case.number}/withdraw", {}), 404)
    assert Case.objects.get().state == "routed"


def test_the_secret_in_the_address_opens_nothing(app: App, world: World) -> None:
    case = received(world)
    response = app.client.get(f"{URL}{case.number}/", {"secret": secret_for(case)})
    assert is_refusal(response, 404)
