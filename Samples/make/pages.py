"""A-contract/order-page-*.png: two screenshots of the platform's order page, as the buyer's browser showed it."""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, PngImagePlugin

import facts
from ink import font

WIDTH, MARGIN = 1280, 56
TEXT, SOFT, RULE, WASH = (34, 36, 40), (112, 118, 126), (222, 225, 229), (245, 246, 248)


class Page:
    """A white page that is filled from the top down; y is where the next thing goes."""

    def __init__(self, height):
        self.image = Image.new("RGB", (WIDTH, height), (255, 255, 255))
        self.draw = ImageDraw.Draw(self.image)
        self.y = 0

    def text(self, x, y, words, size=19, colour=TEXT, bold=False, right=False):
        face = font(size, "Sans-Bold" if bold else "chinese")
        self.draw.text((x, y), words, font=face, fill=colour, anchor="rs" if right else "ls")

    def chrome(self, scrolled):
        self.draw.rectangle((0, 0, WIDTH, 46), fill=(232, 234, 237))
        self.draw.rounded_rectangle((96, 8, WIDTH - 56, 38), 14, fill=(255, 255, 255))
        self.text(118, 29, f"biz.alibaba.com/ta/detail.htm?orderId={facts.ORDER}", 16, SOFT)
        for x in (24, 50, 76):
            self.draw.ellipse((x - 6, 17, x + 6, 29), outline=(170, 174, 178), width=2)
        self.draw.rectangle((0, 46, WIDTH, 104), fill=(48, 54, 62))
        self.text(MARGIN, 82, "My orders  /  Order details", 19, (238, 240, 242))
        self.text(WIDTH - MARGIN, 82, f"{facts.BUYER_PERSON}, {facts.BUYER}", 17, (206, 210, 214), right=True)
        self.y = 104
        self.draw.rectangle((0, 104, WIDTH, 196), fill=WASH)
        self.text(MARGIN, 143, "Trade Assurance order", 24, bold=True)
        self.text(MARGIN, 176, f"Order number {facts.ORDER}", 20)
        self.text(WIDTH - MARGIN, 143, "Status: part shipped", 20, (176, 94, 22), bold=True, right=True)
        self.text(WIDTH - MARGIN, 176, "Order placed 2026-02-03 10:12 (UTC+08:00)", 18, SOFT, right=True)
        self.draw.line((0, 196, WIDTH, 196), fill=RULE)
        self.y = 196
        top = 196 + int((self.image.height - 260) * scrolled)
        self.draw.rounded_rectangle((WIDTH - 13, top + 8, WIDTH - 5, top + 400), 4, fill=(196, 200, 204))

    def heading(self, words):
        self.y += 52
        self.text(MARGIN, self.y, words, 21, bold=True)
        self.y += 16
        self.draw.line((MARGIN, self.y, WIDTH - MARGIN, self.y), fill=RULE)
        self.y += 6

    def row(self, label, *lines):
        for i, line in enumerate(lines):
            self.y += 31 if i == 0 else 27
            if i == 0:
                self.text(MARGIN, self.y, label, 18, SOFT)
            self.text(MARGIN + 270, self.y, line, 18)

    def table(self, columns, head, rows):
        self.y += 12
        self.draw.rectangle((MARGIN, self.y, WIDTH - MARGIN, self.y + 40), fill=WASH)
        for i, cells in enumerate((head, *rows)):
            self.y += 28 if i == 0 else 38
            for (x, right), cell in zip(columns, cells):
                self.text(MARGIN + x, self.y, cell, 18, SOFT if i == 0 else TEXT, right=right)
            self.draw.line((MARGIN, self.y + 14, WIDTH - MARGIN, self.y + 14), fill=RULE)
        self.y += 14

    def foot(self):
        self.text(MARGIN, self.image.height - 18, facts.SAMPLE_NOTE, 14, (150, 154, 160))

    def save(self, path, moment):
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Software", "Pagesnip 4.1")
        notes.add_text("Creation Time", moment)
        flat = self.image.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        flat.save(path, optimize=True, pnginfo=notes, dpi=(96, 96))


def first():
    page = Page(1150)
    page.chrome(0)
    page.y += 28
    for i, (step, day) in enumerate((("Placed", "2026-02-03"), ("Confirmed", "2026-02-04"), ("Paid in full", "2026-02-05"), ("Shipped 2,000 of 5,000", "2026-03-30"), ("Received", ""))):
        x = MARGIN + 20 + i * 262
        done = i < 4
        if i < 4:
            page.draw.line((x + 14, page.y + 14, x + 248, page.y + 14), fill=(86, 124, 96) if i < 3 else RULE, width=3)
        page.draw.ellipse((x, page.y, x + 28, page.y + 28), fill=(86, 124, 96) if done else (255, 255, 255), outline=(86, 124, 96) if done else (190, 194, 198), width=3)
        page.text(x, page.y + 58, step, 17)
        page.text(x, page.y + 82, day, 16, SOFT)
    page.y += 76
    page.heading("Parties")
    page.row("Supplier", facts.SUPPLIER, facts.SUPPLIER_LATIN, facts.SUPPLIER_ADDRESS)
    page.row("Supplier contact", facts.SUPPLIER_PERSON)
    page.row("Buyer", facts.BUYER, facts.BUYER_ADDRESS)
    page.row("Buyer contact", facts.BUYER_PERSON)
    page.heading("Products")
    page.table(((14, False), (760, True), (930, True), (1154, True)), ("Item", "Quantity", "Unit price", "Sum"),
               (("PCB assembly, specification revision C  (HY-PCBA-0107)", "5,000 pieces", "7.70 USD", "38,500.00 USD"),))
    for label, value in (("Product total", "38,500.00 USD"), ("Shipping, invoiced by the forwarder at cost", "not in this order"), ("Discount", "0.00 USD"), ("Order total", "38,500.00 USD"), ("Trade Assurance covered amount", "38,500.00 USD")):
        page.y += 34
        page.text(MARGIN + 930, page.y, label, 18, SOFT, right=True)
        page.text(MARGIN + 1154, page.y, value, 18, bold=label == "Order total", right=True)
    page.heading("Payment")
    page.row("Payment terms", "100 % in advance through the platform, held until receipt is confirmed")
    page.row("Paid", "38,500.00 USD on 2026-02-05, bank transfer to the platform account, receipt PR-260205-118734")
    page.row("Balance due", "0.00 USD")
    page.foot()
    return page


def second():
    page = Page(1290)
    page.chrome(0.6)
    page.heading("Shipping")
    page.row("Ship by", "2026-03-31 (UTC+08:00)")
    page.row("Incoterm", "DAP Austin, TX (Incoterms 2020)")
    page.row("Shipping method", "UPS; freight and duty invoiced to the buyer by the forwarder at cost")
    page.row("Ship to", facts.BUYER, facts.BUYER_ADDRESS)
    page.row("Quantity tolerance", "0 %")
    page.heading("Product requirements")
    page.row("Microcontroller", f"{facts.PART}, LQFP100, {facts.CLOCK_MHZ} MHz core clock")
    page.row("Firmware", "2.3.1, programmed and verified")
    page.row("PCB thickness", "1.6 mm ±10 %")
    page.row("Defect rate", "≤ 2 %")
    page.row("Acceptance", "ISO 2859-1, general level II, AQL critical 0, major 1.0, minor 2.5")
    page.row("Substitution", "No substitution of any component without written approval of the buyer")
    page.heading("Attachments")
    page.row("1 file", "specification-rev-c.pdf, added 2026-02-03 10:12 (UTC+08:00) by the supplier")
    page.heading("Shipments")
    page.table(((14, False), (250, False), (560, False), (800, True), (1154, True)), ("Date", "Carrier and number", "Lot", "Pieces", "Cartons"),
               (("2026-03-30", f"UPS {facts.TRACKING}", facts.LOT, "2,000", "20"),))
    page.row("Not shipped", "3,000 pieces")
    page.heading("Order log (UTC+08:00)")
    for moment, words in (("2026-02-03 10:12", "Order placed"), ("2026-02-04 07:21", "Order confirmed by both parties"), ("2026-02-05 23:40", "Payment of 38,500.00 USD received by the platform"), ("2026-03-30 18:05", "Supplier entered a shipment of 2,000 pieces")):
        page.row(moment, words)
    page.foot()
    return page


def main(folder):
    first().save(folder / "order-page-1.png", "2026-04-11T10:02:31-05:00")
    second().save(folder / "order-page-2.png", "2026-04-11T10:02:58-05:00")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
