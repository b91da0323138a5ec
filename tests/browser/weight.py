"""What a page costs to somebody who comes for the first time: bytes and requests, as sent."""

import gzip
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Response

MAX_BYTES = 150_000
MAX_SCRIPT_BYTES = 35_000
MAX_REQUESTS = 15
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg")


@dataclass
class Weight:
    """The bytes of each answer, once compressed as any web server does."""

    page: Page
    sizes: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, int] = field(default_factory=dict)
    _answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._note)

    def _note(self, answer: Response) -> None:
        self._answers.append(answer)

    def measure(self) -> None:
        """Weigh what arrived since the page was opened; data addresses are part of what holds them."""
        for answer in self._answers:
            if answer.url.startswith("data:"):
                continue
            size = sent_bytes(answer)
            self.sizes[answer.url] = size
            if "javascript" in answer.headers.get("content-type", ""):
                self.scripts[answer.url] = size

    def problems(self, *, heavy: bool = False) -> list[str]:
        """Say what is beyond the limits; ``heavy`` pages show a map or a board and may bring more script."""
        self.measure()
        found = []
        total, script = sum(self.sizes.values()), sum(self.scripts.values())
        if total > MAX_BYTES:
            found.append(f"{total} bytes: {self.sizes}")
        if len(self.sizes) > MAX_REQUESTS:
            found.append(f"{len(self.sizes)} requests: {list(self.sizes)}")
        if script > MAX_SCRIPT_BYTES and not heavy:
            found.append(f"{script} bytes of script: {self.scripts}")
        return found


def sent_bytes(answer: Response) -> int:
    """Return the size of a body on the wire: as compressed by the server, or as a proxy compresses it."""
    if not answer.ok:
        return 0
    headers: dict[str, Any] = answer.headers
    if headers.get("content-encoding"):
        return int(headers["content-length"])
    body = answer.body()
    if headers.get("content-type", "").startswith(COMPRESSIBLE):
        return len(gzip.compress(body, 6))
    return len(body)
