import pytest

from routing.cases.errors import Invalid
from routing.cases.inbound import MAX_TEXT, cleaned
from routing.cases.models import Case, Message
from routing.cases.services import receive
from tests.world import World, inbound


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n\t "}, "text"),
        ({"text": "я"}, "text"),
        ({"text": "🙏🙏🙏"}, "text"),
        ({"text": "\x00\x01\x02"}, "text"),
        ({"text": "а" * (MAX_TEXT + 1)}, "text"),
        ({"name": ""}, "name"),
        ({"name": "12345"}, "name"),
        ({"name": "Я" * 201}, "name"),
        ({"email": "не почта"}, "email"),
        ({"lat": 59.9}, "address"),
        ({"lat": 159.9, "lon": 30.3}, "address"),
    ],
)
def test_the_sentence_stands_at_its_field_and_nothing_is_written(world: World, fields: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive(world.region, inbound(**fields))
    assert refused.value.field == field
    assert str(refused.value)
    assert not Case.objects.exists()
    assert not Message.objects.exists()


def test_control_and_direction_marks_are_taken_out() -> None:
    assert cleaned("Не\x00 горит\u202e фонарь\r\nвторой день") == "Не горит фонарь\nвторой день"


def test_html_is_kept_as_plain_words(world: World) -> None:
    case, _ = receive(world.region, inbound(text="<script>alert(1)</script> не горит фонарь"))
    assert case.message.text.startswith("<script>")
