"""The small cases: one of each other kind of claim, a combined one and one without a platform, each in a handful of files.

Their claim.yaml is made here too: the case is said once, so that files and claim agree."""

import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw

import chat
import facts
import tracking
from ink import font
from paper import HEAD, SMALL, TITLE, gap, grid, pairs, text, write


def document(path, title, author, when, rows, table=None, foot=()):
    """A document of labelled values and at most one table."""
    story = [text(title, TITLE), text(facts.SAMPLE_NOTE, SMALL), gap(), pairs(rows)]
    if table:
        heads, lines, widths = table
        story += [text("Lines", HEAD), grid(heads, lines, widths)]
    story += [gap()] + [text(line) for line in foot]
    write(path, story, title, author, when, "Draftleaf 9", title)


def parcel(path, number, weight, pieces, events, delivered, to, order):
    """A carrier's record as the tracking service answers; the newest event first."""
    saved = tracking.EVENTS, tracking.STAGES, facts.TRACKING
    tracking.EVENTS, facts.TRACKING = tuple(events), number
    rows = [tracking.event(event) for event in events]
    tracking.EVENTS, tracking.STAGES, facts.TRACKING = saved
    info = {"shipping_info": {"shipper_address": tracking.address(("CN", "Guangdong", "Shenzhen", "518000")), "recipient_address": tracking.address(to)},
            "latest_status": {"status": "Delivered" if delivered else "InTransit", "sub_status": "Delivered_Other" if delivered else "InTransit_Other", "sub_status_descr": None},
            "latest_event": rows[0],
            "misc_info": {"weight_kg": weight, "pieces": str(pieces), "reference_number": order},
            "tracking": {"providers": [{"provider": {"key": 100002, "name": "UPS", "alias": "UPS", "country": "US"}, "events": rows}]}}
    answer = {"code": 0, "data": {"accepted": [{"number": number, "carrier": 100002, "param": None, "tag": "", "track_info": info}], "rejected": []}}
    path.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def talk(path, case, messages):
    """The platform's message page with another conversation."""
    kept = chat.MESSAGES, facts.BUYER, facts.BUYER_PERSON, facts.SUPPLIER_PERSON, facts.SUPPLIER_LATIN
    chat.MESSAGES = tuple(messages)
    facts.BUYER, facts.BUYER_PERSON = case["buyer"], case["person"]
    facts.SUPPLIER_PERSON, facts.SUPPLIER_LATIN = case["seller_person"], case["seller"]
    path.write_text(chat.page(0), encoding="utf-8")
    chat.MESSAGES, facts.BUYER, facts.BUYER_PERSON, facts.SUPPLIER_PERSON, facts.SUPPLIER_LATIN = kept


def photo(path, words, when):
    """A drawn photograph with the time a phone would have written."""
    picture = Image.new("RGB", (640, 480), (150, 132, 112))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 90, 550, 400), fill=(182, 140, 96), outline=(104, 76, 50), width=4)
    draw.rectangle((90, 90, 550, 130), fill=(196, 168, 128))
    for row, line in enumerate(words):
        draw.text((120, 160 + 44 * row), line, font=font(26, "Sans-Bold"), fill=(40, 30, 22))
    data = Image.Exif()
    data[0x010F], data[0x0110] = "Sample", "Phone 3"
    data[0x8769] = {0x9003: when[:10].replace("-", ":") + " " + when[11:19], 0x9011: when[19:]}
    picture.save(path, quality=80, exif=data)


def order_page(folder, case):
    lines = [(case["item"], case["units"], case["price"] + " USD", case["total"] + " USD")]
    document(folder / "A-contract/order.pdf", "Trade Assurance order" if case["platform"] else "Sales contract", case["seller"], f"{case['placed']}T10:00:00+08:00",
             (("Order number", case["order"]), ("Order date", case["placed"]), ("Buyer", case["buyer"] + ", " + case["to"]), ("Seller", case["seller"]),
              ("Ship by", case["ship_by"]), ("Deliver by", case["deliver_by"]), ("Incoterm", case["incoterm"]), ("Ship to", case["to"]), ("Order total", case["total"] + " USD")) + tuple(case.get("clauses", ())),
             (("Description", "Quantity", "Unit price", "Sum"), lines, (84, 28, 28, 34)), case["terms"])
    document(folder / "B-payment-shipping/receipt.pdf", "Payment receipt", "Trade order payment service" if case["platform"] else "Tidewater Bank", f"{case['paid_on']}T12:00:00+08:00",
             (("Order number", case["order"]), ("Payer", case["buyer"]), ("Payee", case["seller"]), ("Amount", case["paid"] + " USD"), ("Payment date", case["paid_on"])) + tuple(case.get("trace", ())))


def packing(folder, case, pieces, cartons, gross):
    document(folder / "B-payment-shipping/packing-list.pdf", "Packing list", case["seller"], f"{case['shipped'][:10]}T15:00:00+08:00",
             (("Order number", case["order"]), ("Seller", case["seller"]), ("Date", case["shipped"][:10]), ("Lot", case["lot"]), ("Pieces", pieces), ("Cartons", cartons), ("Gross weight", gross + " kg"), ("Carrier", "UPS " + case["parcel"])))


def ups(body):
    return "1Z" + body + facts.ups_check_digit(body)


AUSTIN = ("US", "TX", "Austin", "78758")


def events(case, scanned, delivered=None):
    city = case["city"]
    start = ("CN", "Guangdong", "Shenzhen", None)
    rows = [(scanned, "InTransit", "InTransit_PickedUp", "Origin scan", start), (scanned[:8] + "%02d" % (int(scanned[8:10]) - 1) + scanned[10:], "InfoReceived", "InfoReceived", "Shipper created a label, UPS has not received the package yet.", start)]
    rows.insert(0, (scanned[:11] + "23" + scanned[13:], "InTransit", "InTransit_Departure", "Departed from facility", start))
    if delivered:
        rows.insert(0, (delivered, "Delivered", "Delivered_Other", "DELIVERED", city))
    return rows


def claim(case, body):
    """claim.yaml: what every case shares, then what is its own."""
    also = "".join(f"  {line}\n" for line in case.get("order_lines", ()))
    spec = "".join(f"    {term}\n" for term in case["terms"])
    return f"""# {case['story']}
claimpack: 1
venue: {case['venue']}
{case['reason']}
filing-on: {case['filing']}
buyer:
  name: {case['buyer']}
  country: US
supplier:
  name: {case['seller']}
  country: CN
order:
  number: "{case['order']}"
  placed: {case['placed']}T10:00+08:00
  confirmed: {case['placed']}
  ship-by: {case['ship_by']}
  deliver-by: {case['deliver_by']}
  ship-to: {case['to']}
  incoterm: {case['incoterm']}
  total: {case['total']} USD
  paid: {case['paid']} USD
  paid-on: {case['paid_on']}
  paid-through: {case['through']}
{also}  lines:
    - item: {case['item']}
      quantity: {case['units']}
      unit-price: {case['price']} USD
      sum: {case['total']} USD
  spec: |
{spec}{body.strip()}
"""


def exhibit(number, kinds, files, title, dated, by=None, channel=None):
    lines = [f"  - number: {number}"]
    kinds = kinds.split()
    lines += [f"    kind: {kinds[0]}"] if len(kinds) == 1 else ["    kind:"] + [f"      - {kind}" for kind in kinds]
    lines += [f"    files: {files}", f"    title: {title}", f"    dated: {dated}"]
    lines += [f"    by: {by}"] if by else []
    lines += [f"    channel: {channel}"] if channel else []
    return "\n".join(lines) + "\n"


BASE = {"platform": True, "venue": "alibaba-trade-assurance", "through": "alibaba-trade-assurance", "incoterm": "DAP Austin", "city": AUSTIN,
        "to": "88 Willow Bend, Austin, TX 78758, US", "buyer": "Alder Row Trading LLC", "person": "June Marsh", "seller_person": "Chen Bo", "terms": ("AQL major 2.5, general level II",)}


def folders(root, name):
    folder = root / name
    for part in ("A-contract", "B-payment-shipping", "C-chat", "E-photos-video", "F-count"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return folder


def common(case, dated, messages_last):
    """The exhibits most cases have."""
    return ("exhibits:\n" + exhibit("A-1", "contract", "A-contract/order.pdf", "Order", case["placed"], channel="platform")
            + exhibit("B-1", "payment", "B-payment-shipping/receipt.pdf", "Payment receipt", case["paid_on"], channel="platform")
            + exhibit("C-1", "chat notice", "C-chat/messages.html", "Platform conversation", messages_last, channel="platform"))


def prune(folder):
    for part in sorted(folder.iterdir()):
        if part.is_dir() and not any(part.iterdir()):
            part.rmdir()


def late(root):
    case = BASE | {"story": "300 lamps left nine days after the agreed day.", "reason": "reason: late-shipment", "filing": "2026-06-12", "seller": "Foshan Lanyue Lighting Co., Ltd.", "order": "287340516001030112",
                   "placed": "2026-04-02", "ship_by": "2026-05-15", "deliver_by": "2026-06-05", "item": "Desk lamp LY-20", "units": "300", "price": "18.00", "total": "5400.00", "paid": "5400.00", "paid_on": "2026-04-03",
                   "lot": "LY2605", "shipped": "2026-05-24", "parcel": ups("4T2X61860418301"), "order_lines": ("covered: 5400.00 USD",),
                   "terms": ("Power 9 W, 4000 K", "Agreed for shipment more than 5 days late: 540.00 USD")}
    folder = folders(root, "lamps-late")
    order_page(folder, case)
    packing(folder, case, "300", "30", "210.0")
    parcel(folder / "B-payment-shipping/tracking.json", case["parcel"], "210.0", 30, events(case, "2026-05-24T18:10:00+08:00", "2026-06-08T11:20:00-05:00"), True, AUSTIN, case["order"])
    talk(folder / "C-chat/messages.html", case, (
        ("2026-04-01 09:10", chat.BUYER, "We need 300 lamps LY-20, shipped by 15 May.", None), ("2026-04-01 20:05", "supplier", "Yes, 15 May is fine.", None),
        ("2026-04-20 09:00", chat.BUYER, "Is everything on schedule?", None), ("2026-05-14 09:30", chat.BUYER, f"Tomorrow is the ship date of order {case['order']}. Is it ready?", None),
        ("2026-05-15 20:40", "supplier", "Sorry, we are late. The lampshades came late.", None), ("2026-05-16 08:15", chat.BUYER, "We do not agree to another date. The order says 15 May.", None),
        ("2026-05-24 07:00", "supplier", "Shipped today.", None), ("2026-06-09 10:00", chat.BUYER, "The lamps arrived on 8 June. They left nine days late; we ask for compensation.", None)))
    body = f"""shipments:
  - number: {case['parcel']}
    carrier: UPS
    shipped: 2026-05-24
    quantity: 300
    cartons: 30
    per-carton: 10
received:
  - quantity: 300
    delivered: 2026-06-08T11:20-05:00
complaint:
  promised: ship by 15 May 2026
  delivered: shipped on 24 May 2026
  told-supplier: 2026-06-09T10:00-05:00
  cause: shipped-late
  goods-used: no
  settled: no
refund:
  ask: 540.00 USD
  heads:
    - for: What the order agrees for a late shipment
      amount: 540.00 USD
      proof: A-1
""" + common(case, None, "2026-06-09") + exhibit("B-2", "shipping-documents", "B-payment-shipping/packing-list.pdf", "Packing list", "2026-05-24") + exhibit("B-3", "tracking delivery", "B-payment-shipping/tracking.json", "UPS record", "2026-06-08")
    (folder / "claim.yaml").write_text(claim(case, body), encoding="utf-8")
    prune(folder)


def counted(root, name, story, reason, cause, received, gap_units, head, ask, order, weight, combined=False):
    case = BASE | {"story": story, "reason": reason, "filing": "2026-06-20", "seller": "Yiwu Qingtan Houseware Co., Ltd.", "order": order, "placed": "2026-04-10", "ship_by": "2026-05-25", "deliver_by": "2026-06-15",
                   "item": "Stoneware mug QT-3", "units": "2400", "price": "1.50", "total": "3600.00", "paid": "3600.00", "paid_on": "2026-04-11", "lot": "QT2605", "shipped": "2026-05-30" if combined else "2026-05-22",
                   "parcel": ups("8W3K22860418" + order[-3:]), "order_lines": ("covered: 3600.00 USD", "tolerance: 1 %"),
                   "terms": ("Capacity 350 ml, tolerance 1 % of the quantity", "Agreed for shipment more than 3 days late: 180.00 USD")}
    folder = folders(root, name)
    order_page(folder, case)
    packing(folder, case, "2400", "100", "1000.0")
    parcel(folder / "B-payment-shipping/tracking.json", case["parcel"], weight, 100, events(case, case["shipped"] + "T17:05:00+08:00", "2026-06-10T09:40:00-05:00"), True, AUSTIN, case["order"])
    last = "The order says 25 May: this is late, too." if combined else "The count is on the tally sheet."
    talk(folder / "C-chat/messages.html", case, (
        ("2026-04-09 09:00", chat.BUYER, "Please quote 2,400 mugs QT-3, 24 in a carton.", None), ("2026-04-09 20:10", "supplier", "1.50 each, 100 cartons.", None),
        ("2026-05-05 09:00", chat.BUYER, "How is the order?", None), ("2026-05-22 20:00", "supplier", "Almost ready.", None), ("2026-06-10 15:00", chat.BUYER, "The cartons are here. We count them tomorrow.", None),
        ("2026-06-11 10:30", chat.BUYER, f"Order {order}: we counted {received} of 2,400 mugs. {last}", None), ("2026-06-11 20:45", "supplier", "Please send the count.", None)))
    document(folder / "F-count/tally.pdf", "Tally sheet", case["buyer"], "2026-06-11T12:00:00-05:00", (("Order number", order), ("Date", "2026-06-11"), ("Counted by", "June Marsh and Ravi Holt")),
             (("Cartons", "Declared", "Counted"), (("1 to 100", "2400", received),), (60, 40, 40)))
    document(folder / "F-count/weights.pdf", "Weights", case["buyer"], "2026-06-11T13:00:00-05:00", (("Order number", order), ("Date", "2026-06-11"), ("One mug", "0.380 kg"), ("Empty carton", "0.880 kg"), ("Billed weight", weight + " kg")))
    photo(folder / "E-photos-video/carton.jpg", ("LOT QT2605", "CARTON 17", "24 PCS"), "2026-06-11T10:00:00-05:00")
    heads = f"""refund:
  ask: {ask} USD
  heads:
    - for: {head}
      reason: {cause[1]}
      units: {gap_units}
      unit-price: 1.50 USD
      proof: F-1
"""
    if combined:
        heads += """    - for: What the order agrees for a late shipment
      reason: late-shipment
      amount: 180.00 USD
      proof: A-1
"""
    body = f"""shipments:
  - number: {case['parcel']}
    carrier: UPS
    shipped: {case['shipped']}
    quantity: 2400
    cartons: 100
    per-carton: 24
    unit-weight: 0.38 kg
    carton-weight: 0.88 kg
    billed-weight: {weight} kg
received:
  - quantity: {received}
    counted: {received}
    delivered: 2026-06-10T09:40-05:00
complaint:
  promised: 2,400 mugs
  delivered: {received} mugs
  told-supplier: 2026-06-11T10:30-05:00
  cause: {cause[0]}
  counted-in: pieces
  goods-used: no
  settled: no
{heads}count:
  - carton: 1 to 100
    declared: 2400
    counted: {received}
    proof: F-1
""" + common(case, None, "2026-06-11") + exhibit("B-2", "shipping-documents", "B-payment-shipping/packing-list.pdf", "Packing list", case["shipped"]) + exhibit("B-3", "tracking delivery", "B-payment-shipping/tracking.json", "UPS record", "2026-06-10") + exhibit("E-1", "photos", "E-photos-video/carton.jpg", "Carton 17 with its mark", "2026-06-11") + exhibit("F-1", "count", "F-count/tally.pdf", "Tally sheet", "2026-06-11", by="June Marsh and Ravi Holt") + exhibit("F-2", "weight", "F-count/weights.pdf", "Weights", "2026-06-11", by="June Marsh")
    (folder / "claim.yaml").write_text(claim(case, body), encoding="utf-8")
    prune(folder)


def missing(root):
    case = BASE | {"story": "40 pumps that never came.", "reason": "reason: non-delivery", "filing": "2026-07-02", "seller": "Taizhou Beilin Pump Co., Ltd.", "order": "287340516001031770", "placed": "2026-04-20", "ship_by": "2026-05-20",
                   "deliver_by": "2026-06-12", "item": "Transfer pump BL-9", "units": "40", "price": "210.00", "total": "8400.00", "paid": "8400.00", "paid_on": "2026-04-21", "lot": "BL2605", "shipped": "2026-05-19",
                   "parcel": ups("5R9M33860418317"), "order_lines": ("covered: 8400.00 USD",)}
    folder = folders(root, "pumps-not-delivered")
    order_page(folder, case)
    parcel(folder / "B-payment-shipping/tracking.json", case["parcel"], "320.0", 10, events(case, "2026-05-19T16:30:00+08:00"), False, AUSTIN, case["order"])
    document(folder / "B-payment-shipping/carrier-letter.pdf", "Result of inquiry", "Carrier claims desk", "2026-06-26T10:00:00-05:00", (("Date", "2026-06-26"), ("Case number", "INQ-8841-20"), ("Order number", case["order"]), ("Parcel", case["parcel"]), ("Result", "The parcel was not delivered and cannot be found.")))
    talk(folder / "C-chat/messages.html", case, (
        ("2026-04-19 09:00", chat.BUYER, "40 pumps BL-9 to Austin, please.", None), ("2026-04-19 20:00", "supplier", "OK, 210.00 each.", None), ("2026-05-12 09:00", chat.BUYER, "Will they ship on time?", None), ("2026-05-19 07:30", "supplier", "Shipped.", None),
        ("2026-06-15 09:00", chat.BUYER, f"Order {case['order']} should have been here on 12 June. Nothing came.", None), ("2026-06-16 20:10", "supplier", "Please ask the carrier.", None), ("2026-06-27 09:00", chat.BUYER, "The carrier cannot find it. We ask for our money.", None)))
    body = f"""shipments:
  - number: {case['parcel']}
    carrier: UPS
    shipped: 2026-05-19
    quantity: 40
    cartons: 10
complaint:
  promised: 40 pumps by 12 June 2026
  delivered: nothing
  told-supplier: 2026-06-15T09:00-05:00
  cause: not-delivered
  settled: no
refund:
  ask: 8400.00 USD
  heads:
    - for: 40 pumps that did not come
      units: 40
      unit-price: 210.00 USD
      proof: A-1
""" + common(case, None, "2026-06-27") + exhibit("B-3", "tracking", "B-payment-shipping/tracking.json", "UPS record", "2026-05-19") + exhibit("B-4", "carrier-letter", "B-payment-shipping/carrier-letter.pdf", "Answer of the carrier", "2026-06-26", by="Carrier claims desk")
    (folder / "claim.yaml").write_text(claim(case, body), encoding="utf-8")
    prune(folder)


def cancelled(root):
    case = BASE | {"story": "The supplier ended an order of 500 jackets after it was paid.", "reason": "reason: cancellation", "filing": "2026-05-20", "seller": "Ningbo Hairui Garment Co., Ltd.", "order": "287340516001032345", "placed": "2026-04-14",
                   "ship_by": "2026-06-30", "deliver_by": "2026-07-20", "item": "Rain jacket HR-7", "units": "500", "price": "22.40", "total": "11200.00", "paid": "11200.00", "paid_on": "2026-04-15", "order_lines": ("covered: 11200.00 USD",)}
    folder = folders(root, "jackets-cancelled")
    order_page(folder, case)
    document(folder / "A-contract/order-status.pdf", "Order status", "Trade order service", "2026-05-11T10:00:00+08:00", (("Order number", case["order"]), ("Date", "2026-05-11"), ("Status", "Cancelled by the seller"), ("Reason given", "Price of fabric")))
    talk(folder / "C-chat/messages.html", case, (
        ("2026-04-12 09:00", chat.BUYER, "500 jackets HR-7 in three sizes.", None), ("2026-04-12 20:30", "supplier", "22.40 each.", None), ("2026-04-15 09:00", chat.BUYER, "Paid today.", None), ("2026-05-10 21:00", "supplier", "Fabric is more expensive now, we cannot make the order.", None),
        ("2026-05-11 08:30", chat.BUYER, f"You ended order {case['order']}. Please refund 11,200.00 USD.", None), ("2026-05-12 20:00", "supplier", "Our boss is away.", None)))
    body = """complaint:
  promised: 500 jackets by 30 June 2026
  delivered: the order was ended by the supplier on 11 May 2026
  told-supplier: 2026-05-11T08:30-05:00
  cause: cancelled-by-supplier
  settled: no
refund:
  ask: 11200.00 USD
  heads:
    - for: The whole order
      units: 500
      unit-price: 22.40 USD
      proof: A-1
""" + common(case, None, "2026-05-12") + exhibit("A-2", "cancellation case-page", "A-contract/order-status.pdf", "Order status page", "2026-05-11", by="Trade order service", channel="platform")
    (folder / "claim.yaml").write_text(claim(case, body), encoding="utf-8")
    prune(folder)


def wired(root):
    case = BASE | {"platform": False, "venue": "wire-transfer", "through": "bank-transfer", "story": "120 valves paid by bank transfer, talked about on WhatsApp: no platform decides.", "reason": "reason: non-delivery", "filing": "2026-07-06",
                   "seller": "Wenzhou Dongke Valve Co., Ltd.", "order": "DK-2026-0417", "placed": "2026-04-17", "ship_by": "2026-05-25", "deliver_by": "2026-06-20", "item": "Ball valve DN50", "units": "120", "price": "64.00", "total": "7680.00",
                   "paid": "7680.00", "paid_on": "2026-04-20", "trace": (("Message", "MT103, field 59 beneficiary Wenzhou Dongke Valve Co., Ltd."), ("UETR", "5f0c6d1e-6a32-4c0e-9b7a-2d41c07a1188")),
                   "clauses": (("Disputes", "Arbitration by CIETAC, Shanghai; governing law: CISG and the law of China"),)}
    folder = folders(root, "valves-off-platform")
    order_page(folder, case)
    rows = ((("16/04/2026, 09:02", "June Marsh", "Please send the proforma DK-2026-0417 again."), ("16/04/2026, 15:40", "Chen Bo", "Sent. The account is the one on the contract."), ("20/04/2026, 22:10", "June Marsh", "7,680.00 USD were wired today."),
             ("12/05/2026, 09:15", "June Marsh", "Will order DK-2026-0417 ship by 25 May?"), ("13/05/2026, 10:00", "Chen Bo", "A little late."), ("12/06/2026, 09:00", "June Marsh", "Where are the 120 valves?"), ("22/06/2026, 09:30", "June Marsh", "Nothing came by 20 June. We give notice under the contract and ask for our money.")))
    (folder / "C-chat/WhatsApp Chat with Chen Bo.txt").write_text("".join(f"{when} - {who}: {words}\n" for when, who, words in rows), encoding="utf-8")
    document(folder / "C-chat/notice.pdf", "Notice of breach", case["buyer"], "2026-06-22T09:00:00-05:00", (("Date", "2026-06-22"), ("Order number", case["order"]), ("To", case["seller"]), ("Clause", "Deliver by 2026-06-20"), ("Fact", "None of 120 valves was delivered")))
    body = """complaint:
  promised: 120 valves by 20 June 2026
  delivered: nothing
  told-supplier: 2026-06-22
  cause: not-delivered
  settled: no
refund:
  ask: 7680.00 USD
  heads:
    - for: 120 valves that did not come
      units: 120
      unit-price: 64.00 USD
      proof: A-1
exhibits:
""" + exhibit("A-1", "contract", "A-contract/order.pdf", "Sales contract", case["placed"]) + exhibit("B-1", "payment", "B-payment-shipping/receipt.pdf", "Bank's record with the MT103", case["paid_on"]) + exhibit("C-1", "chat-off-platform", '"C-chat/WhatsApp Chat with Chen Bo.txt"', "WhatsApp conversation", "2026-06-22", channel="whatsapp") + exhibit("C-2", "notice", "C-chat/notice.pdf", "Notice of breach", "2026-06-22")
    (folder / "claim.yaml").write_text(claim(case, body), encoding="utf-8")
    prune(folder)


if __name__ == "__main__":
    root = Path(sys.argv[1])
    late(root)
    counted(root, "mugs-short", "120 of 2,400 mugs are missing inside closed cartons.", "reason: shortage", ("short-shipped", "shortage"), "2280", "120", "120 missing mugs", "180.00", "287340516001030455", "954.4")
    counted(root, "mugs-over", "240 mugs too many, charged for.", "reason: overage", ("over-shipped", "overage"), "2640", "240", "240 mugs nobody ordered", "360.00", "287340516001030788", "1091.2")
    missing(root)
    cancelled(root)
    counted(root, "mugs-late-and-short", "Late and short: two reasons, one head each.", "reason:\n  - shortage\n  - late-shipment", ("short-shipped", "shortage"), "2280", "120", "120 missing mugs", "360.00", "287340516001030921", "954.4", combined=True)
    wired(root)
