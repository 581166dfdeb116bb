import pytest
from django.test import Client
from django.urls import reverse

from citizen_portal.web.appeal import case_path
from routing.cases.models import Case
from tests.world import World, answered, routed


def address(case: Case, name: str) -> str:
    return f"{case_path(case)}papers/{name}"


@pytest.mark.parametrize("name", ["letter.pdf", "letter.docx", "receipt.pdf", "history.pdf"])
def test_the_page_links_to_each_and_each_opens(client: Client, world: World, name: str) -> None:
    case = answered(world)
    assert address(case, name) in client.get(case_path(case)).content.decode()
    got = client.get(address(case, name))
    assert got.status_code == 200
    assert got["Cache-Control"] == "no-store, private"
    assert len(got.content) > 5000


def test_a_wrong_secret_opens_none(client: Client, world: World) -> None:
    case = answered(world)
    wrong = reverse("case-paper", kwargs={"number": case.number, "secret": "0" * 16, "name": "letter.pdf"})
    assert client.get(wrong).status_code == 404


def test_before_the_answer_there_is_only_the_receipt_and_the_history(client: Client, world: World) -> None:
    case = routed(world)
    assert client.get(address(case, "letter.pdf")).status_code == 404
    assert client.get(address(case, "no-such.pdf")).status_code == 404
    assert client.get(address(case, "receipt.pdf")).content.startswith(b"%PDF")
