from typing import Any

import pytest

from tests.citizen_portal.api.app import App, is_refusal
from tests.world import World, received


@pytest.fixture(autouse=True)
def two_a_minute(settings: Any) -> None:
    rates = {"api_receive": "2/min", "api_act": "2/min"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}


def test_the_third_appeal_has_to_wait(app: App) -> None:
    assert [app.send().status_code for _count in range(2)] == [201, 201]
    refused = app.send()
    assert is_refusal(refused, 429, "throttled")
    assert 0 < int(refused["Retry-After"]) <= 61


def test_reading_is_free(app: App, world: World) -> None:
    case = received(world)
    assert {app.read(case).status_code for _count in range(5)} == {200}


def test_an_address_the_client_claims_is_not_believed(app: App) -> None:
    codes = [app.send(**{"X-Forwarded-For": f"10.0.0.{count}"}).status_code for count in range(3)]
    assert codes == [201, 201, 429]
