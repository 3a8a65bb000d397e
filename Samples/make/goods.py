"""The things the photographs and the video show: the board, its microcontroller, a ruler, a carton with its marks."""

import random

from PIL import Image, ImageDraw

import facts
from ink import bars, font, grained, surface


def chip(body, marking, seed=1):
    """A 100-lead quad flat package seen from above; body is the side of the plastic in pixels (14 mm)."""
    lead, pitch = body // 14, body / 28
    side = body + 2 * lead
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for i in range(25):
        at = lead + body / 2 + (i - 12) * pitch
        half = max(1, pitch * 0.23)
        for box in ((at - half, 0, at + half, side), (0, at - half, side, at + half)):
            draw.rectangle(box, fill=(190, 192, 188, 255))
    plastic = grained(Image.new("RGB", (body, body), (43, 44, 47)), seed, 0.08)
    image.paste(plastic, (lead, lead))
    draw.rectangle((lead, lead, lead + body - 1, lead + body - 1), outline=(66, 67, 70, 255), width=max(1, body // 90))
    spot = body // 14
    draw.ellipse((lead + spot, lead + spot, lead + 2 * spot, lead + 2 * spot), fill=(28, 28, 30, 255))
    for line, (text, size) in enumerate(((marking, 0.125), ("CT6  2549", 0.085), ("H07 A3 LQFP", 0.07))):
        face = font(max(6, int(body * size)), "Sans-Bold" if line == 0 else "Sans-Regular")
        draw.text((lead + body / 2, lead + body * (0.40 + 0.15 * line)), text, font=face, fill=(186, 188, 186, 255), anchor="mm")
    return image


def ruler(length_mm, scale, height=110):
    """A steel ruler; scale is pixels per millimetre."""
    image = surface((int(length_mm * scale), height), (188, 190, 190), 71, 0.07, (120, 2))
    draw = ImageDraw.Draw(image)
    for mm in range(1, int(length_mm)):
        tall = 0.5 if mm % 10 == 0 else 0.38 if mm % 5 == 0 else 0.25
        x = mm * scale
        draw.line((x, 0, x, height * tall), fill=(35, 35, 38), width=max(1, int(scale // 12)))
        if mm % 10 == 0:
            draw.text((x, height * 0.7), str(mm // 10), font=font(int(height * 0.3), "Sans-Bold"), fill=(35, 35, 38), anchor="mm")
    draw.text((6, height - 20), "cm", font=font(int(height * 0.18)), fill=(35, 35, 38))
    return image


def board(scale, marking, serial):
    """The PCB assembly, 100 mm by 68 mm, scale pixels per millimetre."""
    width, height = int(100 * scale), int(68 * scale)
    image = grained(Image.new("RGB", (width, height), (22, 84, 52)), 5, 0.05)
    draw = ImageDraw.Draw(image)
    dice = random.Random(2603)

    def part(x, y, w, h, colour, name=None):
        draw.rectangle([v * scale for v in (x, y, x + w, y + h)], fill=colour)
        if name:
            draw.text(((x + w / 2) * scale, (y - 1.3) * scale), name, font=font(max(7, int(1.5 * scale))), fill=(222, 226, 216), anchor="mm")

    for _ in range(90):
        x, y = dice.uniform(5, 92), dice.uniform(5, 60)
        bend = dice.uniform(-14, 14)
        points = [(x, y), (x + bend, y), (x + bend * 1.5, y + abs(bend) / 2), (x + bend * 1.5, y + dice.uniform(3, 12))]
        draw.line([(px * scale, py * scale) for px, py in points], fill=(30, 102, 64), width=max(1, int(0.35 * scale)), joint="curve")
    for x, y in ((4, 4), (96, 4), (4, 64), (96, 64)):
        for radius, colour in ((3.0, (196, 168, 92)), (1.6, (18, 18, 18))):
            draw.ellipse([v * scale for v in (x - radius, y - radius, x + radius, y + radius)], fill=colour)
    for row, y in enumerate((12, 18, 52, 58)):
        for column in range(9):
            x = 13 + column * 9 + (row % 2) * 2
            if 36 < x < 64 and 18 <= y <= 52:
                continue
            part(x, y, 2.0, 1.25, dice.choice(((60, 52, 44), (150, 132, 104), (34, 34, 36))), f"{dice.choice('RC')}{dice.randint(10, 99)}")
            for pad in (x - 0.5, x + 1.9):
                part(pad, y, 0.6, 1.25, (196, 198, 196))
    for i in range(10):
        part(12 + i * 2.54, 62.2, 1.2, 3.2, (206, 178, 96))
    part(11.2, 60.6, 26, 1.6, (24, 24, 26), "J3")
    part(64, 1.2, 22, 8.2, (176, 178, 180), None)
    part(66, 2.6, 18, 5, (30, 30, 32))
    part(70, 27, 11, 4.6, (186, 188, 186), "Y1")
    part(71, 37, 6, 5, (36, 36, 38), "U4")
    part(14, 28, 10, 12, (36, 36, 38), "U2")
    for i in range(6):
        part(12.8, 29 + i * 1.8, 1.2, 0.8, (190, 192, 190))
        part(24, 29 + i * 1.8, 1.2, 0.8, (190, 192, 190))
    part(84, 26, 8, 8, (44, 46, 58), "L1")
    cpu = chip(int(14 * scale), marking)
    image.paste(cpu, (int(43 * scale), int(25 * scale)), cpu)
    small = font(max(7, int(1.9 * scale)))
    draw.text((50 * scale, 22.6 * scale), "U1", font=small, fill=(222, 226, 216), anchor="mm")
    draw.text((42 * scale, 62.6 * scale), "HY-PCBA-0107  REV C", font=font(int(2.5 * scale), "Sans-Bold"), fill=(222, 226, 216))
    draw.rectangle([v * scale for v in (72, 60, 92, 66)], fill=(240, 240, 236))
    draw.text((82 * scale, 61.6 * scale), f"S/N {serial}", font=small, fill=(20, 20, 20), anchor="mm")
    draw.text((82 * scale, 64.2 * scale), f"LOT {facts.LOT}", font=small, fill=(20, 20, 20), anchor="mm")
    return image


def printed(image, number, at, width):
    """Prints one carton's shipping marks, lot, count and weights on cardboard, beginning at a point, width pixels wide."""
    draw = ImageDraw.Draw(image)
    unit, y = width / 760, at[1]
    lines = (("LARKSPUR", 62, "Sans-Bold"), (facts.ORDER, 50, "Sans-Bold"), (f"CTN {number} / {facts.CARTONS}", 62, "Sans-Bold"),
             (f"LOT {facts.LOT}", 40, "Sans-Regular"), (f"QTY {facts.PER_CARTON} PCS   HY-PCBA-0107 REV C", 32, "Sans-Regular"),
             ("G.W. 8.1 KG   N.W. 7.4 KG   40 x 30 x 25 CM", 30, "Sans-Regular"), ("MADE IN CHINA", 30, "Sans-Regular"))
    for text, height, face in lines:
        draw.text((at[0], y), text, font=font(int(height * unit), face), fill=(48, 36, 26))
        y += height * 1.32 * unit


def waybill(number, size=(420, 560)):
    """The carrier's adhesive label."""
    image = Image.new("RGB", size, (244, 244, 240))
    draw = ImageDraw.Draw(image)
    width, unit = size[0], size[0] / 420
    black = (22, 22, 22)

    def line(x, y, text, height, face="Sans-Regular"):
        draw.text((x * unit, y * unit), text, font=font(int(height * unit), face), fill=black)

    line(18, 14, "FROM  HAOYU ELECTRONICS, SHENZHEN CN", 15)
    line(18, 44, "SHIP TO", 15, "Sans-Bold")
    line(18, 66, facts.BUYER.upper(), 24, "Sans-Bold")
    line(18, 98, facts.BUYER_STREET.upper(), 17)
    line(18, 122, "AUSTIN TX 78758", 28, "Sans-Bold")
    draw.line((0, 168 * unit, width, 168 * unit), fill=black, width=3)
    line(18, 180, "UPS WORLDWIDE EXPEDITED", 22, "Sans-Bold")
    line(18, 212, "TRACKING #", 16)
    line(18, 234, facts.TRACKING, 30, "Mono-Bold")
    draw.line((0, 282 * unit, width, 282 * unit), fill=black, width=3)
    bars(draw, [v * unit for v in (40, 302, 380, 420)], 18)
    draw.line((0, 440 * unit, width, 440 * unit), fill=black, width=3)
    line(18, 452, f"PKG {number} OF {facts.CARTONS}     8.1 KG", 20, "Sans-Bold")
    line(18, 482, f"REF 1  {facts.ORDER}", 18)
    line(18, 508, f"REF 2  {facts.INVOICE}", 18)
    return image
