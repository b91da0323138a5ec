"""What a workspace puts of its own on every document: colours, logo, a line at the foot. No Django here."""

import re
import struct
from base64 import b64encode
from dataclasses import dataclass

from copil.documents.safety import clean

ACCENT, GROUND = "75205f", "efebe8"
LOGO_WIDTH_MM, LOGO_HEIGHT_MM = 60.0, 18.0
_COLOUR = re.compile(r"[0-9a-f]{6}")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as six hexadecimal digits; ``logo`` is a PNG, none when empty; ``logo_name`` says whose it is.

    ``accent`` is that of titles, links and bullets, ``ground`` lies under the heads of tables, ``footer``
    stands after what the document itself says at the foot of every page.
    """

    accent: str = ACCENT
    ground: str = GROUND
    footer: str = ""
    logo: bytes = b""
    logo_name: str = ""

    def __post_init__(self) -> None:
        for name in ("accent", "ground"):
            colour = getattr(self, name).lower()
            if not _COLOUR.fullmatch(colour):
                raise ValueError(f"a colour has six hexadecimal digits, not {colour!r}")
            object.__setattr__(self, name, colour)
        object.__setattr__(self, "footer", " ".join(clean(self.footer).split()))
        object.__setattr__(self, "logo_name", " ".join(clean(self.logo_name).split()))
        if self.logo and not self.logo.startswith(_PNG):
            raise ValueError("a logo is a PNG")

    @property
    def logo_alt(self) -> str:
        """The text alternative of the logo."""
        return f"Logo de {self.logo_name}" if self.logo_name else "Logo"

    @property
    def logo_width_mm(self) -> float:
        """How wide the logo is printed: at most sixty millimetres, and eighteen in height."""
        across, down = struct.unpack(">II", self.logo[16:24])
        return float(min(LOGO_WIDTH_MM, LOGO_HEIGHT_MM * across / max(down, 1)))

    @property
    def logo_address(self) -> str:
        """The logo written as an address, for what holds its pictures in its own text."""
        return f"data:image/png;base64,{b64encode(self.logo).decode()}"


OURS = Look()


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest(colour: str, *, against: str, wanted: float, darker: bool) -> str:
    """Return the first colour towards black (or white) whose contrast with ``against`` is enough."""
    end = 0 if darker else 255
    shares = [int(colour[place : place + 2], 16) for place in (0, 2, 4)]
    for step in range(101):
        mixed = "".join(f"{round(one + (end - one) * step / 100):02x}" for one in shares)
        if contrast(mixed, against) >= wanted:
            return mixed
    return "000000" if darker else "ffffff"
