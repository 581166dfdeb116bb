"""A stand-in for ЕСИА in a demonstration: own pages, invented people, no passwords. It refuses to exist elsewhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from routing.cases.person import Identity

from .provider import NotIdentified, subject_of

STATE = "demo_identity_state"
CODE, TOKEN = "identity.demo.code", "identity.demo.token"
CODE_SECONDS, TOKEN_SECONDS = 120, 3600


@dataclass(frozen=True, slots=True)
class Invented:
    """A person of the demonstration. An account that is not confirmed does not say who its owner is."""

    code: str
    full_name: str
    gender: str
    email: str = ""
    confirmed: bool = True


PEOPLE = {
    person.code: person
    for person in (
        Invented("anna", "Выдуманная Анна Сергеевна", "f", "anna@example.ru"),
        Invented("timur", "Придуманный Тимур Рашидович", "m"),
        Invented("li", "Небывалая Ли", "f", "li@example.org"),
        Invented("zoya", "Неподтверждённая Зоя", "f", confirmed=False),
    )
}


class DemoProvider:
    """Its people are chosen from a list."""

    code = "demo"
    name = gettext_lazy("demonstration sign-in (in place of ESIA)")

    def __init__(self) -> None:
        if not settings.DEMO:
            raise ImproperlyConfigured("The stand-in for ЕСИА exists only with DEMO=1.")

    def begin(self, request: HttpRequest) -> HttpResponse:
        request.session[STATE] = secrets.token_urlsafe(16)
        return HttpResponseRedirect(f"{reverse('sign-in-demo')}?state={request.session[STATE]}")

    def finish(self, request: HttpRequest) -> Identity:
        state = request.session.pop(STATE, "")
        if not state or not secrets.compare_digest(state.encode(), request.GET.get("state", "").encode()):
            raise NotIdentified(_("The sign-in was begun too long ago. Please sign in once more."))
        return identity_of(request.GET.get("code", ""), CODE, CODE_SECONDS)

    def of_token(self, token: str) -> Identity:
        return identity_of(token, TOKEN, TOKEN_SECONDS)


def given(person: str, salt: str) -> str:
    """A code or token that names the person and cannot be made up."""
    return signing.dumps(person, salt=salt)


def identity_of(given: str, salt: str, seconds: int) -> Identity:
    """Whom a code or token names. Raises ``NotIdentified``."""
    try:
        person = PEOPLE[signing.loads(given, salt=salt, max_age=seconds)]
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise NotIdentified(_("You have not signed in. Please try once more.")) from None
    if not person.confirmed:
        raise NotIdentified(
            _("This account is not confirmed, so nobody vouches for who you are. Confirm it, then sign in again.")
        )
    subject = subject_of("demo", person.code)
    return Identity("demo", subject, person.full_name, email=person.email, gender=person.gender)
