"""E-photos-video/unboxing.mp4: twelve seconds, one shot: a sealed carton, its label, the cut, the boards."""

import math
import random
import subprocess
import sys
import tempfile
import wave
from array import array
from pathlib import Path

from PIL import Image, ImageDraw

import facts
from goods import board, printed, waybill
from ink import grained, lit, shadowed, surface

SCENE, FRAME, RATE, SECONDS = (1600, 900), (640, 360), 15, 12
CARTON = (320, 90, 1280, 810)
TOUCHED_END = "2026-04-09T19:20:26Z"


def closed_carton():
    """The carton from above, taped along its middle."""
    scene = surface(SCENE, (142, 126, 110), 11, 0.10, (260, 4))
    shadowed(scene, CARTON, 24)
    left, top, right, bottom = CARTON
    lid = surface((right - left, bottom - top), (184, 142, 98), 81, 0.1, (90, 3))
    printed(lid, 3, (60, 30), 560)
    lid.paste(waybill(3, (210, 280)), (690, 26))
    draw = ImageDraw.Draw(lid)
    draw.rectangle((0, 330, lid.width, 410), fill=(206, 178, 132))
    draw.line((0, 370, lid.width, 370), fill=(172, 142, 100), width=2)
    scene.paste(lid, (left, top))
    return lit(scene, 1.1, 0.7)


def open_carton():
    """The same carton with both flaps away: one board lies on the foam, the rest stand beneath it."""
    scene = surface(SCENE, (142, 126, 110), 11, 0.10, (260, 4))
    shadowed(scene, CARTON, 24)
    left, top, right, bottom = CARTON
    scene.paste(surface((right - left, bottom - top), (150, 112, 76), 82, 0.1, (90, 3)), (left, top))
    draw = ImageDraw.Draw(scene)
    draw.rectangle((left + 26, top + 26, right - 26, bottom - 26), fill=(60, 62, 68))
    for i in range(30):
        y = top + 44 + i * 21
        for x in (left + 44, left + 500):
            draw.rectangle((x, y, x + 416, y + 8), fill=(28, 92, 58))
    on_top = board(5.6, facts.WRONG_PART, "HY2603C0201")
    shadowed(scene, (520, 260, 520 + on_top.width, 260 + on_top.height), 10, (6, 8))
    scene.paste(on_top, (520, 260))
    return lit(scene, 1.1, 0.7)


def eased(t, begin, end):
    t = min(1.0, max(0.0, (t - begin) / (end - begin)))
    return t * t * (3 - 2 * t)


def frame(t, closed, opened):
    """The picture at t seconds."""
    scene = closed.copy()
    left, top, right, bottom = CARTON
    middle = top + 370
    parted = eased(t, 7.6, 9.2)
    if parted > 0:
        reach = int((bottom - top) / 2 * parted)
        gap = (left, max(top, middle - reach), right, min(bottom, middle + reach))
        scene.paste(opened.crop(gap), gap[:2])
        draw = ImageDraw.Draw(scene)
        for y in (gap[1], gap[3]):
            draw.line((left, y, right, y), fill=(92, 68, 46), width=6)
    elif t > 5.2:
        along = left + (right - left) * eased(t, 5.2, 7.2)
        draw = ImageDraw.Draw(scene)
        draw.line((left, middle, along, middle), fill=(60, 46, 34), width=7)
        if t < 7.3:
            draw.polygon(((along, middle), (along + 26, middle - 16), (along + 120, middle - 120), (along + 92, middle - 136)), fill=(188, 190, 194))
            draw.polygon(((along + 84, middle - 132), (along + 126, middle - 116), (along + 300, middle - 330), (along + 236, middle - 356)), fill=(206, 162, 52))
    near_label = eased(t, 1.6, 2.8) - eased(t, 4.2, 5.2)
    near_chip = eased(t, 9.6, 11.0)
    shake = (5 * math.sin(t * 3.1) + 3 * math.sin(t * 7.7), 4 * math.sin(t * 2.3 + 1) + 2 * math.sin(t * 9.1))
    width = 1560 - 820 * near_label - 1180 * near_chip
    x = 800 + 120 * near_label + (520 + 50 * 5.6 - 800) * near_chip + shake[0]
    y = 450 - 170 * near_label + (260 + 32 * 5.6 - 450) * near_chip + shake[1]
    height = width * FRAME[1] / FRAME[0]
    x = min(SCENE[0] - width / 2, max(width / 2, x))
    y = min(SCENE[1] - height / 2, max(height / 2, y))
    return scene.resize(FRAME, Image.BICUBIC, (x - width / 2, y - height / 2, x + width / 2, y + height / 2))


def sound(path):
    """A quiet room, and the blade while it cuts."""
    dice, level, rate = random.Random(409), 0.0, 16000
    samples = array("h")
    for i in range(rate * SECONDS):
        level = 0.96 * level + dice.uniform(-1, 1)
        t = i / rate
        cut = 1.0 if 5.2 < t < 7.2 else 0.35 if 7.6 < t < 9.2 else 0.0
        samples.append(int(60 * level + 1400 * cut * dice.uniform(-1, 1) * (0.6 + 0.4 * math.sin(t * 40))))
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


def main(folder):
    target = folder / "unboxing.mp4"
    closed, opened = closed_carton(), open_carton()
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch, "room.wav")
        sound(room)
        encoder = subprocess.Popen([
            "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "%dx%d" % FRAME, "-r", str(RATE), "-i", "-", "-i", str(room),
            "-map", "0:v", "-map", "1:a", "-c:v", "libx264", "-threads", "1", "-profile:v", "main", "-bf", "0", "-crf", "29", "-preset", "slow", "-pix_fmt", "yuv420p",
            "-bsf:v", "filter_units=remove_types=6", "-c:a", "aac", "-b:a", "32k", "-t", str(SECONDS), "-bitexact", "-fflags", "+bitexact", "-flags", "+bitexact",
            "-map_metadata", "-1", "-brand", "mp42", "-metadata", f"creation_time={TOUCHED_END}",
            "-metadata:s:v", "encoder=AVC Coding", "-metadata:s:v", "handler_name=VideoHandle", "-metadata:s:a", "handler_name=SoundHandle", str(target)], stdin=subprocess.PIPE)
        for i in range(RATE * SECONDS):
            picture = grained(frame(i / RATE, closed, opened), 7, 0.03)
            encoder.stdin.write(picture.tobytes())
        encoder.stdin.close()
        if encoder.wait() != 0:
            raise SystemExit("ffmpeg could not make unboxing.mp4")
    subprocess.run(["exiftool", "-q", "-overwrite_original", "-UserData:GPSCoordinates=30.3876, -97.7061", "-UserData:Make=Tessel",
                    "-UserData:Model=P3", "-UserData:SoftwareVersion=P3-8.1", "-Keys:AndroidVersion=15", str(target)], check=True)
    as_phones_begin(target)


def as_phones_begin(path):
    """Puts a phone's file type box and an 8 byte free box in the place of the encoder's 32 byte file type box."""
    content = path.read_bytes()
    if content[:8] != b"\x00\x00\x00\x20ftyp":
        raise SystemExit("unboxing.mp4 does not begin with the expected file type box")
    phone = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + b"\x00\x00\x00\x08free"
    path.write_bytes(phone + content[32:])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
