from pathlib import Path

from django.conf import settings

from routing.cases.described import page
from routing.cases.workflow import actions


def test_the_page_is_what_the_code_says() -> None:
    written = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert written == page(), "Run: manage.py describe_workflow"


def test_every_action_stands_in_it() -> None:
    assert all(f"`{name}`" in page() for name in actions())
