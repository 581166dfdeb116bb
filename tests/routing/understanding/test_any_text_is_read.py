import time
from pathlib import Path

import pytest

from routing.understanding.reader import Reader, clean
from routing.understanding.types import Hints

REGION = Path(__file__).resolve().parents[3] / "agencies" / "regions" / "spb"


@pytest.fixture(scope="module")
def reader():
    return Reader.load(REGION)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("я", id="letter"),
        pytest.param("\x00\x01\x02", id="controls"),
        pytest.param("🔥🔥🔥", id="emoji"),
        pytest.param("https://example.org/a?b=c", id="link"),
        pytest.param("<script>alert(1)</script>", id="html"),
        pytest.param("\ud800", id="surrogate"),
        pytest.param("а" * 100_000, id="wall"),
        pytest.param("яма на дороге " * 7_000, id="long"),
        pytest.param("1234567890 " * 9_000, id="digits"),
    ],
)
def test_it_survives_quickly(reader, text):
    start = time.process_time()
    understanding = reader.read(text, Hints(lat=59.93, lon=30.36))
    assert time.process_time() - start < 1
    assert understanding.place is not None


def test_spans_hold_for_the_text_as_received(reader):
    text = "\x00\x07Добрый день! Пахнет газом в подъезде"
    [found] = reader.read(text).danger
    assert "газом" in text[slice(*found.span)].lower()
    assert len(clean(text)) == len(text)


def test_danger_on_the_last_page_is_seen(reader):
    assert reader.read("Просим помощи. " * 600 + "Пахнет газом в подъезде.").danger


def test_the_territory_of_a_pin_is_surer_than_a_name_in_the_text(reader):
    place = reader.read("протечка на Садовой улице", Hints(lat=59.84, lon=30.3)).place
    assert place.district == reader.places.locate(59.84, 30.3).district


def test_a_reader_is_loaded_once(reader):
    assert Reader.load(REGION) is reader


def test_a_damaged_model_is_named(tmp_path):
    (tmp_path / "topics.npz").write_bytes(b"not a model")
    with pytest.raises(ValueError, match=r"topics\.npz"):
        Reader.load(REGION, tmp_path)
