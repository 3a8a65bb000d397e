"""E-photos-video/*.jpg: five drawn photographs with the metadata a phone would have written."""

import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

import facts
from goods import board, chip, printed, ruler, waybill
from ink import font, grained, lit, photographed, shadowed, surface, tilted

SIZE = (1440, 1080)
ZONE = "-05:00"


def desk(size, seed=11, colour=(150, 132, 112)):
    return surface(size, colour, seed, 0.10, (260, 4))


def pallet():
    """Twenty sealed cartons on a pallet in the goods entrance, as they came off the truck."""
    scene = Image.new("RGB", SIZE)
    scene.paste(surface((SIZE[0], 640), (196, 196, 190), 21, 0.04, (300, 90)), (0, 0))
    scene.paste(surface((SIZE[0], 440), (126, 124, 120), 22, 0.14, (30, 14)), (0, 640))
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, 600, SIZE[0], 642), fill=(148, 148, 144))
    draw.rectangle((1180, 90, 1420, 640), fill=(120, 132, 138))
    draw.rectangle((1196, 106, 1404, 640), fill=(164, 174, 178))
    wide, tall, deep = 210, 148, 128
    left, floor = 250, 880
    shadowed(scene, (left - 20, floor - 10, left + 4 * wide + deep + 40, floor + 60), 24, (6, 8), 150)
    for x in range(left - 10, left + 4 * wide, 268):
        draw.rectangle((x, floor, x + 84, floor + 52), fill=(134, 104, 70))
    draw.rectangle((left - 14, floor - 2, left + 4 * wide + 14, floor + 16), fill=(168, 134, 92))
    draw.polygon(((left + 4 * wide + 14, floor - 2), (left + 4 * wide + deep, floor - 62), (left + 4 * wide + deep, floor - 44), (left + 4 * wide + 14, floor + 16)), fill=(118, 92, 62))
    number = facts.CARTONS
    for row in range(5):
        top = floor - (row + 1) * tall
        side = tilted(surface((300, 200), (140, 104, 68), 40 + row, 0.1, (30, 3)), ((0, 60), (deep, 0), (deep, tall), (0, tall + 60)), (deep, tall + 62), None)
        mask = Image.new("L", side.size, 0)
        ImageDraw.Draw(mask).polygon(((0, 60), (deep, 0), (deep, tall), (0, tall + 60)), fill=255)
        scene.paste(side, (left + 4 * wide, top - 60), mask)
        draw.line((left + 4 * wide, top + tall, left + 4 * wide + deep, top + tall - 60), fill=(84, 62, 42), width=2)
        for column in range(4):
            x = left + column * wide
            face = surface((wide, tall), (182, 140, 96), 300 + number, 0.10, (90, 3))
            printed(face, number, (9, 24), 172)
            face.paste(waybill(number, (66, 88)), (wide - 72, 50))
            number -= 1
            scene.paste(face, (x, top))
            draw.rectangle((x, top, x + wide - 1, top + tall - 1), outline=(104, 76, 50), width=2)
            draw.rectangle((x, top, x + wide - 1, top + 13), fill=(196, 168, 128))
    top = floor - 5 * tall
    draw.polygon(((left, top), (left + deep, top - 60), (left + 4 * wide + deep, top - 60), (left + 4 * wide, top)), fill=(202, 162, 116))
    for column in range(1, 4):
        draw.line((left + column * wide, top, left + column * wide + deep, top - 60), fill=(150, 116, 78), width=3)
    film = Image.new("L", SIZE, 0)
    sheen = ImageDraw.Draw(film)
    for i in range(34):
        y = top + 8 + i * 22
        sheen.line((left, y, left + 4 * wide, y + (i * 37 % 26) - 13), fill=60 + (i * 53) % 70, width=2 + i % 4)
    sheen.rectangle((left + 70, top, left + 94, floor), fill=60)
    sheen.rectangle((left + 610, top, left + 626, floor), fill=50)
    scene.paste((246, 248, 250), (0, 0), film.filter(ImageFilter.GaussianBlur(3)))
    return photographed(lit(scene, 1.12, 0.72), 91)


def carton_label():
    """One carton, close: the marks, the lot and the carrier's label in one frame."""
    face = surface((1500, 1000), (182, 140, 96), 51, 0.10, (120, 3))
    printed(face, 3, (92, 240), 900)
    face.paste(waybill(3, (480, 640)), (968, 210))
    draw = ImageDraw.Draw(face)
    tape = Image.new("RGB", (1500, 110), (206, 180, 134))
    face.paste(Image.blend(face.crop((0, 0, 1500, 110)), tape, 0.55), (0, 0))
    draw.line((0, 110, 1500, 110), fill=(150, 118, 80), width=2)
    draw.line((0, 52, 1500, 52), fill=(120, 92, 62), width=3)
    scene = tilted(face, ((-30, 96), (1476, 30), (1462, 1010), (-10, 1064)), SIZE, (92, 84, 76))
    return photographed(lit(scene, 1.14, 0.7, (0.6, 0.3)), 92, 0.9)


def open_carton():
    """Carton 3 opened: boards standing in a foam grid, the marks readable on the flap."""
    scene = desk(SIZE)
    shadowed(scene, (260, 150, 1180, 900), 26)
    scene.paste(surface((920, 750), (166, 126, 84), 61, 0.1, (90, 3)), (260, 150))
    draw = ImageDraw.Draw(scene)
    draw.rectangle((300, 190, 1140, 860), fill=(70, 58, 48))
    draw.rectangle((312, 202, 1128, 848), fill=(58, 60, 66))
    for i in range(25):
        y = 214 + i * 25
        for x in (326, 730):
            draw.rectangle((x, y, x + 384, y + 9), fill=(28, 96, 60))
            draw.rectangle((x, y + 9, x + 384, y + 13), fill=(14, 46, 30))
            draw.rectangle((x + 150, y - 3, x + 200, y + 3), fill=(176, 178, 180))
            draw.rectangle((x + 250, y - 1, x + 262, y + 4), fill=(206, 178, 96))
    near = surface((920, 360), (182, 140, 96), 62, 0.10, (90, 3))
    printed(near, 3, (60, 24), 760)
    scene.paste(tilted(near, ((0, 0), (920, 0), (900, 168), (22, 168)), (920, 168), (150, 132, 112)), (262, 905))
    for box in ((150, 160, 258, 890), (1182, 160, 1290, 890)):
        scene.paste(surface((box[2] - box[0], box[3] - box[1]), (194, 152, 106), 63, 0.1, (4, 60)), box[:2])
    scene.paste(surface((920, 110), (190, 148, 102), 64, 0.1, (90, 3)), (260, 36))
    return photographed(lit(scene, 1.1, 0.66), 93)


def board_wide(marking=facts.WRONG_PART, serial="HY2603C0217", size=SIZE):
    """One board beside a ruler."""
    scene = desk(SIZE, 12, (112, 118, 126))
    drawn = board(11.4, marking, serial)
    shadowed(scene, (140, 90, 140 + drawn.width, 90 + drawn.height), 16)
    scene.paste(drawn, (140, 90))
    scale = ruler(118, 11.4, 96)
    shadowed(scene, (40, 930, 40 + scale.width, 1020), 8, (4, 6))
    scene.paste(scale, (40, 930))
    whole = tilted(scene, ((-40, -30), (1490, 6), (1470, 1110), (-16, 1096)), SIZE, (100, 106, 112))
    return photographed(lit(whole, 1.12, 0.68), 94).resize(size, Image.LANCZOS)


def chip_close(marking=facts.WRONG_PART, seed=95, size=SIZE):
    """The microcontroller with its marking, a millimetre scale at its foot."""
    scene = grained(Image.new("RGB", SIZE, (22, 84, 52)), 6, 0.07)
    draw = ImageDraw.Draw(scene)
    for i in range(25):
        at = 720 + (i - 12) * 26
        for line in (((at, 40), (at, 130)), ((at, 800), (at - 60, 930))):
            draw.line(line, fill=(32, 106, 66), width=9)
        draw.line(((300, 90 + i * 28), (400, 90 + i * 28)), fill=(32, 106, 66), width=9)
        draw.line(((1040, 90 + i * 28), (1180, 60 + i * 30)), fill=(32, 106, 66), width=9)
    part = chip(700, marking)
    shadowed(scene, (330, 60, 330 + part.width, 60 + part.height), 12, (8, 10))
    scene.paste(part, (330, 60), part)
    for x, y, name in ((90, 150, "C31"), (90, 420, "C32"), (1260, 260, "R18"), (1260, 560, "C40")):
        draw.rectangle((x, y, x + 130, y + 70), fill=(150, 132, 104))
        draw.rectangle((x - 26, y, x + 12, y + 70), fill=(200, 202, 200))
        draw.rectangle((x + 118, y, x + 156, y + 70), fill=(200, 202, 200))
        draw.text((x + 66, y - 26), name, font=font(34), fill=(222, 226, 216), anchor="mm")
    draw.text((300, 40), "U1", font=font(44, "Sans-Bold"), fill=(222, 226, 216), anchor="mm")
    scene.paste(ruler(29, 50, 170), (0, 910))
    whole = tilted(scene, ((-14, -22), (1466, -4), (1450, 1096), (-26, 1090)), SIZE, (22, 84, 52))
    return photographed(lit(whole, 1.2, 0.62, (0.4, 0.35)), seed, 1.0, 0.06).resize(size, Image.LANCZOS)


PHOTOS = (
    ("141412", pallet, True), ("141527", carton_label, False), ("143112", open_carton, False),
    ("143305", board_wide, False), ("143730", chip_close, False),
)


def main(folder):
    for clock, draw, placed in PHOTOS:
        path = folder / f"IMG_20260409_{clock}.jpg"
        draw().save(path, quality=82, optimize=True)
        moment = f"2026:04:09 {clock[:2]}:{clock[2:4]}:{clock[4:]}"
        tags = ["-JFIF:all=", "-Make=Tessel", "-Model=P3", "-Software=P3-8.1", f"-ModifyDate={moment}", f"-DateTimeOriginal={moment}",
                f"-CreateDate={moment}", f"-OffsetTime={ZONE}", f"-OffsetTimeOriginal={ZONE}", f"-OffsetTimeDigitized={ZONE}",
                "-Orientation#=1", "-FNumber=1.8", "-ExposureTime=1/120", "-ISO=160", "-FocalLength=5.6", "-ExifVersion=0232", "-ColorSpace#=1",
                f"-ExifImageWidth={SIZE[0]}", f"-ExifImageHeight={SIZE[1]}"]
        if placed:
            tags += ["-GPSLatitude=30.38762", "-GPSLatitudeRef=N", "-GPSLongitude=97.70614", "-GPSLongitudeRef=W", "-GPSAltitude=221",
                     "-GPSAltitudeRef=0", "-GPSDateStamp=2026:04:09", f"-GPSTimeStamp={int(clock[:2]) + 5}:{clock[2:4]}:{clock[4:]}"]
        subprocess.run(["exiftool", "-q", "-overwrite_original", *tags, str(path)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
