"""What machines ask of an installation: is it alive, is it ready, how it fares."""

import datetime as dt
import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.utils import timezone

from copil.accounts.models import OpenSession
from copil.identity.models import User, Workspace
from copil.notifications.enums import JobState
from copil.notifications.models import Job

# Below it, a database may fail in the middle of a write.
ROOM_BYTES = 64 * 1024 * 1024

Figure = tuple[str, str, float]


def faults() -> list[str]:
    """Return what prevents this installation from serving, in words for a supervisor."""
    found = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        found.append("database")
    try:
        if shutil.disk_usage(settings.DATA_DIR).free < ROOM_BYTES:
            found.append("disk")
    except OSError:
        found.append("disk")
    return found


def figures() -> Iterator[Figure]:
    """Return name, meaning and value of each measure; nothing in them is about a person."""
    now = timezone.now()
    yield "copil_up", "1 when the database answers", 1
    yield "copil_disk_free_bytes", "Free space where the data is", shutil.disk_usage(settings.DATA_DIR).free
    counts = dict(Job.objects.values_list("state").annotate(n=Count("pk")).order_by())
    for state in JobState.values:
        yield f'copil_jobs{{state="{state}"}}', "Jobs by state", counts.get(state, 0)
    due = Job.objects.filter(state=JobState.QUEUED, run_at__lte=now).aggregate(first=Min("run_at"))["first"]
    late = (now - due).total_seconds() if due else 0
    yield "copil_job_delay_seconds", "How long the oldest due job has waited", late
    yield "copil_sessions", "Open sessions", _sessions(now)
    yield "copil_accounts", "Open accounts", User.objects.filter(is_active=True).count()
    yield "copil_workspaces", "Workspaces", Workspace.objects.filter(archived_at=None).count()


def written(rows: Iterator[Figure]) -> str:
    """Return measures in the text format of Prometheus."""
    lines, told = [], set()
    for name, meaning, value in rows:
        family = name.partition("{")[0]
        if family not in told:
            told.add(family)
            lines += [f"# HELP {family} {meaning}", f"# TYPE {family} gauge"]
        lines.append(f"{name} {value:g}")
    return "\n".join(lines) + "\n"


def _sessions(now: dt.datetime) -> int:
    return OpenSession.objects.filter(expire_date__gt=now).exclude(account_id=None).count()
