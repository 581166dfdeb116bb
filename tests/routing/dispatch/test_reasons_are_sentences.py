import json

from django.utils import translation

from routing.dispatch import Reason, assign
from routing.dispatch.sentences import sentence, sentences
from tests.routing.dispatch.rules import DAY, learned, read, table, written


def test_a_learned_rule_says_how_many_agreed():
    rules = table(learned("MKD-02", "Северный", "north-house", 41, 43), threshold=0.5)
    with translation.override("en"):
        words = sentences(assign(read(("MKD-02", None, 1.0)), rules, DAY).because)
    assert any("41 of 43" in line and "Жильё Северного района" in line for line in words)


def test_a_written_rule_says_its_basis():
    with translation.override("en"):
        words = sentences(assign(read(("DOR-01", None, 1.0)), table(written("DOR-01", "roads")), DAY).because)
    assert any("закон о дорогах" in line for line in words)


def test_the_words_that_spoke_for_the_topic_are_quoted_from_the_text():
    reason = Reason("topic", {"title": "Ямы", "code": "DOR-01", "words": [[9, 12], [9, 12]]})
    with translation.override("en"):
        assert sentence(reason, "огромная яма").count("яма") == 1


def test_reasons_survive_json():
    rules = table(learned("MKD-02", "Северный", "north-house", 41, 43), threshold=0.5)
    for reason in assign(read(("MKD-02", None, 1.0)), rules, DAY).because:
        assert json.loads(json.dumps(reason.params)) == reason.params


def test_an_unknown_reason_is_silent():
    assert sentence(Reason("from_the_future")) == ""
