"""Search 20,000 documents as the search page does, in milliseconds (p50, p95).

Each path is a file of questions, one a line; without a path, 400 are drawn about the documents (words of a
text, names, words half typed, mistakes). The documents are drawn with a fixed seed (`bench.library`) and
written in a test database of the engine of ``DATABASE_URL`` (SQLite without it). « answer » is what the
index takes: counts of every choice, the first twenty, their passages, a correction when there is none;
« page » is the whole page, from the request to the HTML; « palette » the answer to a key. « cpu » is the time
of this process alone: with SQLite it holds everything, and does not depend on what else the machine does.
Reference: the 100 ms promised for p95 on an idle machine.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from bench import installation
from bench.library import Library
from bench.result import Result, Stopwatch, peak_mb
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.pages import found
from copil.search import actions, queries, synonyms, vocabulary
from copil.search.queries import Narrowing
from copil.territories import actions as territories
from copil.territories.models import Territory

DOCUMENTS = 20_000
QUESTIONS = 400
PROMISED_MS = 100.0
PLACES = 600
# Addresses of static files as they are: an empty installation has no list of their digests.
_PLAIN = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Write the documents once, then measure each file of questions, or the drawn ones."""
    with installation.database() as engine, override_settings(STORAGES=_PLAIN):
        territories.load()
        library = Library(_places())
        entries = library.entries(DOCUMENTS)
        workspace, client = _workspace()
        watch = Stopwatch()
        actions.index_many(workspace=workspace, entries=entries, at=timezone.now())
        if engine == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as the server does by itself within a minute
        yield Result(
            family="finding", instance=f"{engine} documents written", value=DOCUMENTS, seconds=watch.seconds
        )
        sets = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in paths}
        ways = _ways(workspace, client)
        for name, asked in (sets or {"drawn": library.questions(entries, QUESTIONS)}).items():
            for way, ask in ways.items():
                yield from _measure(f"{engine} {name} {way}", asked, ask, Stopwatch(seconds))


def _ways(workspace: Workspace, client: Client) -> dict[str, Callable[[str], object]]:
    address = f"/e/{workspace.slug}/recherche/"
    return {
        "answer": lambda question: _answer(workspace, question),
        "page": lambda question: client.get(address, {"q": question}),
        "palette": lambda question: client.get(f"{address}palette/", {"q": question}),
    }


def _places() -> list[tuple[str, str]]:
    rows = Territory.objects.filter(kind="commune").order_by("-population", "key")[:PLACES]
    return [(row.name, row.code[:2]) for row in rows]


def _workspace() -> tuple[Workspace, Client]:
    workspace = Workspace.objects.create(name="Mesure", slug="mesure")
    user = User.objects.create_user("mesure@example.org")
    Membership.objects.create(workspace=workspace, user=user, role=Role.MEMBER)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return workspace, client


def _answer(workspace: Workspace, question: str) -> None:
    asked, today = synonyms.asked(workspace, question), timezone.localdate()
    facets = queries.facets(workspace=workspace, question=asked, chosen=Narrowing(), today=today)
    rows = queries.find(workspace=workspace, question=asked).defer("title_words", "words", "body")[:20]
    found.results_of(rows, asked, workspace=workspace)
    if not facets.total:
        vocabulary.suggestion(workspace=workspace, question=question)


def _measure(
    name: str, questions: Sequence[str], ask: Callable[[str], object], watch: Stopwatch
) -> Iterator[Result]:
    taken, spent = [], []
    ask(questions[0])  # what is computed once a process is not the question's
    for question in questions:
        if watch.over:
            break
        start, cpu = time.perf_counter(), time.process_time()
        ask(question)
        taken.append(1000 * (time.perf_counter() - start))
        spent.append(1000 * (time.process_time() - cpu))
    for measure, values in (("ms", taken), ("cpu ms", spent)):
        for figure, value in (
            ("p50", statistics.median(values)),
            ("p95", statistics.quantiles(values, n=20)[-1]),
        ):
            yield Result(
                family="finding",
                instance=f"{name} {figure} {measure}",
                value=value,
                reference=PROMISED_MS if figure == "p95" else None,
                seconds=watch.seconds,
                peak_mb=peak_mb(),
                status="ok" if len(taken) == len(questions) else "timeout",
            )
