"""OpenID Connect: the provider vouches for a person by a signed token. Needs the extra «oidc» (Authlib).

ЕСИА itself signs requests by ГОСТ: put the gateway that does so in between, it speaks plain OpenID Connect.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from routing.cases.person import Identity

from .provider import NotIdentified, subject_of

log = logging.getLogger(__name__)
ALGORITHMS = ["RS256", "PS256", "ES256"]
FAILURES = (OAuthError, JoseError, RequestException, RuntimeError, ValueError, KeyError, TypeError)
"""What the library raises when the provider, the network or a token is not as it should be."""


class OidcProvider:
    """The provider of the settings ``OIDC_…``."""

    code = "oidc"

    def __init__(self) -> None:
        if not (settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID):
            raise ImproperlyConfigured("IDENTITY_PROVIDER=oidc needs OIDC_ISSUER and OIDC_CLIENT_ID.")
        self.name = settings.OIDC_NAME
        self.client = OAuth().register(
            "citizens",
            client_id=settings.OIDC_CLIENT_ID,
            client_secret=settings.OIDC_CLIENT_SECRET,
            server_metadata_url=f"{settings.OIDC_ISSUER}/.well-known/openid-configuration",
            client_kwargs={"scope": settings.OIDC_SCOPE, "code_challenge_method": "S256", "timeout": 10},
        )

    def begin(self, request: HttpRequest) -> HttpResponse:
        """A page that leads on: a form may not be redirected to another site (form-action).

        No 5xx when the provider is down: with that the session, and in it what was typed, would not be kept.
        """
        back = settings.PUBLIC_URL + reverse("sign-in-back")
        try:
            going = self.client.create_authorization_url(back)
        except FAILURES as error:
            log.error("the identity provider does not answer: %s", type(error).__name__)
            context = {
                "title": _("You are not signed in"),
                "sentence": _("The sign-in service does not answer now. Please try again later."),
                "back": request.session.get("sign_in_back") or reverse("new"),
            }
            return render(request, "identity/failed.html", context, status=403)
        self.client.save_authorize_data(request, redirect_uri=back, **going)
        return render(request, "identity/leaving.html", {"url": going["url"], "name": self.name})

    def finish(self, request: HttpRequest) -> Identity:
        def read() -> Mapping[str, Any]:
            token = self.client.authorize_access_token(request)
            claims = dict(token["userinfo"])
            if _name_of(claims):
                return claims
            more = dict(self.client.userinfo(token=token))
            if more["sub"] != claims["sub"]:
                raise ValueError("sub")
            return claims | more

        return self._known(read)

    def of_token(self, token: str) -> Identity:
        """The token is the ID token that the provider gave the app: signed, for one of our apps, not expired."""

        def read() -> Mapping[str, Any]:
            found = jwt.decode(token, KeySet.import_key_set(self.client.fetch_jwk_set()), algorithms=ALGORITHMS)
            issuer = self.client.load_server_metadata()["issuer"]
            rules = jwt.JWTClaimsRegistry(
                iss={"essential": True, "value": issuer},
                aud={"essential": True, "values": settings.OIDC_APP_CLIENTS},
                exp={"essential": True},
                sub={"essential": True},
            )
            rules.validate(found.claims)
            return dict(found.claims)

        return self._known(read)

    def _known(self, read: Callable[[], Mapping[str, Any]]) -> Identity:
        try:
            claims = read()
            number = str(claims["sub"])
        except FAILURES as error:
            # The kind only: what the provider says may name a person.
            log.warning("a sign-in failed: %s", type(error).__name__)
            raise NotIdentified(_("You have not signed in. Please try once more.")) from None
        trusted = settings.OIDC_TRUSTED_CLAIM
        if trusted and claims.get(trusted) not in (True, "true"):
            raise NotIdentified(
                _("This account is not confirmed, so nobody vouches for who you are. Confirm it, then sign in again.")
            )
        email = str(claims.get("email") or "") if claims.get("email_verified", True) else ""
        gender = {"female": "f", "male": "m"}.get(str(claims.get("gender")).lower(), "")
        return Identity("oidc", subject_of("oidc", number), _name_of(claims)[:200], email=email[:254], gender=gender)


def _name_of(claims: Mapping[str, Any]) -> str:
    """«Surname Given Patronymic», or the name in one piece."""
    parts = [str(claims.get(name) or "").strip() for name in ("family_name", "given_name", "middle_name")]
    return " ".join(filter(None, parts)) or str(claims.get("name") or "").strip()
