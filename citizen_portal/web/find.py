"""Finding one's appeal again: by its number the secret link is sent to the address left in it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from routing.cases import outbox
from routing.cases.models import OutboxRow
from routing.cases.numbers import parse_number

from .forms import FindForm

NOT_OFTENER = timedelta(minutes=10)
TASK = "citizen_portal.send_link"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The page. Its answer is the same whether or not there is such an appeal."""
    if request.method != "POST":
        return render(request, "web/find.html", {"form": FindForm()})
    form = FindForm(request.POST)
    typed = form.cleaned_data["number"].strip() if form.is_valid() else ""
    number = parse_number(typed)
    if not typed:
        form.add_error("number", _("Write the number of the appeal."))
    elif number is None:
        form.add_error(
            "number",
            _("There is a mistake in the number: its last digit does not fit the others. Compare it with your letter."),
        )
    if number is None:
        return render(request, "web/find.html", {"form": form}, status=422)
    ask_for_link(number)
    return render(request, "web/find.html", {"form": form, "sent": number})


def ask_for_link(number: str) -> None:
    """Have the link sent, once in ten minutes. Whether the case exists is found out later, not here."""
    since = timezone.now() - NOT_OFTENER
    if not OutboxRow.objects.filter(task=TASK, payload={"number": number}, created_at__gte=since).exists():
        outbox.add(TASK, number=number)
