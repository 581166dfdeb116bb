"""``manage.py propose_rules``: look through answered cases for rules that are missing or wrong."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Region
from routing.proposals import services


class Command(BaseCommand):
    help = "Propose competence rules from the cases answered of late; a person accepts or declines them in the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default=settings.REGION)
        parser.add_argument("--until", type=date.fromisoformat, help="the last day that counts; today if missing")
        parser.add_argument("--days", type=int, default=services.DAYS)
        parser.add_argument("--cases", type=int, default=services.LEAST_CASES, help="fewer say nothing")
        parser.add_argument("--share", type=float, default=services.LEAST_SHARE, help="lower bound of the share")

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(_("The region “%(code)s” is not loaded.") % {"code": options["region"]})
        if options["days"] < 1 or options["cases"] < 1 or not 0 < options["share"] <= 1:
            raise CommandError(_("Days and cases must be at least 1, the share above 0 and at most 1."))
        until = options["until"] or timezone.now().astimezone(ZoneInfo(region.time_zone)).date()
        new = services.propose(region, until, options["days"], options["cases"], options["share"])
        self.stdout.write(_("New proposals: %(number)d.") % {"number": new})
