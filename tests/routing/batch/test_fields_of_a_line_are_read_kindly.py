import json

import pytest

from routing.batch import LineError, parse


def line(**fields):
    return json.dumps({"id": 7, "text": "яма", **fields}).encode()


def test_numbers_may_be_written_as_text():
    hints = parse(line(lat="59.9", lon=30, building_id=140298.0)).hints
    assert (hints.lat, hints.lon, hints.building_id) == (59.9, 30.0, "140298")


def test_empty_fields_are_missing_fields():
    hints = parse(line(lat=None, lon="", address=None, created_at="", object=None)).hints
    assert (hints.lat, hints.lon, hints.address, hints.created_at, hints.object) == (None, None, "", None, "")


def test_a_time_without_a_zone_is_local():
    assert parse(line(created_at="2026-03-01T10:00:00")).hints.created_at.tzinfo is not None


@pytest.mark.parametrize(
    "fields", [{"lat": 95}, {"lon": "east"}, {"lat": float("nan")}, {"created_at": "yesterday"}, {"address": ["a"]}]
)
def test_a_field_that_cannot_be_is_named(fields):
    with pytest.raises(LineError, match=next(iter(fields))) as caught:
        parse(line(**fields))
    assert caught.value.id == 7


def test_a_bare_address_needs_no_text():
    assert parse(b'{"id": 1, "address": "x"}').text == ""
    with pytest.raises(LineError):
        parse(b'{"id": 1}')
