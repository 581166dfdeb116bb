"""Who says who a citizen is: a provider behind one small interface, chosen in the settings.

``demo`` is a stand-in with invented people and exists in a demonstration only; ``oidc`` speaks OpenID Connect.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from routing.cases.person import Identity

PROVIDERS = {
    "demo": "citizen_portal.identity.demo.DemoProvider",
    "oidc": "citizen_portal.identity.oidc.OidcProvider",
}


class NotIdentified(Exception):
    """The provider does not say who it is; ``str(error)`` is a sentence for the person."""


class Provider(Protocol):
    """A way to find out who a citizen is."""

    code: str
    name: str
    """What the button says after «Sign in through»."""

    def begin(self, request: HttpRequest) -> HttpResponse:
        """Send the person to the provider; it brings them back to the address ``sign-in-back``."""

    def finish(self, request: HttpRequest) -> Identity:
        """Who came back. Raises ``NotIdentified``."""

    def of_token(self, token: str) -> Identity:
        """Who a mobile app acts for, by the token the provider gave it. Raises ``NotIdentified``."""


def provider() -> Provider | None:
    """The provider of this window, or ``None``: then nothing that asks for identity is offered."""
    return _made(settings.IDENTITY_PROVIDER) if settings.IDENTITY_PROVIDER else None


@cache
def _made(name: str) -> Provider:
    if name not in PROVIDERS:
        raise ImproperlyConfigured(f"IDENTITY_PROVIDER is one of: {', '.join(PROVIDERS)}.")
    made: Provider = import_string(PROVIDERS[name])()
    return made


def subject_of(provider: str, number: str) -> str:
    """The digest kept instead of the number by which a provider knows a person."""
    return salted_hmac("citizen_portal.identity", f"{provider}|{number}", algorithm="sha256").hexdigest()
