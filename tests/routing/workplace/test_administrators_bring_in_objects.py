"""The register of objects comes in by two steps and goes out as a file; it is for administrators."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agencies.loading.owners import COLUMNS
from agencies.models import OwnedObject, Region
from tests.world import World, make_official

from .conftest import SignIn

ROW = "house,«Тихая, 7»;;;Тихая улица;district:Северный;;;lamps;;2026-01-01;".replace("house,", "house;")


@pytest.fixture
def administrator(settings: Any, world: World) -> Client:
    Region.objects.filter(pk=world.region.pk).update(code="spb")
    settings.REGION = "spb"
    client = Client()
    official = make_official(world.centre, "administrator", "Вера Придуманная")
    client.force_login(official.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def file(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("objects.csv", "\n".join([";".join(COLUMNS), *rows]).encode())


def test_a_file_is_shown_first_and_written_second(administrator: Client) -> None:
    path = reverse("admin:routing_objectsfile")
    page = administrator.post(path, {"file": file(ROW)})
    assert page.context["said"] and not OwnedObject.objects.exists()
    administrator.post(path, {"kept": page.context["kept"], "for_sure": "1"})
    assert OwnedObject.objects.get().manager.code == "lamps"
    for kind in ("csv", "xlsx"):
        assert administrator.get(path, {"as": kind}).status_code == 200


@pytest.mark.parametrize("row", ["house;;;;;;;;;;;", "moon;Луна;;;x;;;;;;2026-01-01;"])
def test_a_mistake_is_a_sentence(administrator: Client, row: str) -> None:
    page = administrator.post(reverse("admin:routing_objectsfile"), {"file": file(row)})
    assert page.context["mistakes"][0].startswith("objects.csv:2:")


def test_others_are_not_let_in(signed_in: SignIn) -> None:
    assert signed_in("coordinator").get(reverse("admin:routing_objectsfile")).status_code == 403
