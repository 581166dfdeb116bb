from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from routing.cases import inforequests, services
from routing.cases.actors import CITIZEN
from routing.cases.models import Case
from routing.cases.request_models import InfoRequest, RequestFile
from tests.routing.workplace.conftest import SignIn, card, press
from tests.world import World, add_law, fresh, make_official, routed

LIST = reverse("admin:routing_requests")


@pytest.fixture
def case(world: World) -> Case:
    add_law()
    found = routed(world)
    services.take(found.pk, world.actor("executor"))
    return fresh(found)


def asked(signed_in: SignIn, world: World, case: Case) -> InfoRequest:
    press(signed_in("executor"), case, "ask_body", body=world.roads.pk, question="Дайте схему сетей")
    return inforequests.waiting().get(case=case)


def reply(client: object, request: InfoRequest, text: str, do: str = "give") -> object:
    return client.post(reverse("admin:routing_request_reply", args=[request.pk]), {"do": do, "reply": text})  # type: ignore[attr-defined]


def test_from_the_question_to_the_reply_on_the_card(signed_in: SignIn, world: World, case: Case) -> None:
    request = asked(signed_in, world, case)
    theirs = signed_in("stranger")
    assert "asked-of-us" in theirs.get(reverse("admin:routing_case_changelist")).content.decode()
    assert "Дайте схему сетей" in theirs.get(LIST).content.decode()
    assert reply(theirs, request, "Кабель лежит на глубине метра").status_code == 302  # type: ignore[attr-defined]
    page = signed_in("executor").get(card(case)).content.decode()
    assert "Кабель лежит на глубине метра" in page
    assert world.stranger.full_name in page


def test_the_body_asked_does_not_read_the_appeal(signed_in: SignIn, world: World, case: Case) -> None:
    asked(signed_in, world, case)
    theirs = signed_in("stranger")
    page = theirs.get(LIST).content.decode()
    assert case.message.text not in page
    assert case.message.name not in page
    assert theirs.get(card(case)).status_code == 404


def test_an_empty_reply_gets_a_sentence(signed_in: SignIn, world: World, case: Case) -> None:
    request = asked(signed_in, world, case)
    answer = reply(signed_in("stranger"), request, "   ")
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert inforequests.waiting().exists()


def test_a_reply_too_late_gives_the_words_back(signed_in: SignIn, world: World, case: Case) -> None:
    request = asked(signed_in, world, case)
    theirs = signed_in("stranger")
    reply(theirs, request, "Первый ответ", "refuse")
    answer = reply(theirs, request, "Второй ответ")
    assert answer.status_code in {403, 409}  # type: ignore[attr-defined]
    assert "Второй ответ" in answer.content.decode()  # type: ignore[attr-defined]


def test_another_bodys_people_see_and_reply_nothing(signed_in: SignIn, world: World, case: Case) -> None:
    request = asked(signed_in, world, case)
    assert "Дайте схему сетей" not in signed_in("executor").get(LIST).content.decode()
    assert reply(signed_in("executor"), request, "Сами ответим").status_code == 403  # type: ignore[attr-defined]
    assert signed_in("coordinator").get(LIST).status_code == 403


@pytest.mark.parametrize("body", ["", "0", "999999999", "-1", "²", "9" * 40])
def test_a_body_that_is_none_gets_a_sentence(signed_in: SignIn, case: Case, body: str) -> None:
    answer = press(signed_in("executor"), case, "ask_body", body=body, question="Дайте схему сетей")
    assert answer.status_code == 400
    assert "Дайте схему сетей" in answer.content.decode()


def test_a_request_that_is_none_is_not_found(signed_in: SignIn, case: Case) -> None:
    address = reverse("admin:routing_request_reply", args=[987654])
    assert signed_in("stranger").post(address, {"do": "give", "reply": "Вот"}).status_code == 404


def scan(name: str = "act.png") -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (40, 60), "white").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), "image/png")


def reply_with(client: Client, request: InfoRequest, files: list[SimpleUploadedFile], text: str = "") -> HttpResponse:
    address = reverse("admin:routing_request_reply", args=[request.pk])
    return client.post(address, {"do": "give", "reply": text, "files": files})


def test_scans_come_with_the_reply(signed_in: SignIn, world: World, case: Case) -> None:
    request = asked(signed_in, world, case)
    theirs = signed_in("stranger")
    assert reply_with(theirs, request, [scan(), scan()]).status_code == 302
    files = list(RequestFile.objects.filter(request=request))
    assert [(file.width, file.height) for file in files] == [(40, 60), (40, 60)]
    request.refresh_from_db()
    assert request.reply == "Документы приложены."
    address = reverse("admin:routing_request_scan", args=[request.pk, files[0].pk])
    mine = signed_in("executor")
    assert address in mine.get(card(case)).content.decode()
    assert address in theirs.get(LIST).content.decode()
    for client in (mine, theirs):
        answer = client.get(address)
        assert answer.getvalue().startswith(b"\xff\xd8")
    outsider = make_official(world.centre, "executor", "Посторонний Выдуманный")
    other = Client()
    other.force_login(outsider.user, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(address).status_code == 404


def test_what_is_no_picture_is_refused_by_its_name(signed_in: SignIn, world: World, case: Case) -> None:
    request = asked(signed_in, world, case)
    wrong = SimpleUploadedFile("act.exe", b"MZ not a picture", "image/png")
    answer = reply_with(signed_in("stranger"), request, [scan(), wrong], "Вот акт")
    assert answer.status_code == 400
    assert "Файл «act.exe» не открылся как изображение" in answer.content.decode()
    assert "Вот акт" in answer.content.decode()
    assert not RequestFile.objects.exists()
    assert inforequests.waiting().exists()


def test_too_many_scans_are_refused(signed_in: SignIn, world: World, case: Case) -> None:
    request = asked(signed_in, world, case)
    answer = reply_with(signed_in("stranger"), request, [scan() for _ in range(6)])
    assert answer.status_code == 400
    assert inforequests.waiting().exists()


def test_what_is_over_is_told_on_the_page(signed_in: SignIn, world: World, case: Case) -> None:
    asked(signed_in, world, case)
    services.act(case.pk, CITIZEN, "withdraw")
    assert "Гражданин отозвал обращение." in signed_in("stranger").get(LIST).content.decode()
