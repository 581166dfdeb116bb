"""``manage.py make_demo_people``: log-ins of invented officials, only in a demonstration."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils.translation import gettext as _

from agencies.demo import make_objects, make_people
from agencies.loading.lines import DataError
from agencies.loading.region import REGIONS
from agencies.models import Official, Region

DEFAULT = "adresat-demo"


class Command(BaseCommand):
    """Makes the people of the region's ``people.csv`` and prints how to sign in."""

    help = "Make log-ins for the invented officials of the demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password", default=os.environ.get("DEMO_PASSWORD", DEFAULT), help="password of all of them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Demonstration log-ins are made only with DEMO=1."))
        region = Region.objects.filter(code=settings.REGION).first()
        if region is None:
            raise CommandError(_("First load the region: manage.py load_region %(code)s") % {"code": settings.REGION})
        try:
            number = make_people(region, REGIONS / region.code, options["password"])
            make_objects(region, REGIONS / region.code / "demo")
        except DataError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(number)d invented officials can sign in.") % {"number": number})
        self._print_how(region, options["password"])

    def _print_how(self, region: Region, password: str) -> None:
        self.stdout.write("  " + _("Citizens: %(url)s") % {"url": f"{settings.PUBLIC_URL}/"})
        self.stdout.write("  " + _("Officials: %(url)s") % {"url": f"{settings.PUBLIC_URL}/admin/"})
        self.stdout.write("  " + _("Password of all: %(password)s") % {"password": password})
        people = Official.objects.filter(post__agency__region=region, is_invented=True)
        busiest = people.annotate(rules=Count("post__agency__competences")).order_by("-rules", "pk")
        for role in Official.Role:
            official = busiest.select_related("user", "post__agency").filter(role=role).first()
            if official is not None:
                self.stdout.write(f"  {official.user.username:<16} {role.label}, {official.post.agency.name}")
