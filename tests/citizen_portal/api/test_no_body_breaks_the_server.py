from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.citizen_portal.api.app import APPEAL, App
from tests.world import World, answered, fresh

letters = st.text(st.characters(codec=None), max_size=50)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | letters,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(letters, inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from([*APPEAL, "email", "address", "lat", "lon", "object_kind", "gender", "language", "version"])
deed_fields = st.sampled_from(["reply", "mark", "comment", "reason", "version"])
quickly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    """No limit on how often these bodies are sent."""
    api = settings.REST_FRAMEWORK
    settings.REST_FRAMEWORK = api | {"DEFAULT_THROTTLE_RATES": dict.fromkeys(api["DEFAULT_THROTTLE_RATES"])}


@quickly
@given(body=values | st.dictionaries(fields, values).map(lambda some: APPEAL | some))
def test_any_json_is_taken_or_refused(app: App, body: Any) -> None:
    assert app.send(body).status_code in {201, 400}


@quickly
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused(app: App, raw: bytes) -> None:
    assert app.send(raw).status_code == 400


@quickly
@given(deed=st.sampled_from(["clarify", "confirm", "reopen", "withdraw"]), body=st.dictionaries(deed_fields, values))
def test_any_deed_is_done_or_refused(app: App, world: World, deed: str, body: dict) -> None:
    case = getattr(app, "case", None) or answered(world)
    app.case = case  # type: ignore[attr-defined]
    assert app.do(fresh(case), deed, **body).status_code in {200, 400, 409}


@quickly
@given(text=st.text(st.characters(min_codepoint=1, max_codepoint=255), min_size=1, max_size=120))
def test_any_header_is_taken_or_refused(app: App, text: str) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    assert app.send(key=line, **{"Accept-Language": line}).status_code in {200, 201, 400}
