"""Fonts, noise and perspective for the drawn pictures. Everything is seeded: the same call draws the same pixels."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

LATIN = "/usr/share/fonts/truetype/liberation2/Liberation{}.ttf"
CHINESE = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"


def font(size, face="Sans-Regular"):
    """A font by face name; "chinese" is the one face that also has Chinese characters."""
    path = CHINESE if face == "chinese" else LATIN.format(face)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def noise(size, seed, cell=(1, 1)):
    width, height = max(2, size[0] // cell[0]), max(2, size[1] // cell[1])
    grains = random.Random(seed).randbytes(width * height)
    return Image.frombytes("L", (width, height), grains).resize(size, Image.BICUBIC)


def grained(image, seed, strength, cell=(1, 1)):
    """Adds grey noise of the given strength (0 to 1) around the present colours."""
    grey = noise(image.size, seed, cell).point(lambda v: int(128 + (v - 128) * strength))
    return ImageChops.add(image, Image.merge("RGB", (grey, grey, grey)), 1, -128)


def surface(size, colour, seed, strength=0.12, cell=(60, 3)):
    """A flat material with streaks: cardboard, desk, floor."""
    plain = Image.new("RGB", size, colour)
    return grained(grained(plain, seed, strength, cell), seed + 1, strength / 3)


def lit(image, bright=1.12, dark=0.62, centre=(0.45, 0.4)):
    """Light that falls off from one point, as a window or a ceiling lamp gives it."""
    width, height = image.size
    reach = int(max(width, height) * 2.2)
    fall = Image.radial_gradient("L").resize((reach, reach), Image.BILINEAR)
    left, top = int(reach / 2 - width * centre[0]), int(reach / 2 - height * centre[1])
    fall = fall.crop((left, top, left + width, top + height))
    shade = fall.point(lambda v: int(max(0, min(255, 128 * (bright - (bright - dark) * v / 200)))))
    return ImageChops.multiply(image, Image.merge("RGB", (shade,) * 3)).point(lambda v: min(255, v * 2))


def shadowed(canvas, box, spread=18, offset=(10, 14), strength=110):
    """Darkens the canvas beneath a thing that will be pasted at box."""
    veil = Image.new("L", canvas.size, 0)
    left, top, right, bottom = box
    ImageDraw.Draw(veil).rectangle(
        (left + offset[0], top + offset[1], right + offset[0], bottom + offset[1]), fill=strength)
    canvas.paste(Image.new("RGB", canvas.size, (12, 10, 8)), (0, 0), veil.filter(ImageFilter.GaussianBlur(spread)))


def photographed(image, seed, blur=0.7, grain=0.045):
    """What a phone adds: a little blur, a little noise."""
    return grained(image.filter(ImageFilter.GaussianBlur(blur)), seed, grain)


def tilted(image, corners, size, fill):
    """The image seen at an angle: its four corners (clockwise from top left) come to stand at the given points."""
    width, height = image.size
    flat = ((0, 0), (width, 0), (width, height), (0, height))
    rows = []
    for (x, y), (u, v) in zip(corners, flat):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for i in range(8):
        pivot = max(range(i, 8), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(8):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i])]
    return image.transform(size, Image.PERSPECTIVE, [row[8] for row in rows], Image.BICUBIC, fillcolor=fill)


def bars(draw, box, seed):
    """Lines that look like a bar code and carry nothing."""
    left, top, right, bottom = box
    dice, x = random.Random(seed), left
    while x < right:
        wide = dice.choice((2, 2, 3, 5))
        draw.rectangle((x, top, min(x + wide - 1, right), bottom), fill=(20, 20, 20))
        x += wide + dice.choice((2, 3, 4, 5))
