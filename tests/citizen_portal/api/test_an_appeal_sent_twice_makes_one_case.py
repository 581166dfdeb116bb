import pytest

from routing.cases.models import Case, OutboxRow
from routing.cases.numbers import secret_fits
from tests.citizen_portal.api.app import APPEAL, App, is_refusal


def test_the_sender_gets_a_number_a_secret_and_a_date(app: App) -> None:
    response = app.send()
    case = Case.objects.get()
    body = response.json()
    assert response.status_code == 201
    assert set(body) == {"number", "secret", "url", "state", "state_words", "regime", "regime_words", "due_at"}
    assert secret_fits(body["secret"], case.number, case.nonce)
    assert body["url"].endswith(f"/a/{case.number}/{body['secret']}/")
    assert body["due_at"].endswith("T23:59:59+03:00")
    assert OutboxRow.objects.filter(task="routing.understand", payload={"case": case.pk}).exists()


def test_the_same_again_gives_the_same_receipt(app: App) -> None:
    first = app.send(key="the-same-key")
    again = app.send(key="the-same-key", **{"Accept-Language": "en"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["secret"] == first.json()["secret"]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("other", [{"text": "Яма на дороге у школы"}, {"name": "Пётр"}, {"email": "a@example.org"}])
def test_a_guessed_key_does_not_give_the_secret_away(app: App, other: dict) -> None:
    app.send(key="the-same-key")
    refused = app.send(APPEAL | other, key="the-same-key")
    assert is_refusal(refused, 409, "key_reused")
    assert Case.objects.count() == 1


def test_another_key_is_another_appeal(app: App) -> None:
    assert app.send().json()["number"] != app.send().json()["number"]


@pytest.mark.parametrize("key", ["", "short", "к" * 20, "with a space", "x" * 101])
def test_a_key_that_will_not_do_is_refused(app: App, key: str) -> None:
    refused = app.send(key=key)
    assert is_refusal(refused, 400, "invalid")
    assert list(refused.json()["errors"]) == ["Idempotency-Key"]
    assert not Case.objects.exists()
