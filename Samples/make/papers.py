"""The short PDF documents: specification, payment receipt, commercial invoice with packing list, freight invoice."""

import sys
from pathlib import Path

from reportlab.platypus import PageBreak

import facts
from facts import money
from paper import HEAD, SMALL, TITLE, gap, grid, pairs, text, write


def specification(path):
    rows = (
        ("3.1", "Microcontroller", f"{facts.PART}, package LQFP100, position U1. No substitution without written approval of the buyer."),
        ("3.2", "Core clock", f"{facts.CLOCK_MHZ} MHz, measured at test point TP4 at 25 °C"),
        ("3.3", "Firmware", "2.3.1, programmed and verified on every board"),
        ("3.4", "PCB thickness", "1.6 mm ±10 % (1.44 mm to 1.76 mm)"),
        ("3.5", "Other components", "As bill of materials HY-PCBA-0107-C. Rule of 3.1 on substitution holds for every component."),
        ("3.6", "Workmanship", "IPC-A-610, class 2"),
    )
    story = [text("Specification HY-PCBA-0107, revision C", TITLE), text("Data logger main board, PCB assembly", SMALL), gap(),
             pairs((("Buyer", f"{facts.BUYER}, {facts.BUYER_ADDRESS}"), ("Supplier", f"{facts.SUPPLIER} / {facts.SUPPLIER_LATIN}"), ("Date", "2026-01-29"), ("Replaces", "revision B of 2025-12-11"), ("Quantity", "5,000 pieces"))),
             text("1  Scope", HEAD), text("This specification is part of the order. It names what every board must have and how a shipment is accepted."),
             text("2  Dimensions", HEAD), text("100.0 mm by 68.0 mm, four mounting holes of 3.2 mm, drawing HY-PCBA-0107-C sheet 1."),
             text("3  Requirements", HEAD), grid(("Clause", "Subject", "Requirement"), rows, (18, 36, 120)),
             text("4  Acceptance", HEAD), pairs((("4.1 Sampling", "ISO 2859-1, single sampling, normal inspection, general inspection level II"), ("4.2 AQL", "critical 0, major 1.0, minor 2.5"), ("4.3 Defect rate", "≤ 2 % of the pieces delivered"), ("4.4 Major defect", "A board that does not meet one of the clauses 3.1 to 3.4"))),
             text("5  Packing and marks", HEAD), text(f"{facts.PER_CARTON} pieces per carton. Every carton is marked LARKSPUR, order number, carton number of total, lot number, quantity, gross and net weight."),
             text("6  Changes", HEAD), text("A change to this specification is valid only as a new revision confirmed in writing by both parties.")]
    write(path, story, "Specification HY-PCBA-0107 revision C", facts.BUYER, "2026-01-29T10:02:00-06:00", "Draftleaf 9", "HY-PCBA-0107 revision C, 2026-01-29", letter=True)


def receipt(path):
    story = [text("Payment receipt", TITLE), text("Trade Assurance order payment", SMALL), gap(),
             pairs((("Receipt number", "PR-260205-118734"), ("Order number", facts.ORDER), ("Payer", f"{facts.BUYER}, {facts.BUYER_ADDRESS}"), ("Payee", f"{facts.SUPPLIER} ({facts.SUPPLIER_LATIN})"), ("Amount", "38,500.00 USD"), ("Order total", "38,500.00 USD"), ("Balance due", "0.00 USD"), ("Method", "Bank transfer (ACH) to the platform account for this order"), ("Bank reference", "ACH 2026036 0091 55718"), ("Payment date", "2026-02-05"), ("Received by the platform", "2026-02-05 23:40 (UTC+08:00)"), ("Status", "Paid in full. Held by the platform until receipt of the goods is confirmed."))),
             text("Purpose", HEAD), grid(("Item", "Quantity", "Unit price", "Sum"), (("PCB assembly, specification revision C", "5,000", "7.70 USD", "38,500.00 USD"),), (84, 28, 28, 34), (1, 2, 3)),
             gap(), text("This receipt was issued by the platform's payment service for the order named above. It is not a tax invoice.", SMALL)]
    write(path, story, f"Payment receipt for order {facts.ORDER}", "Trade order payment service", "2026-02-05T23:41:00+08:00", "Receiptworks 3.2", "Receipt PR-260205-118734")


def commercial_invoice(path):
    parties = (("Seller", f"{facts.SUPPLIER} / {facts.SUPPLIER_LATIN}, {facts.SUPPLIER_ADDRESS}"), ("Buyer and consignee", f"{facts.BUYER}, {facts.BUYER_ADDRESS}"))
    shipment = (("Invoice number", facts.INVOICE), ("Date", "2026-03-30"), ("Order number", facts.ORDER), ("Incoterm", "DAP Austin, TX (Incoterms 2020)"), ("Carrier", f"UPS, tracking number {facts.TRACKING}"), ("Lot", facts.LOT), ("Shipping marks", facts.MARKS))
    cartons = [(f"{first} to {first + 4}", "5", "500", "40.5", "37.0") for first in (1, 6, 11, 16)]
    story = [text("Commercial invoice", TITLE), text("商业发票", SMALL), gap(), pairs(parties + shipment), gap(),
             grid(("Description", "Pieces", "Unit price", "Sum"), (("PCB assembly HY-PCBA-0107, specification revision C, first part shipment", "2,000", "7.70 USD", money(facts.SHIPPED * facts.UNIT_PRICE_CENTS) + " USD"),), (92, 22, 26, 34), (1, 2, 3)),
             gap(), pairs((("Total", "15,400.00 USD"), ("Payment", "Paid through the platform with the order, 2026-02-05"), ("Country of origin", "China"), ("Remaining quantity", "3,000 pieces, not in this shipment"))),
             gap(), text(f"For {facts.SUPPLIER_LATIN}: 林蔚 Lin Wei, sales"), PageBreak(),
             text("Packing list", TITLE), text("装箱单", SMALL), gap(), pairs(parties + shipment), gap(),
             grid(("Carton numbers", "Cartons", "Pieces", "Gross kg", "Net kg"), cartons + [("Total", str(facts.CARTONS), "2,000", facts.GROSS_KG, facts.NET_KG)], (54, 30, 30, 30, 30), (1, 2, 3, 4)),
             gap(), pairs((("Pieces per carton", str(facts.PER_CARTON)), ("Carton size", "40 x 30 x 25 cm"), ("Weight per carton", "gross 8.1 kg, net 7.4 kg"), ("Packing", "antistatic foam grid, two layers of 50"))),
             gap(), text(f"For {facts.SUPPLIER_LATIN}: 林蔚 Lin Wei, sales")]
    write(path, story, f"Commercial invoice and packing list {facts.INVOICE}", facts.SUPPLIER_LATIN, "2026-03-30T15:20:00+08:00", "Tabula Office 11.1", f"Invoice {facts.INVOICE}, order {facts.ORDER}")


def freight_invoice(path):
    total = sum(cents for _, cents in facts.FREIGHT_LINES)
    story = [text("Invoice", TITLE), text("Bramley Forwarding LLC, 4100 Quarry Gate, Austin, TX 78744, US", SMALL), gap(),
             pairs((("Invoice number", facts.FREIGHT_INVOICE), ("Date", "2026-04-10"), ("Bill to", f"{facts.BUYER}, {facts.BUYER_ADDRESS}"), ("Shipper", facts.SUPPLIER_LATIN), ("Your order", facts.ORDER), ("Carrier and number", f"UPS {facts.TRACKING}"), ("Cargo", "20 cartons, 162.0 kg gross, PCB assemblies, lot " + facts.LOT), ("Customs entry", "BF4-0091826-3, released 2026-04-07"), ("Delivered", "2026-04-09, Austin, TX 78758"))),
             gap(), grid(("Freight and duty", "Amount"), [(words, money(cents) + " USD") for words, cents in facts.FREIGHT_LINES] + [("<b>Total freight and duty</b>", f"<b>{money(total)} USD</b>")], (134, 40), (1,)),
             gap(), text("Paid by card 2026-04-10. Thank you.")]
    write(path, story, f"Freight invoice {facts.FREIGHT_INVOICE}", "Bramley Forwarding LLC", "2026-04-10T11:32:00-05:00", "Ledgerline 5.0", f"Invoice {facts.FREIGHT_INVOICE}", letter=True)


if __name__ == "__main__":
    contract, shipping = Path(sys.argv[1]), Path(sys.argv[2])
    specification(contract / "specification-rev-c.pdf")
    receipt(shipping / "payment-receipt.pdf")
    commercial_invoice(shipping / "commercial-invoice.pdf")
    freight_invoice(shipping / "freight-invoice.pdf")
