import pytest

from routing.cases.models import Message
from tests.citizen_portal.api.app import APPEAL, App


@pytest.mark.parametrize(("asked", "given"), [("en-GB,en;q=0.9", "en"), ("ru", "ru"), ("fr", "ru"), ("", "ru")])
def test_the_language_asked_for_is_given_when_it_is_known(app: App, asked: str, given: str) -> None:
    response = app.send(**{"Accept-Language": asked})
    assert response["Content-Language"] == given
    assert Message.objects.get().language == given


def test_letters_come_in_the_language_named_in_the_appeal(app: App) -> None:
    app.send(APPEAL | {"language": "en"}, **{"Accept-Language": "ru"})
    assert Message.objects.get().language == "en"
