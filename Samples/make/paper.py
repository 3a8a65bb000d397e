"""What all the PDF documents share: fonts, styles, tables, and fixed dates."""

import os
from datetime import datetime, timezone

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

import facts
from ink import CHINESE, LATIN

for name, face in (("Text", "Sans-Regular"), ("Strong", "Sans-Bold"), ("Slant", "Sans-Italic")):
    pdfmetrics.registerFont(TTFont(name, LATIN.format(face)))
pdfmetrics.registerFont(TTFont("Chinese", CHINESE, subfontIndex=0))
pdfmetrics.registerFontFamily("Text", normal="Text", bold="Strong", italic="Slant", boldItalic="Strong")

INK, SOFT, RULE, WASH = colors.HexColor("#22252a"), colors.HexColor("#6a7078"), colors.HexColor("#c4c9cf"), colors.HexColor("#f1f3f5")
BODY = ParagraphStyle("body", fontName="Text", fontSize=9.8, leading=13.4, textColor=INK)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8.4, leading=11.6, textColor=SOFT)
NUMBER = ParagraphStyle("number", parent=BODY, alignment=TA_RIGHT)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Strong", fontSize=11.4, leading=15, spaceBefore=11, spaceAfter=4)
TITLE = ParagraphStyle("title", parent=BODY, fontName="Strong", fontSize=16, leading=20, spaceAfter=2)


def mixed(words):
    """Marks the Chinese stretches of a text, which need their own font."""
    out, inside = [], False
    for c in words:
        chinese = ord(c) > 0x2E7F
        if chinese != inside:
            out.append('<font name="Chinese">' if chinese else "</font>")
            inside = chinese
        out.append(c)
    return "".join(out) + ("</font>" if inside else "")


def text(words, style=BODY):
    return Paragraph(mixed(words), style)


def pairs(rows, widths=(44 * mm, 130 * mm)):
    """Label and value, one row each."""
    return Table([[text(label, SMALL), text(value)] for label, value in rows], widths, hAlign="LEFT", style=TableStyle([
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE), ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4)]))


def grid(head, rows, widths, numbers=()):
    """A ruled table; the columns named in numbers are set flush right."""
    def cells(row, first):
        return [text(f"<b>{cell}</b>" if first else cell, NUMBER if i in numbers else BODY) for i, cell in enumerate(row)]
    return Table([cells(head, True)] + [cells(row, False) for row in rows], [w * mm for w in widths], repeatRows=1, hAlign="LEFT", style=TableStyle([
        ("GRID", (0, 0), (-1, -1), 0.4, RULE), ("BACKGROUND", (0, 0), (-1, 0), WASH), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.4), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4)]))


class Numbered(Canvas):
    """Writes "Page x of y" on every page once the number of pages is known."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._kept = []

    def showPage(self):
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for state in self._kept:
            self.__dict__.update(state)
            self.setFillColor(SOFT)
            self.setFont("Text", 7.8)
            width = self._pagesize[0]
            self.drawString(18 * mm, 10 * mm, self.footing)
            self.drawRightString(width - 18 * mm, 10 * mm, f"Page {self._pageNumber} of {len(self._kept)}")
            self.setFont("Text", 6.4)
            self.drawString(18 * mm, 6 * mm, facts.SAMPLE_NOTE)
            super().showPage()
        super().save()


def write(path, story, title, author, made, program, footing, letter=False):
    """Sets the story; made is the moment the document says it was made, with its offset."""
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(made).astimezone(timezone.utc).timestamp()))
    canvas = type("Sheet", (Numbered,), {"footing": footing})
    SimpleDocTemplate(str(path), pagesize=LETTER if letter else A4, leftMargin=15.8 * mm, rightMargin=15.8 * mm, topMargin=16 * mm, bottomMargin=18 * mm,
                      title=title, author=author, subject=footing, creator=program, producer=program, invariant=1).build(story, canvasmaker=canvas)


def gap(height=4):
    return Spacer(1, height * mm)
