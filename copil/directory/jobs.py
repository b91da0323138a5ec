"""Work on the directory done later by the worker (named in ``settings.JOBS``)."""

from django.utils import timezone

from copil.directory import doubles
from copil.notifications.models import Job


def compare_doubles(job: Job) -> None:
    """Compare the sheets of a large workspace."""
    doubles.run(job, at=timezone.now())
