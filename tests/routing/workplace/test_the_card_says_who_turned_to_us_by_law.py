"""The card and the letter of an appeal by law name the person, the way of the answer and those who signed too."""

from __future__ import annotations

import pytest

from routing.answers.documents.letter import addressee
from routing.cases.models import Case
from routing.cases.person import Identity
from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, add_law, routed

ANNA = Identity("demo", "0" * 64, "Выдуманная Анна Сергеевна")
POSTAL = "190000, Тестовая область, ул. Садовая, 1, кв. 2"


@pytest.fixture
def appeal(world: World) -> Case:
    add_law(identity=True)
    return routed(
        world,
        regime="fz59_appeal",
        identity=ANNA,
        answer_by="post",
        postal_address=POSTAL,
        email="",
        co_signers=("Небывалый Ян",),
    )


def test_the_card_shows_it(signed_in: SignIn, appeal: Case) -> None:
    shown = signed_in("executor").get(card(appeal)).content.decode()
    assert 'data-testid="case-law"' in shown
    assert POSTAL in shown and "Небывалый Ян" in shown and "личность подтверждена" in shown


def test_the_letter_goes_to_the_postal_address(appeal: Case) -> None:
    assert addressee(appeal) == ("Выдуманной Анне Сергеевне", POSTAL)


def test_a_message_shows_nothing_of_it(signed_in: SignIn, world: World) -> None:
    assert 'data-testid="requisites"' not in signed_in("executor").get(card(routed(world))).content.decode()
