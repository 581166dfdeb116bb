"""The same letter as DOCX, for bodies that file their letters in an editor."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from routing.answers.models import Answer
from routing.cases.inbound import cleaned
from routing.cases.models import Case

from .letter import Sheet, sheet

FONT = "Times New Roman"


def as_docx(case: Case, answer: Answer) -> bytes:
    """The letter as a DOCX file. Texts go in as text: python-docx escapes them, control characters are left out."""
    letter = sheet(case, answer)
    document = Document()
    _page(document)
    _head(document, letter)
    _line(document, letter.salutation, WD_ALIGN_PARAGRAPH.CENTER)
    for words in letter.paragraphs:
        paragraph = _line(document, words, WD_ALIGN_PARAGRAPH.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Mm(12.5)
    _signature(document, letter)
    properties = document.core_properties
    properties.title, properties.author, properties.language = letter.title, letter.body[:255], "ru-RU"
    properties.comments = ""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)


def _head(document: Any, letter: Sheet) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _cell(left, [letter.body], bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    _cell(left, letter.contacts, size=9, align=WD_ALIGN_PARAGRAPH.CENTER)
    _cell(left, letter.reference)
    _cell(right, letter.addressee)
    if letter.draft:
        _line(document, letter.draft, WD_ALIGN_PARAGRAPH.CENTER)
    document.add_paragraph()


def _cell(cell: Any, lines: Any, *, bold: bool = False, size: int = 12, align: Any = WD_ALIGN_PARAGRAPH.LEFT) -> None:
    for words in lines:
        first = cell.paragraphs[0]
        paragraph = first if not first.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
        run = paragraph.add_run(cleaned(words))
        run.bold, run.font.size = bold, Pt(size)
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(2)


def _line(container: Any, words: str, align: Any) -> Any:
    paragraph = container.add_paragraph(cleaned(words))
    paragraph.alignment = align
    return paragraph


def _signature(document: Any, letter: Sheet) -> None:
    if letter.signer:
        document.add_paragraph()
        post, name = document.add_table(rows=1, cols=2).rows[0].cells
        _cell(post, [letter.post])
        _cell(name, [letter.signer], align=WD_ALIGN_PARAGRAPH.RIGHT)
        document.add_paragraph().add_run(cleaned(letter.note)).font.size = Pt(8)
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(cleaned("\n".join(letter.executor))).font.size = Pt(8)
