"""Phones that follow a board: each asks as the script of the page does (``pulse.js``, ``room.js``)."""

import gzip
import http.client
import os
import random
import re
import threading
import time
import urllib.parse
import uuid
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path

EVERY, REST = 1.8, 0.5
LAST = 8.0
PART = {"X-Board-Cards": "1", "Cache-Control": "no-cache"}
SAYS = "Carte {number:05} : le dernier bus part avant la fin des cours, rien pour rentrer le soir"
_CARD = re.compile(r"Carte (\d{5})")


class Phone(threading.Thread):
    """Follows a board, and writes a card every ``writes`` seconds when it has something to say.

    ``seen`` is when each card was first on its screen, ``sent`` when it began to send each of its own.
    Nothing is sent in the last seconds: everybody has time to see it.
    """

    def __init__(self, server: str, path: str, *, rank: int, until: float, writes: float | None) -> None:
        super().__init__(daemon=True)
        self.dice = random.Random(rank)
        self.rank, self.path, self.until, self.writes = rank, path, until, writes
        self.line = http.client.HTTPConnection(urllib.parse.urlsplit(server).netloc, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = self.pulse = self.beat = ""
        self.seen: dict[int, float] = {}
        self.sent: dict[int, float] = {}
        self.asked: list[float] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Open the page at some moment of the first seconds, then follow it until the end."""
        time.sleep(self.dice.random() * EVERY)
        self._look()
        writing = time.monotonic() + self.dice.random() * (self.writes or 0)
        wait = self.dice.random() * EVERY
        while time.monotonic() < self.until:
            time.sleep(wait)
            begun = time.monotonic()
            if self.writes and writing < time.monotonic() < self.until - LAST:
                writing += self.writes
                self._write()
            self._ask()
            wait = max(REST, begun + EVERY - time.monotonic())
        self.line.close()

    def _ask(self) -> None:
        """Ask whether the board changed, without a cookie: the answer holds the cards when it did."""
        start = time.monotonic()
        status, body = self._send(
            "GET", self.pulse, PART | {"If-None-Match": f'"{self.beat}"'}, cookies=False
        )
        self.asked.append(time.monotonic() - start)
        if status == 200:
            self._read(body)
        elif status != 304 or body:
            self.wrong.append(f"{status} for a question")

    def _look(self) -> None:
        """Open the whole page."""
        status, body = self._send("GET", self.path, {})
        if status == 200:
            self._read(body)
        else:
            self.wrong.append(f"{status} for the page")

    def _read(self, body: bytes) -> None:
        now, page = time.monotonic(), body.decode()
        self.token = _first(r'name="csrfmiddlewaretoken" value="(\w+)"', page) or self.token
        self.pulse, self.beat = _first(r'data-pulse="([^"]+)"', page), _first(r'data-beat="(\d+)"', page)
        for number in map(int, _CARD.findall(page)):
            self.seen.setdefault(number, now)

    def _write(self) -> None:
        number = 1000 * (self.rank + 1) + len(self.sent)
        self.sent[number] = time.monotonic()
        given = {"text": SAYS.format(number=number), "once": uuid.uuid4()}
        body = urllib.parse.urlencode({**given, "csrfmiddlewaretoken": self.token})
        kept = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.path}
        status, _ = self._send("POST", self.path, kept, body=body)
        if status == 302:
            self._look()
        else:
            self.wrong.append(f"{status} for a card")

    def _send(
        self, method: str, path: str, headers: Mapping[str, str], *, body: str = "", cookies: bool = True
    ) -> tuple[int, bytes]:
        carried = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {"Cookie": carried} if cookies and carried else {}
        said = {"Accept-Encoding": "gzip", **headers, **own}
        try:
            self.line.request(method, path, body or None, said)
            answer = self.line.getresponse()
            read = answer.read()
        except (http.client.HTTPException, OSError):
            # A line kept open that the server closed: a browser opens another.
            self.line.close()
            self.line.request(method, path, body or None, said)
            answer = self.line.getresponse()
            read = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            read = gzip.decompress(read)
        for given in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: one.value for name, one in SimpleCookie(given).items()}
        return answer.status, read


def processor_of(pid: int) -> float:
    """Return the seconds of processor that a process and those it started took so far (Linux)."""
    rows = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        rows[int(path.parent.name)] = int(after[1]), int(after[11]) + int(after[12])
    family = {pid}
    while more := {one for one, (parent, _) in rows.items() if parent in family} - family:
        family |= more
    return sum(rows[one][1] for one in family if one in rows) / os.sysconf("SC_CLK_TCK")


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    return found[1] if found else ""
