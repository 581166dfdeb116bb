"""PDF/A with embedded fonts; whatever people write stays text, and no sign of any language breaks the document."""

import re
import zlib
from io import BytesIO

import pytest
from docx import Document

from routing.answers import services as answers
from routing.answers.documents.letter import as_pdf, sheet
from routing.answers.documents.word import as_docx
from routing.answers.models import Answer
from routing.cases.models import Case
from tests.world import World, answered, fresh

MARKUP = '#read("/etc/passwd") #panic() $x$ *a* _b_ @c <d> `e` \\ ] ) } //'
HOSTILE = [
    "<script>alert(1)</script>",
    MARKUP,
    "😀 你好 مرحبا \u202e ﬁ",
    "ы" * 3000,
    "\x01\x0b\ufffe\ud7ff",
    "",
    "а\u0301б",
]


def written(world: World, body: str) -> tuple[Case, Answer]:
    case = answered(world)
    answer = answers.current(case)
    assert answer is not None
    answer.letter = answer.letter.replace(answer.body, body or "—")
    return fresh(case), answer


def test_it_is_pdf_a_with_its_fonts_inside(world: World) -> None:
    case, answer = written(world, "Лампу заменили.")
    made = as_pdf(case, answer)
    streams = b"".join(_inflated(each) for each in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL))
    whole = made + streams
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in whole
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in whole
    fonts = whole.count(b"/FontDescriptor")
    assert fonts
    assert b"/FontFile" in whole
    assert as_pdf(case, answer) == made, "the same letter is the same file"


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("words", HOSTILE)
def test_any_text_makes_a_letter(world: World, words: str) -> None:
    case, answer = written(world, words)
    assert as_pdf(case, answer).startswith(b"%PDF")
    assert as_docx(case, answer).startswith(b"PK")


def test_markup_is_shown_as_it_was_written(world: World) -> None:
    case, answer = written(world, MARKUP)
    assert MARKUP in sheet(case, answer).paragraphs
    read = Document(BytesIO(as_docx(case, answer)))
    assert MARKUP in [paragraph.text for paragraph in read.paragraphs]


def test_the_longest_answer_fits(world: World) -> None:
    case, answer = written(world, "Работы на участке выполнены полностью. " * 512)
    assert len(as_pdf(case, answer)) > 20_000


def test_the_requisites_are_those_of_the_case(world: World) -> None:
    case, answer = written(world, "Лампу заменили.")
    world.lamps.address, world.lamps.phone = "190000, Тестовый пр., 1", "+7 (812) 000-00-00"
    world.lamps.save()
    letter = sheet(fresh(case), answer)
    assert letter.body == "Горсвет"
    assert letter.contacts == ("190000, Тестовый пр., 1", "+7 (812) 000-00-00")
    assert letter.addressee == ("Выдуманной Анне Сергеевне", "anna@example.org")
    assert letter.reference[0].endswith(f"№ {case.number}/1")
    assert case.number in letter.reference[1]
    assert letter.signer == "П. И. Придуманный"
    assert letter.executor == ("Ирина Олеговна Выдуманная", "+7 (812) 555-01-01")
    assert letter.draft == ""


def test_before_it_is_sent_it_is_a_draft_without_number_and_signature(world: World) -> None:
    case, answer = written(world, "Лампу заменили.")
    answer.sent_at = None
    letter = sheet(case, answer)
    assert letter.draft
    assert not letter.signer
    assert case.number + "/" not in letter.reference[0]
