"""One shape for every refusal of the API, whatever went wrong: ``{"code", "message", "errors"}``.

``code`` is for programs, ``message`` a sentence for a person, ``errors`` the sentences at the fields they belong to.
"""

from __future__ import annotations

import logging
from typing import Any, TypedDict

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response

from routing.cases.errors import Busy, CaseError, Invalid

log = logging.getLogger(__name__)
RETRY_SECONDS = 5


class Refusal(TypedDict):
    """The body of every answer that is not 2xx."""

    code: str
    message: str
    errors: dict[str, list[str]]


class KeyReused(exceptions.APIException):
    """The ``Idempotency-Key`` belongs to another appeal."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "key_reused"
    default_detail = _("This Idempotency-Key came with another appeal before. Take a new key for a new appeal.")


class NotSignedIn(exceptions.APIException):
    """The token says of nobody who it is."""

    status_code = status.HTTP_401_UNAUTHORIZED
    default_code = "not_identified"


class TooLarge(exceptions.APIException):
    """The body is larger than the server reads."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("The request is too large. Send the words of the appeal only.")


class NotReady(exceptions.APIException):
    """The region's data are not loaded, or the database does not answer now."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "not_ready"
    default_detail = _("Appeals cannot be taken right now. Repeat in a few seconds with the same Idempotency-Key.")


SENTENCES = {
    exceptions.ParseError: _("The body of the request is not JSON."),
    exceptions.UnsupportedMediaType: _("Send the body as application/json."),
    exceptions.NotFound: _("There is nothing at this address. Check the number of the appeal and its secret."),
    exceptions.MethodNotAllowed: _("This address does not take this method."),
    exceptions.Throttled: _("Too many requests from your address. Wait a little and repeat."),
}
"""Sentences in place of those of the framework."""
CHECK_FIELDS = _("Check the marked fields.")


def handle(error: Exception, _context: dict[str, Any]) -> Response | None:
    """The answer for an error, or ``None`` for a defect of the product (the server's own 500)."""
    if isinstance(error, Invalid):
        return refusal(status.HTTP_400_BAD_REQUEST, error.code, CHECK_FIELDS, {error.field: [str(error)]})
    if isinstance(error, Busy):
        return refusal(status.HTTP_503_SERVICE_UNAVAILABLE, error.code, error, wait=RETRY_SECONDS)
    if isinstance(error, CaseError):
        return refusal(status.HTTP_409_CONFLICT, error.code, error)
    if isinstance(error, OperationalError):
        log.error("the database refused a request of the API", exc_info=error)
        error = NotReady()
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if isinstance(error, exceptions.ValidationError):
        return refusal(error.status_code, "invalid", CHECK_FIELDS, fields_of(error.detail))
    if isinstance(error, exceptions.APIException):
        return known(error)
    return None


def known(error: exceptions.APIException) -> Response:
    """The answer for an error of the framework or of this room."""
    sentence = SENTENCES.get(type(error), error.detail)
    wait = RETRY_SECONDS if isinstance(error, NotReady) else getattr(error, "wait", None)
    return refusal(error.status_code, str(error.default_code), sentence, wait=wait)


def refusal(
    code: int, name: str, message: object, errors: dict[str, list[str]] | None = None, wait: float | None = None
) -> Response:
    """A refusal with its status; ``wait`` is after how many seconds it is worth repeating."""
    body: Refusal = {"code": name, "message": str(message), "errors": errors or {}}
    return Response(body, status=code, headers={"Retry-After": str(int(wait) + 1)} if wait else None)


def fields_of(detail: Any) -> dict[str, list[str]]:
    """The sentences of a validation error by field."""
    return {str(field): [str(sentence) for sentence in sentences] for field, sentences in detail.items()}
