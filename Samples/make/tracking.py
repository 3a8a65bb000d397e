"""B-payment-shipping/tracking.json: the answer of 17TRACK API 2.2 (gettrackinfo) for the shipment, newest event first."""

import json
import sys
from datetime import datetime, timezone
from pathlib import Path

import facts

SHENZHEN = ("CN", "Guangdong", "Shenzhen", None)
AUSTIN = ("US", "TX", "Austin", "78758")
EVENTS = (
    ("2026-04-09T14:06:00-05:00", "Delivered", "Delivered_Other", "DELIVERED, left with: receiver, signed by: D WHITFIELD", AUSTIN),
    ("2026-04-09T08:32:00-05:00", "OutForDelivery", "OutForDelivery_Other", "Out For Delivery Today", AUSTIN),
    ("2026-04-08T22:11:00-05:00", "InTransit", "InTransit_Arrival", "Arrived at Facility", AUSTIN),
    ("2026-04-07T03:18:00-04:00", "InTransit", "InTransit_CustomsReleased", "Your shipment was released by the customs agency", ("US", "KY", "Louisville", None)),
    ("2026-04-05T23:47:00-04:00", "InTransit", "InTransit_CustomsProcessing", "Import Scan", ("US", "KY", "Louisville", None)),
    ("2026-04-02T05:31:00+08:00", "InTransit", "InTransit_Departure", "Departed from Facility", SHENZHEN),
    ("2026-03-30T17:52:00+08:00", "InTransit", "InTransit_PickedUp", "Pickup Scan", SHENZHEN),
    ("2026-03-28T16:40:00+08:00", "InfoReceived", "InfoReceived", "Shipper created a label, UPS has not received the package yet.", ("CN", None, None, None)),
)
STAGES = {"InfoReceived": 7, "PickedUp": 6, "Departure": 5, "Arrival": 4, "AvailableForPickup": None, "OutForDelivery": 1, "Delivered": 0, "Returning": None, "Returned": None}


def clock(local):
    """The three ways in which the service writes one time."""
    if local is None:
        return {"time_iso": None, "time_utc": None, "time_raw": {"date": None, "time": None, "timezone": None}}
    moment = datetime.fromisoformat(local)
    return {"time_iso": local, "time_utc": moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "time_raw": {"date": local[:10], "time": local[11:19], "timezone": local[19:]}}


def address(place, street=None):
    country, state, city, code = place
    return {"country": country, "state": state, "city": city, "street": street, "postal_code": code, "coordinates": {"longitude": None, "latitude": None}}


def event(row):
    local, stage, status, words, place = row
    country, state, city, code = place
    spot = ", ".join(part for part in (city, f"{state} {code}" if code else state, country) if part)
    return {**clock(local), "description": words, "location": spot, "stage": stage, "sub_status": status, "address": address(place)}


def answer():
    last = event(EVENTS[0])
    arrival, start = datetime.fromisoformat(EVENTS[0][0]), datetime.fromisoformat(EVENTS[6][0])
    days = (arrival - start).days
    return {"code": 0, "data": {"accepted": [{
        "number": facts.TRACKING, "carrier": 100002, "param": None, "tag": "",
        "track_info": {
            "shipping_info": {"shipper_address": address(SHENZHEN), "recipient_address": address(AUSTIN, facts.BUYER_STREET)},
            "latest_status": {"status": "Delivered", "sub_status": "Delivered_Other", "sub_status_descr": None},
            "latest_event": last,
            "time_metrics": {"days_after_order": (arrival - datetime.fromisoformat(EVENTS[-1][0])).days, "days_of_transit": days, "days_of_transit_done": days, "days_after_last_update": 1,
                             "estimated_delivery_date": {"source": "Official", "from": "2026-04-09T08:00:00-05:00", "to": "2026-04-09T19:00:00-05:00"}},
            "milestone": [{"key_stage": stage, **clock(EVENTS[at][0] if at is not None else None)} for stage, at in STAGES.items()],
            "misc_info": {"risk_factor": 0, "service_type": "UPS Worldwide Expedited", "weight_raw": "357.15 LBS", "weight_kg": facts.GROSS_KG, "pieces": str(facts.CARTONS), "dimensions": "",
                          "customer_number": "", "reference_number": facts.ORDER, "local_number": "", "local_provider": "", "local_key": 0},
            "tracking": {"providers_hash": 1407183652, "providers": [{
                "provider": {"key": 100002, "name": "UPS", "alias": "UPS", "tel": None, "homepage": "https://www.ups.com/", "country": "US"},
                "service_type": "UPS Worldwide Expedited", "latest_sync_status": "Success", "latest_sync_time": "2026-04-10T20:14:05Z", "events_hash": -582914077, "provider_tips": None,
                "events": [event(row) for row in EVENTS]}]},
        }}], "rejected": []}}


if __name__ == "__main__":
    Path(sys.argv[1], "tracking.json").write_text(json.dumps(answer(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
