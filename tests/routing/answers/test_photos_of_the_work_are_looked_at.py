"""Photos of a work: nothing but the picture is kept, time and place are compared, copies and old photos are said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import ExifTags, Image

from routing.answers import evidence
from routing.answers import services as answers
from routing.answers.models import Evidence
from routing.cases import services
from routing.cases.attachments import MAX_BYTES, attach, picture
from routing.cases.errors import Invalid, Refused
from routing.cases.models import Case
from tests.world import World, fresh, routed

DONE = "Лампу у второго подъезда заменили сегодня утром, работу проверил мастер участка."


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def drawn(seed: int, size: int = 600) -> Image.Image:
    chance = Random(seed)
    small = Image.new("L", (12, 12))
    small.putdata([chance.randrange(256) for _point in range(144)])
    return small.resize((size, size), Image.Resampling.BICUBIC).convert("RGB")


def file(
    image: Image.Image, quality: int = 90, taken: datetime | None = None, place: tuple[int, int] | None = None
) -> BytesIO:
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
    if place:
        gps = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLongitudeRef: "E"}
        gps |= {ExifTags.GPS.GPSLatitude: (place[0], 0, 0), ExifTags.GPS.GPSLongitude: (place[1], 0, 0)}
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    written = BytesIO()
    image.save(written, "JPEG", quality=quality, exif=exif)
    written.seek(0)
    return written


def in_work(world: World) -> Case:
    case = routed(world)
    services.take(case.pk, world.actor("executor"))
    Case.objects.filter(pk=case.pk).update(lat=60.0, lon=30.0)
    return fresh(case)


def codes(made: Evidence) -> list[str]:
    return [code for code, _values in made.remarks]


def test_only_the_picture_is_kept(world: World) -> None:
    case = in_work(world)
    sent = file(drawn(1), taken=datetime(2030, 1, 1, tzinfo=UTC), place=(60, 30))
    made = evidence.add(case.pk, world.actor("executor"), sent, "photo_after")
    with Image.open(made.image.path) as kept:
        assert not kept.getexif()
    assert made.taken_at
    assert case.events.filter(kind="add_evidence").exists()


@pytest.mark.parametrize(
    ("days", "place", "kind", "expected"),
    [
        (None, None, "photo_after", ["no_facts"]),
        (-9, (60, 30), "photo_after", ["before_appeal"]),
        (-9, (60, 30), "photo_before", []),
        (0, (61, 30), "photo_after", ["far"]),
        (0, (60, 30), "photo_after", []),
        (9, (60, 30), "photo_after", ["in_future"]),
    ],
)
def test_time_and_place_are_compared(
    world: World, days: int | None, place: tuple[int, int] | None, kind: str, expected: list[str]
) -> None:
    case = in_work(world)
    local = case.received_at + timedelta(hours=3, minutes=1)
    taken = None if days is None else local.replace(tzinfo=None) + timedelta(days=days)
    made = evidence.add(case.pk, world.actor("executor"), file(drawn(2), taken=taken, place=place), kind)
    assert codes(made) == expected
    assert all("%" not in words for words in evidence.sentences(made))
    assert len(evidence.sentences(made)) == len(expected)


def test_a_photo_of_another_case_is_known_again_however_it_was_saved(world: World) -> None:
    first, second = in_work(world), in_work(world)
    executor = world.actor("executor")
    evidence.add(first.pk, executor, file(drawn(3)), "photo_after")
    smaller = drawn(3).resize((400, 400))
    made = evidence.add(second.pk, executor, file(smaller, quality=60), "photo_after")
    assert ["seen_in", {"number": first.number}] in made.remarks
    assert first.number in " ".join(evidence.sentences(made))


def test_other_photos_are_no_copies(world: World) -> None:
    case, executor = in_work(world), world.actor("executor")
    for seed in range(evidence.MOST):
        assert "seen_in" not in codes(evidence.add(case.pk, executor, file(drawn(seed + 10)), "photo_after"))
    with pytest.raises(Invalid):
        evidence.add(case.pk, executor, file(drawn(99)), "photo_after")


def test_two_dark_nights_are_no_copies(world: World) -> None:
    case, executor = in_work(world), world.actor("executor")
    evidence.add(case.pk, executor, file(Image.new("RGB", (300, 300), "black")), "photo_after")
    made = evidence.add(case.pk, executor, file(Image.new("RGB", (300, 300), "navy")), "photo_after")
    assert "seen_in" not in codes(made)


def test_the_citizens_own_photo_proves_nothing(world: World) -> None:
    case = in_work(world)
    attach(case, [picture(file(drawn(5)))])
    made = evidence.add(case.pk, world.actor("executor"), file(drawn(5).resize((500, 500))), "photo_after")
    assert "of_citizen" in codes(made)


def too_many_points() -> bytes:
    written = BytesIO()
    Image.new("1", (20_000, 20_000)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"GIF89a" + b"\0" * 50,
        b"%PDF-1.7 <script>",
        file(drawn(6)).getvalue()[:300],
        b"\xff" * (MAX_BYTES + 1),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(world: World, content: bytes) -> None:
    case = in_work(world)
    with pytest.raises(Invalid) as refused:
        evidence.add(case.pk, world.actor("executor"), BytesIO(content), "photo_after")
    assert refused.value.field == "photo"
    assert not Evidence.objects.exists()


def test_a_bomb_is_refused_unopened(world: World) -> None:
    case = in_work(world)
    with pytest.raises(Invalid):
        evidence.add(case.pk, world.actor("executor"), BytesIO(too_many_points()), "photo_after")


def test_of_a_file_that_is_two_things_only_the_picture_is_kept(world: World) -> None:
    case = in_work(world)
    both = BytesIO(file(drawn(7)).getvalue() + b"PK\x03\x04<script>alert(1)</script>")
    made = evidence.add(case.pk, world.actor("executor"), both, "photo_after")
    assert b"script" not in Path(made.image.path).read_bytes()


def test_another_body_adds_nothing(world: World) -> None:
    case = in_work(world)
    with pytest.raises(Refused):
        evidence.add(case.pk, world.actor("stranger"), file(drawn(8)), "photo_after")


def test_done_without_a_photo_stops_only_where_evidence_is_due(world: World) -> None:
    case, executor = in_work(world), world.actor("executor")
    world.lamp.evidence_due = True
    world.lamp.save()
    with pytest.raises(Invalid):
        answers.submit(case.pk, executor, DONE)
    evidence.add(case.pk, executor, file(drawn(9)), "photo_before")
    with pytest.raises(Invalid):
        answers.submit(case.pk, executor, DONE)
    evidence.add(case.pk, executor, file(drawn(10)), "photo_after")
    assert answers.submit(case.pk, executor, DONE).state == "submitted"
