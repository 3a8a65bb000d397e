"""The case, said once. Every generator takes its names, sums and dates from here, so that the documents agree."""

BUYER = "Larkspur Devices LLC"
BUYER_PERSON = "Dana Whitfield"
BUYER_STREET = "2210 Juniper Fork Road, Suite 4"
BUYER_CITY = "Austin, TX 78758"
BUYER_ADDRESS = f"{BUYER_STREET}, {BUYER_CITY}, US"

SUPPLIER = "深圳市皓宇电子有限公司"
SUPPLIER_LATIN = "Shenzhen Haoyu Electronics Co., Ltd."
SUPPLIER_PERSON = "林蔚 Lin Wei"
SUPPLIER_ADDRESS = "4/F, Block B, 18 Yunfeng Industrial Road, Guanlan, Longhua, Shenzhen 518110, CN"

ORDER = "287340516001029481"
ORDERED, SHIPPED = 5000, 2000
UNIT_PRICE_CENTS = 770
LOT = "HY2603-C-01"
CARTONS, PER_CARTON = 20, 100
GROSS_KG, NET_KG = "162.0", "148.0"
MARKS = f"LARKSPUR / {ORDER} / CTN 1-20"
INVOICE = "HY-INV-260330"

PART, WRONG_PART = "MX7-407VG", "MX5-303VC"
CLOCK_MHZ, MEASURED_MHZ = 168, 118

REPORT = "NG-AUS-260412-0187"
SAMPLED_CARTONS = (3, 7, 11, 14, 19)

FREIGHT_INVOICE = "BF-26-0415"
FREIGHT_LINES = (
    ("Air express, Shenzhen to Austin, 162.0 kg at 7.50 USD", 121500),
    ("Customs entry, preparation and filing", 15000),
    ("Import duty 2.7 % on 15,400.00 USD, advanced", 41580),
    ("Merchandise processing fee 0.3464 %, advanced", 5335),
    ("Advance fee", 2585),
)

SAMPLE_NOTE = "Sample document for software. All parties, numbers and events are invented."


def ups_check_digit(body: str) -> str:
    """The last digit of a UPS number, for the 15 characters between "1Z" and it."""
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in body]
    total = sum(v * 2 if i % 2 else v for i, v in enumerate(values))
    return str(-total % 10)


_UPS_BODY = "7R4W18670418293"
TRACKING = "1Z" + _UPS_BODY + ups_check_digit(_UPS_BODY)


def money(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}"


assert ORDERED * UNIT_PRICE_CENTS == 3850000
assert SHIPPED * UNIT_PRICE_CENTS == 1540000
assert CARTONS * PER_CARTON == SHIPPED
assert sum(cents for _, cents in FREIGHT_LINES) == 186000
