"""``manage.py check_readings``: whether the journal of readings of personal data is whole."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from routing.workplace.readings import breaks, seal


class Command(BaseCommand):
    """Seals what is new and goes through the chain; ends with an error when it is broken."""

    help = "Check the chains of the journal of readings of personal data."

    def handle(self, *args: Any, **options: Any) -> None:
        while seal():
            pass
        broken = list(islice(breaks(), 20))
        if broken:
            where = ", ".join(map(str, broken))
            raise CommandError(_("The journal of readings is broken at: %(where)s") % {"where": where})
        self.stdout.write(_("The journal of readings is whole."))
