"""Copy the third-party files the pages serve into `copil/core/static/vendor/`, and record their digests.

The result is committed: running the product needs neither npm nor a network. To refresh it:

    npm ci --omit=peer
    python tools/vendor_assets.py

`python tools/vendor_assets.py --check` only compares the committed files with `DIGESTS.txt`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "copil" / "core" / "static" / "vendor"
DIGESTS = TARGET / "DIGESTS.txt"

FONT = "@fontsource/atkinson-hyperlegible"
COPIES = {
    f"{FONT}/files/atkinson-hyperlegible-latin-400-normal.woff2": "fonts/atkinson-400.woff2",
    f"{FONT}/files/atkinson-hyperlegible-latin-400-italic.woff2": "fonts/atkinson-400i.woff2",
    f"{FONT}/files/atkinson-hyperlegible-latin-700-normal.woff2": "fonts/atkinson-700.woff2",
    f"{FONT}/LICENSE": "LICENSE-atkinson-hyperlegible.txt",
    "bootstrap/LICENSE": "LICENSE-bootstrap.txt",
    "bootstrap-icons/LICENSE": "LICENSE-bootstrap-icons.txt",
}

# One name per drawing the screens use; the logo is ours.
ICONS = """
alarm-fill archive arrow-down arrow-left arrow-left-right arrow-repeat arrow-right arrow-up bell book
box-arrow-right box-arrow-up-right briefcase buildings calendar-event calendar3 camera-video cash-coin
chat-quote check-circle check-circle-fill check-lg check2-square chevron-down chevron-left chevron-right
circle circle-half clipboard-check clock clock-history cloud cloud-rain collection compass copy dash-circle
diagram-3
download envelope exclamation-circle-fill exclamation-triangle-fill eye eye-slash file-earmark-pdf
file-earmark-spreadsheet file-earmark-text file-earmark-word fingerprint flag funnel gear geo geo-alt
globe2 hand-thumbs-up-fill heart hourglass-split house info-circle info-circle-fill journal-text key
layers lightbulb link-45deg list lock-fill mailbox map moon paperclip pencil people person person-check
person-plus pin-map play-fill plus-lg printer projector puzzle qr-code question-circle record-circle
search send shield-check shop sign-turn-right signpost-split slash-circle sliders star star-fill stars
sun table tags telephone three-dots tools trash unlock upload wifi-off x-circle x-lg
""".split()

LOGO = (
    '<symbol id="copil" viewBox="0 0 24 24"><path d="M4 19 9.5 8.5 15 14.5 20 5" fill="none" '
    'stroke="currentColor" stroke-width="2.6" stroke-linejoin="round"/><circle cx="4" cy="19" r="2.6"/>'
    '<circle cx="9.5" cy="8.5" r="2.6"/><circle cx="15" cy="14.5" r="2.6"/><circle cx="20" cy="5" r="3.4"/>'
    "</symbol>"
)


def symbol(name: str) -> str:
    """Return one bootstrap-icons drawing as a `<symbol>`, without its class and size."""
    source = (MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    found = re.search(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', source, re.DOTALL)
    if found is None:
        raise SystemExit(f"unexpected drawing: {name}.svg")
    box, body = found.groups()
    body = re.sub(r">\s+<", "><", body.strip())
    return f'<symbol id="{name}" viewBox="{box}">{body}</symbol>'


def sprite() -> str:
    """Return the whole icon sheet, one symbol a line."""
    symbols = [symbol(name) for name in sorted(ICONS)] + [LOGO]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def stylesheet() -> str:
    """Return Bootstrap's stylesheet without its source map line, which points to a file we do not ship."""
    source = (MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css").read_text(encoding="utf-8")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/\s*", "", source)


def copy() -> None:
    """Write every vendored file and the digests that prove they are untouched."""
    for source, target in COPIES.items():
        path = TARGET / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((MODULES / source).read_bytes())
    (TARGET / "bootstrap.min.css").write_text(stylesheet(), encoding="utf-8")
    (TARGET / "icons.svg").write_text(sprite(), encoding="utf-8")
    DIGESTS.write_text("".join(f"{digest}  {name}\n" for name, digest in current().items()), encoding="utf-8")


def current() -> dict[str, str]:
    """Return the SHA-256 of every vendored file, by its path inside the folder."""
    files = sorted(path for path in TARGET.rglob("*") if path.is_file() and path != DIGESTS)
    return {
        path.relative_to(TARGET).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def recorded() -> dict[str, str]:
    """Return the digests written when the files were vendored."""
    lines = DIGESTS.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with DIGESTS.txt and change nothing")
    if not parser.parse_args().check:
        copy()
        return 0
    if current() != recorded():
        print("vendored files differ from DIGESTS.txt", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
