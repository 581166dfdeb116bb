"""Photos of the form are kept with the appeal; another file is refused by its name and nothing typed is lost."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from routing.cases.models import Attachment, Case
from tests.world import World

TYPED = {"text": "Не горит фонарь во дворе", "name": "Анна Выдуманная", "reply": "page"}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path, world: World) -> None:
    settings.MEDIA_ROOT, settings.REGION = tmp_path, world.region.code


def image(name: str) -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), "image/png")


def test_several_photos_are_kept(client: Client) -> None:
    answer = client.post("/", TYPED | {"photos": [image("one.png"), image("two.png")]})
    assert answer.status_code == 303
    assert Attachment.objects.filter(case=Case.objects.get()).count() == 2


def test_what_is_no_photo_is_refused_by_name(client: Client) -> None:
    answer = client.post("/", TYPED | {"photos": [SimpleUploadedFile("plan.jpg", b"words", "image/jpeg")]})
    page = answer.content.decode()
    assert answer.status_code == 422 and "plan.jpg: " in page and TYPED["text"] in page
    assert not Case.objects.exists()


def test_the_sixth_photo_is_too_many(client: Client) -> None:
    answer = client.post("/", TYPED | {"photos": [image(f"{number}.png") for number in range(6)]})
    assert answer.status_code == 422 and not Case.objects.exists()
