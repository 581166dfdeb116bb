from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from citizen_portal.web.appeal import case_path
from routing.answers import services as answers
from routing.answers.models import Evidence
from routing.cases import services
from routing.cases.models import Case
from tests.routing.workplace.conftest import SignIn, card
from tests.world import World, fresh, routed

BODY = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(content: bytes = b"") -> SimpleUploadedFile:
    written = BytesIO()
    Image.linear_gradient("L").save(written, "JPEG")
    return SimpleUploadedFile("photo.jpg", content or written.getvalue(), "image/jpeg")


def sent(client: Client, case: Case, file: SimpleUploadedFile, body: str = BODY) -> Any:
    form = {"version": fresh(case).version, "stamp": "0", "body": body, "kind": "photo_after", "photo": file}
    return client.post(reverse("admin:routing_case_proof", args=[case.pk]), form)


def is_picture(client: Client, address: str) -> bool:
    answer = client.get(address)
    begins = b"".join(answer)[:2]
    answer.close()
    return begins == b"\xff\xd8"


def in_work(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    return fresh(case)


def test_the_photo_and_the_words_typed_are_kept(world: World, signed_in: SignIn) -> None:
    case, client = in_work(world), signed_in("executor")
    assert sent(client, case, photo()).status_code == 302
    made = Evidence.objects.get()
    assert answers.current(case).body == BODY  # type: ignore[union-attr]
    address = reverse("admin:routing_case_proof_photo", args=[case.pk, made.pk])
    page = client.get(card(case)).content.decode()
    assert address in page and BODY in page
    assert is_picture(client, address)
    assert signed_in("stranger").get(address).status_code == 404


@pytest.mark.parametrize("content", [b"words", b"\0" * (11 * 1024 * 1024)])
def test_what_does_not_fit_is_refused_where_the_words_stand(world: World, signed_in: SignIn, content: bytes) -> None:
    case = in_work(world)
    answer = sent(signed_in("executor"), case, photo(content))
    assert answer.status_code == 400
    assert BODY in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_stranger_adds_none(world: World, signed_in: SignIn) -> None:
    assert sent(signed_in("stranger"), in_work(world), photo()).status_code == 404
    assert not Evidence.objects.exists()


def test_a_forged_form_adds_none(world: World) -> None:
    case = in_work(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.executor.user, backend="django.contrib.auth.backends.ModelBackend")
    assert sent(client, case, photo()).status_code == 403
    assert not Evidence.objects.exists()


def test_the_citizen_sees_it_with_the_answer_and_not_before(world: World, signed_in: SignIn, client: Client) -> None:
    case, executor = in_work(world), world.actor("executor")
    sent(signed_in("executor"), case, photo())
    address = f"{case_path(case)}proof/{Evidence.objects.get().pk}/"
    assert client.get(address).status_code == 404
    answers.submit(case.pk, executor, BODY)
    answers.approve(case.pk, world.actor("approver"))
    answers.send(case.pk, executor)
    assert is_picture(client, address)
    assert address in client.get(case_path(case)).content.decode()
