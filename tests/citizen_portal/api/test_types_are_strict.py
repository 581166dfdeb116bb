from typing import Any

import pytest

from agencies.models import Region
from routing.cases.models import Case, Message
from tests.citizen_portal.api.app import APPEAL, App, is_refusal


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", 5),
        ("text", ["не горит фонарь"]),
        ("text", ""),
        ("text", "а" * 100_000),
        ("name", True),
        ("name", "Я" * 201),
        ("email", "не почта"),
        ("email", f"{'a' * 250}@example.org"),
        ("lat", "59.9"),
        ("lat", True),
        ("lat", 10**400),
        ("gender", "x"),
        ("gender", {}),
        ("language", "tlh"),
        ("object_kind", "Луна"),
        ("adress", "Невский, 1"),
    ],
)
def test_the_sentence_stands_at_the_field_and_nothing_is_written(app: App, field: str, value: Any) -> None:
    refused = app.send(APPEAL | {field: value})
    assert is_refusal(refused, 400, "invalid")
    assert [(name, len(rows)) for name, rows in refused.json()["errors"].items()] == [(field, 1)]
    assert not Message.objects.exists()


def test_all_mistakes_of_type_are_named_at_once(app: App) -> None:
    refused = app.send({"text": 1, "name": 2, "lat": "x"})
    assert set(refused.json()["errors"]) == {"text", "name", "lat"}


def test_a_whole_appeal_is_kept_as_sent(app: App) -> None:
    Region.objects.update(object_kinds=["Двор"])
    more = {"email": "anna@example.org", "address": "Дом у парка", "lat": 60, "lon": 30.5}
    kinds = {"object_kind": "Двор", "gender": "f", "language": "en"}
    assert app.send(APPEAL | more | kinds).status_code == 201
    message = Case.objects.get().message
    for name, value in (APPEAL | more | kinds).items():
        assert getattr(message, name) == value


def test_null_counts_as_not_sent(app: App) -> None:
    assert app.send(APPEAL | {"lat": None, "lon": None, "email": None, "gender": None}).status_code == 201


def test_control_marks_are_taken_out_and_html_stays_words(app: App) -> None:
    app.send(APPEAL | {"text": "Не\x00 горит\ud800 <b>фонарь</b>", "email": "anna@example.org\x00"})
    message = Message.objects.get()
    assert (message.text, message.email) == ("Не горит <b>фонарь</b>", "anna@example.org")
