"""64 invented texts, half of them written before the rules; the topics are those of the region's own model."""

from pathlib import Path

import pytest

from routing.understanding.questions import cut
from routing.understanding.questions.pieces import parts_of
from routing.understanding.reader import Reader

HERE = Path(__file__).parent / "questions"
REGION = Path(__file__).resolve().parents[3] / "agencies" / "regions" / "spb"
NEAR = 4
"""Letters by which a boundary may differ: list marks and commas belong to either side."""


@pytest.fixture(scope="module")
def reader():
    return Reader.load(REGION)


def labelled(part):
    """(text, where its second and further questions begin)."""
    for line in (HERE / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pieces = line.split(" || ")
            starts = [len(" ".join(pieces[:count])) + 1 for count in range(1, len(pieces))]
            yield " ".join(pieces), starts


@pytest.mark.parametrize(("part", "floor"), [("dev", 0.85), ("held_out", 0.85)])
def test_boundaries_are_found(part, floor, reader):
    right = false = missed = 0
    for text, gold in labelled(part):
        got = [question.span[0] for question in reader.read(text).questions[1:]]
        hit = [start for start in gold if any(abs(start - each) <= NEAR for each in got)]
        right, missed = right + len(hit), missed + len(gold) - len(hit)
        false += len(got) - len(hit)
    assert 2 * right / (2 * right + false + missed) >= floor, (right, false, missed)


def test_a_text_with_one_problem_stays_one(reader):
    single = [text for text, gold in labelled("held_out") if not gold]
    assert len(single) >= 12
    assert [text for text in single if reader.read(text).questions] == []


def test_each_question_has_its_own_topic_and_place(reader):
    text = "Не горит фонарь у дома 5 по Садовой улице. Также не вывозят мусор: Гороховая улица, дом 20."
    first, second = reader.read(text).questions
    assert first.topics[0].code.startswith("BLG")
    assert second.topics[0].code.startswith("TKO")
    assert "Садовая" in first.place.address
    assert "Гороховая" in second.place.address
    assert text[slice(*second.span)].startswith("Также")


def test_a_greeting_and_thanks_are_no_questions(reader):
    assert (
        reader.read("Добрый день! Не работает лифт в подъезде. Спасибо за внимание. С уважением, Иван.").questions == ()
    )


@pytest.mark.parametrize("text", ["", "...", "1. 2. 3. 4.", "а. " * 3_000, "яма\n" * 3_000, "- " * 3_000])
def test_any_text_is_cut(text):
    spans = [part.span for part in parts_of(text)]
    assert spans == sorted(spans)
    assert isinstance(cut(text, lambda words: ()), tuple)
