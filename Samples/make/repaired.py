"""pcb-quality-repaired: the same case once its holes are closed. Files are copied, claim.yaml is changed here."""

import shutil
import sys
from pathlib import Path

CHANGES = (
    ("# Larkspur v. Haoyu: the wrong microcontroller on 2,000 boards.\n", "# Larkspur v. Haoyu once its holes are closed: the sum is the one the exhibits carry.\n# The video is left out: it cannot be remade.\n"),
    ("  ask: 35200.00 USD\n", "  ask: 18460.00 USD\n"),
    ("      proof: B-4\nnonconformity:", "      proof: B-4\n    - for: Inspection fee\n      amount: 1200.00 USD\n      proof: D-1\nnonconformity:"),
)


def repair(source, target):
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        if path.is_file() and name.parts[0] != "_notes" and path.name not in ("claim.yaml", "unboxing.mp4"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
    words = (source / "claim.yaml").read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert words.count(old) == 1, old
        words = words.replace(old, new)
    words = words[:words.index("  - number: E-3\n")]
    (target / "claim.yaml").write_text(words, encoding="utf-8")


if __name__ == "__main__":
    repair(Path(sys.argv[1]), Path(sys.argv[2]))
