"""What every address of the API has in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from rest_framework.views import APIView

from .serializers import Body


class Door(APIView):
    """Sentences in the language the client asks for; nothing is kept on the way."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Language"] = language
        return response


def fields_of(body: Body) -> dict[str, Any]:
    """The checked fields. Raises ``ValidationError``."""
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
