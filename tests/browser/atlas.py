"""Every page, found by following the links: one address for each name of the resolver."""

import csv
import http.client
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Set
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

MATRIX = Path(__file__).parents[1] / "access" / "matrix.csv"


@dataclass
class Sheet:
    """What one page says of itself."""

    url: str
    status: int
    kind: str
    titles: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Keeps the titles and the addresses of the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.titles: list[str] = []
        self._tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags.append(tag)
        values = dict(attrs)
        if tag == "a" and values.get("href") and "download" not in values:
            self.links.append(str(values["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._tags.append("")

    def handle_data(self, data: str) -> None:
        if self._tags and self._tags[-1] == "title":
            self.titles.append(data)


def names_for(role: str) -> set[str]:
    """Return the names whose GET shows a page to a role, by the access matrix."""
    with MATRIX.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["method"] == "GET"]
    return {row["url"] for row in rows if row[role] == "200"}


def name_of(address: str) -> str:
    """Return the name of an address; empty for one that is not ours."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def crawl(
    site_url: str, *, starts: Iterable[str], cookies: Mapping[str, str], per_name: int, wanted: Set[str]
) -> dict[str, Sheet]:
    """Follow the links from some pages until the wanted ones are found; return the first page of each name.

    A few addresses a name are opened, and one only where a file is behind it: those of a name that was not
    seen yet come first.
    """
    host = urlsplit(site_url).netloc
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    found: dict[str, Sheet] = {}
    waiting, later = deque(starts), deque[str]()
    seen: Counter[str] = Counter()
    met: set[str] = set()
    while (waiting or later) and not wanted <= found.keys():
        address = waiting.popleft() if waiting else later.popleft()
        name = name_of(urlsplit(address).path)
        is_file = name in found and found[name].kind not in {"", "text/html"}
        if not name or address in met or seen[name] == per_name or is_file:
            continue
        if waiting and seen[name]:
            later.append(address)
            continue
        met.add(address)
        seen[name] += 1
        # The server closes a connection that waits for two seconds: a busy machine may need them between two.
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            content = answer.read()
        kind = (answer.getheader("Content-Type") or "").split(";")[0]
        sheet = Sheet(address, answer.status, kind)
        found.setdefault(name, sheet)
        if kind == "text/html":
            reader = Reader()
            reader.feed(content.decode())
            sheet.titles = reader.titles
            links = [urlsplit(urljoin(site_url + address, link)) for link in reader.links]
            waiting.extend(link.path for link in links if link.netloc == host)
        elif location := answer.getheader("Location"):
            waiting.append(urlsplit(location).path)
    return found
