"""What the pages of a running server cost: queries, time to answer, bytes, requests, nodes.

PATH: a TOML file with `server`, `account`, `password` and `pages` (see bench/data/pages.toml). The server
runs beside, on the DATA_DIR or DATABASE_URL of this environment: queries are counted here, on the same data;
times are those of the server, one request after the other. Value: the number the instance is named after;
the reference is the limit the product gives itself.
"""

import fnmatch
import gzip
import http.client
import os
import re
import statistics
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Response, StorageState, sync_playwright

from bench.result import Result, Stopwatch, peak_mb
from tools.chromium import launch_options

REPEATED = 40
LIMITS: dict[str, float | None] = {
    "queries": 15,
    "bytes": 150_000,
    "requests": 15,
    "nodes": 600,
    "p50 ms": None,
    "p95 ms": 400,
}
COMPRESSIBLE = ("text/", "application/json", "image/svg")


@dataclass(frozen=True)
class Asked:
    """What a file asks to measure."""

    server: str
    account: str
    password: str
    pages: Sequence[str]


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each page of each file; pages beyond the budget are left out."""
    for path in paths:
        asked = Asked(**tomllib.loads(path.read_text(encoding="utf-8")))
        watch = Stopwatch(seconds)
        queries = QueryCounter(asked.account)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options())
            session = logged_in(browser, asked)
            for address in resolved(asked, cookies_of(session)):
                if watch.over:
                    break
                figures = {"queries": queries.of(address)}
                figures |= costs(browser, session, asked.server + address)
                figures |= times(asked.server, address, cookies_of(session))
                for name, value in figures.items():
                    yield Result(
                        family="pages",
                        instance=f"{generic(address)} {name}",
                        value=value,
                        reference=LIMITS[name],
                        seconds=watch.seconds,
                        peak_mb=peak_mb(),
                    )
            browser.close()


class QueryCounter:
    """Asks for pages in this process, on the data of the server, and counts what the database is asked."""

    def __init__(self, account: str) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "copil.settings")
        # The loop that drives the browser is in this thread: Django would refuse the database to it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        django.setup()
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(get_user_model().objects.get(email=account))

    def of(self, address: str) -> float:
        """Return the number of queries of a page, its session included."""
        self.client.get(address)  # what is computed once a process is not the page's
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return float(len(captured))


def logged_in(browser: Browser, asked: Asked) -> StorageState:
    """Open a session through the form."""
    context = browser.new_context(base_url=asked.server, locale="fr-FR")
    page = context.new_page()
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill(asked.account)
    page.get_by_label("Mot de passe").fill(asked.password)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(re.compile("/e/|/espaces/"))
    state = context.storage_state()
    context.close()
    return state


def cookies_of(session: StorageState) -> str:
    """Return the header that carries a session."""
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in session["cookies"])


def resolved(asked: Asked, cookies: str) -> list[str]:
    """Replace each star by what a link of the pages above leads to."""
    links: list[str] = []
    found: list[str] = []
    for pattern in asked.pages:
        matching = fnmatch.filter(links, pattern) if "*" in pattern else [pattern]
        if not matching:
            raise RuntimeError(f"no link leads to {pattern}")
        found.append(matching[0])
        links += re.findall(r'href="([^"#?]+)"', fetch(asked.server, matching[0], cookies).decode())
    return found


def fetch(server: str, address: str, cookies: str) -> bytes:
    """Return the body of a page."""
    line = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    line.request("GET", address, headers={"Cookie": cookies})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return body


def times(server: str, address: str, cookies: str) -> dict[str, float]:
    """Ask again and again, one request after the other; return the middle and the slow end, in ms."""
    taken = []
    for _ in range(REPEATED):
        start = time.perf_counter()
        fetch(server, address, cookies)
        taken.append(1000 * (time.perf_counter() - start))
    return {"p50 ms": statistics.median(taken), "p95 ms": statistics.quantiles(taken, n=20)[-1]}


def costs(browser: Browser, session: StorageState, url: str) -> dict[str, float]:
    """Open a page for the first time, nothing kept in the browser."""
    context = browser.new_context(storage_state=session, locale="fr-FR")
    page = context.new_page()
    answers: list[Response] = []

    def note(answer: Response) -> None:
        if not answer.url.startswith("data:"):
            answers.append(answer)

    page.on("response", note)
    page.goto(url, wait_until="networkidle")
    figures = {
        "bytes": float(sum(sent_bytes(answer) for answer in answers)),
        "requests": float(len(answers)),
        "nodes": float(page.evaluate("() => document.querySelectorAll('*').length")),
    }
    context.close()
    return figures


def sent_bytes(answer: Response) -> int:
    """Return the size of a body on the wire: as compressed by the server, or as a proxy compresses it."""
    headers: dict[str, Any] = answer.headers
    if headers.get("content-encoding"):
        return int(headers["content-length"])
    body = answer.body()
    return len(gzip.compress(body, 6)) if headers["content-type"].startswith(COMPRESSIBLE) else len(body)


def generic(address: str) -> str:
    """Return an address without what changes from one installation to the next."""
    return re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "*", address)
