"""``manage.py describe_workflow``: write ``docs/workflow.md`` from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from routing.cases.described import page

PAGE = Path("docs") / "workflow.md"


class Command(BaseCommand):
    help = "Write the diagram and the table of the workflow into docs/workflow.md."

    def handle(self, *args: Any, **options: Any) -> None:
        (Path(settings.BASE_DIR) / PAGE).write_text(page(), encoding="utf-8")
        self.stdout.write(str(PAGE))
