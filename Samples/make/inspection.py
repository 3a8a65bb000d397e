"""D-inspection/inspection-report.pdf: six pages of an independent inspection body."""

import io
import sys
from pathlib import Path

from reportlab.graphics.shapes import Drawing, PolyLine
from reportlab.lib.units import mm
from reportlab.platypus import Image, KeepTogether, PageBreak, Table

import facts
from paper import HEAD, INK, RULE, SMALL, TITLE, gap, grid, pairs, text, write
from photos import board_wide, carton_label, chip_close, pallet

BODY_NAME = "Northgate Inspection"
INSPECTOR, REVIEWER = "Ruth Calloway", "Tomas Breen"
CLOCKS = ((3, "117.8", "118.1", "118.4"), (7, "117.6", "118.0", "118.3"), (11, "117.7", "118.0", "118.3"), (14, "117.9", "118.1", "118.4"), (19, "117.6", "117.9", "118.2"))


def picture(draw, width=82):
    """A small copy of a drawn photograph, as reports print them."""
    kept = io.BytesIO()
    draw().resize((560, 420)).save(kept, "JPEG", quality=72)
    kept.seek(0)
    return Image(kept, width * mm, width * 0.75 * mm)


def captioned(draw, words):
    return [picture(draw), text(words, SMALL)]


def signature(points):
    drawing = Drawing(46 * mm, 13 * mm)
    for stroke in points:
        drawing.add(PolyLine([v * mm for v in stroke], strokeColor=INK, strokeWidth=0.9))
    return drawing


def page_general():
    return [
        text("Product inspection report", TITLE), text(f"{BODY_NAME}, 880 Halvorsen Drive, Austin, TX 78753, US", SMALL),
        text("A  General", HEAD),
        pairs((("Report No.", facts.REPORT), ("Date of issue", "2026-04-12"), ("Date of inspection", "2026-04-11, 09:05 to 15:40 (UTC-05:00)"), ("Type of inspection", "Final random inspection at destination"), ("Inspection body", f"{BODY_NAME}, independent of buyer and supplier"), ("Place of inspection", f"{facts.BUYER_ADDRESS}"), ("Client", f"{facts.BUYER} ({facts.BUYER_PERSON})"), ("Supplier", f"{facts.SUPPLIER} / {facts.SUPPLIER_LATIN}"), ("Order No.", facts.ORDER), ("Product", "PCB assembly HY-PCBA-0107, specification revision C"), ("Lot No.", facts.LOT))),
        text("Overall result", HEAD),
        Table([[text("<b>( )PASS &nbsp;&nbsp;&nbsp; (X)FAIL &nbsp;&nbsp;&nbsp; ( )PENDING</b>")]], [174 * mm], hAlign="LEFT", style=[("BOX", (0, 0), (-1, -1), 0.8, INK), ("TOPPADDING", (0, 0), (-1, -1), 6), ("BOTTOMPADDING", (0, 0), (-1, -1), 7)]),
        gap(2), text("Reason: beyond AQL, major defects 125 found, 3 allowed. See remark 1 on page 6."),
        text("Summary", HEAD),
        grid(("Section", "Subject", "Finding", "Page"), (("B", "Order and shipment status", "Conforming for the part shipped", "2"), ("C", "Acceptance sampling", "Not conforming", "3"), ("D", "Specification clauses 3.1 and 3.2", "Not conforming", "4"), ("D", "Specification clauses 3.3 and 3.4", "Conforming", "4"), ("E", "Photographs", "For information", "5")), (18, 68, 68, 20), (3,)),
        PageBreak()]


def page_status():
    return [
        text("B  Order and shipment status", HEAD),
        pairs((("Order No.", facts.ORDER), ("Ordered quantity", "5,000 pieces"), ("Shipped quantity", "2,000 pieces"), ("Presented quantity", "2,000 pieces"), ("Cartons", "20 of 20, 100 pieces each"), ("Carrier", f"UPS {facts.TRACKING}, delivered 2026-04-09"), ("Shipping documents", f"Invoice and packing list {facts.INVOICE}, 2026-03-30"), ("Gross weight", "162.0 kg by packing list, 161.8 kg weighed"))),
        text("Identity of the goods", HEAD),
        pairs((("Carton marks", facts.MARKS), ("Lot No.", f"{facts.LOT} on every carton and every sampled board"), ("State of the cartons", "19 sealed with the supplier's tape, undamaged. Carton 3 was opened by the client on 2026-04-09 on camera; 100 pieces counted in it."), ("State of the goods", "Unused. No sign of assembly into other products."))),
        text("Count", HEAD), text("Every carton was opened and counted in the presence of the inspector: 20 cartons of 100 pieces, 2,000 pieces."),
        text("Sampling", HEAD),
        pairs((("Standard", "ISO 2859-1, single sampling, normal inspection"), ("Inspection level", "General level II"), ("Lot size", "2,000 pieces"), ("Code letter", "K"), ("Sample size", "125 pieces"), ("Sample drawn from", f"Cartons 3, 7, 11, 14 and 19, 25 pieces each, lot {facts.LOT}"), ("Drawn by", f"{INSPECTOR}, inspector"))),
        PageBreak()]


def page_acceptance():
    return [
        text("C  Acceptance sampling", HEAD), text("Lot size 2,000, level II, code letter K, sample size 125."), gap(2),
        grid(("", "Critical", "Major", "Minor"), (("AQL", "0", "1.0", "2.5"), ("Max. allowed", "0", "3", "7"), ("Found", "0", "125", "0")), (54, 40, 40, 40), (1, 2, 3)),
        text("List of defects", HEAD),
        grid(("No.", "Defect", "Class", "Found", "Specification"), (("1", f"Microcontroller at U1 is marked {facts.WRONG_PART}, not {facts.PART}", "Major", "125", "3.1"), ("2", "Core clock measured at 118 MHz, not 168 MHz (same boards as No. 1)", "Major", "125", "3.2")), (12, 92, 20, 20, 30), (3,)),
        gap(2), text("A board with both defects is counted once: 125 boards not conforming of 125 sampled, 100 %."),
        text("Checks without defects", HEAD),
        grid(("Check", "Sample", "Finding"), (("Marking of lot and serial number", "125", "Conforming"), ("Workmanship, IPC-A-610 class 2", "125", "Conforming"), ("Firmware read back", "125", "2.3.1 on every board"), ("PCB thickness", "20", "1.57 mm to 1.61 mm"), ("Carton drop, 60 cm", "1 carton", "Conforming")), (88, 36, 50)),
        PageBreak()]


def page_findings():
    return [
        text("D  Findings against the specification", HEAD), text("Yardstick: specification HY-PCBA-0107 revision C, attached to the order, and the product requirements of the order page."), gap(2),
        grid(("Clause", "Promised", "Measured", "Pieces", "Finding"), (
            ("3.1", f"Microcontroller {facts.PART}, LQFP100, no substitution without written approval", f"{facts.WRONG_PART}, LQFP100", "125 of 125", "Not conforming"),
            ("3.2", "Core clock 168 MHz", "118 MHz", "125 of 125", "Not conforming"),
            ("3.3", "Firmware 2.3.1", "2.3.1", "125 of 125", "Conforming"),
            ("3.4", "PCB thickness 1.6 mm ±10 %", "1.57 mm to 1.61 mm", "20 of 20", "Conforming"),
            ("4.3", "Defect rate ≤ 2 %", "100 % of the sample", "125 of 125", "Not conforming")), (18, 60, 41, 26, 29)),
        text("Measured core clock", HEAD),
        text("Test point TP4, frequency counter Kestrel FC-200, serial 40731, calibrated 2025-11-18, certificate KC-25-3391, 23 °C. All values in MHz."), gap(2),
        grid(("Carton", "Boards", "Lowest", "Mean", "Highest", "Promised"), [(str(n), "25", low, mean, high, "168") for n, low, mean, high in CLOCKS] + [("All", "125", "117.6", "118.0", "118.4", "168")], (29, 29, 29, 29, 29, 29), (1, 2, 3, 4, 5)),
        gap(2), text("Mean 118 MHz against 168 MHz: 50 MHz or 29.8 % slower."),
        text("Comparison of parts", HEAD),
        text(f"A reference board of revision B with {facts.PART}, kept by the client, measured 168.0 MHz on the same counter. The two parts have the same package and pin layout; the marking tells them apart."),
        PageBreak()]


def page_photographs():
    rows = [[captioned(pallet, "1  Cartons as presented, marks CTN 1 to 20 (client's photograph of 2026-04-09)"), captioned(carton_label, "2  Marks and carrier label, carton 3 (client's photograph of 2026-04-09)")],
            [captioned(lambda: board_wide(serial="HY2603C0631"), "3  Board S/N HY2603C0631 from carton 7"), captioned(lambda: chip_close(seed=131), "4  U1 of board S/N HY2603C1018 from carton 11")],
            [captioned(lambda: chip_close(facts.PART, 137), "5  U1 of the reference board, revision B, for comparison"), captioned(lambda: board_wide(serial="HY2603C1844"), "6  Board S/N HY2603C1844 from carton 19")]]
    return [text("E  Photographs", HEAD), Table(rows, [87 * mm] * 2, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]), PageBreak()]


def page_remarks():
    signed = Table([[signature(((2, 3, 6, 10, 8, 3, 11, 8, 14, 4, 18, 6, 23, 4, 30, 7, 40, 5), (4, 7, 16, 8))), signature(((3, 9, 10, 10, 7, 3), (9, 4, 13, 8, 15, 4, 19, 6, 26, 4, 36, 6, 43, 4)))],
                    [text(f"<b>{INSPECTOR}</b><br/>Inspector, {BODY_NAME}<br/>Signed 2026-04-12"), text(f"<b>{REVIEWER}</b><br/>Reviewer, {BODY_NAME}<br/>Signed 2026-04-12")]], [87 * mm] * 2, style=[("LINEABOVE", (0, 1), (-1, 1), 0.4, RULE)])
    return [
        text("F  Remarks", HEAD),
        text(f"1. Every one of the 125 sampled boards carries {facts.WRONG_PART} where the order and clause 3.1 name {facts.PART}. The sample was drawn at random from five cartons of lot {facts.LOT}; the result stands for the lot of 2,000 pieces under ISO 2859-1."),
        text("2. No written approval of a substitution was presented to the inspector."),
        text("3. 3,000 pieces of the order had not been shipped at the time of inspection and are not judged here."),
        text("Conclusion", HEAD), text("The lot does not conform to the order. It is not accepted under the agreed AQL. The boards cannot be made to conform by adjustment; the microcontroller would have to be replaced."),
        text("G  Fee", HEAD),
        grid(("Receipt", "Service", "Paid", "Amount"), (("NG-R-26-0418", "Destination inspection, one day, with report", "2026-04-12, card, by " + facts.BUYER, "1,200.00 USD"),), (32, 62, 50, 30), (3,)),
        text("H  Limits", HEAD), text("The results hold for the lot presented on the date of inspection. This report may be copied only as a whole. It does not release the parties from their duties under the order.", SMALL),
        text("Signed", HEAD), KeepTogether([signed])]


def main(folder):
    story = page_general() + page_status() + page_acceptance() + page_findings() + page_photographs() + page_remarks()
    write(folder / "inspection-report.pdf", story, f"Inspection report {facts.REPORT}", BODY_NAME, "2026-04-12T16:48:00-05:00", "Northgate Reports 4.2", f"Report No. {facts.REPORT}", letter=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
