"""Work on everything done later by the worker (named in ``settings.JOBS``)."""

from django.utils import timezone

from copil.notifications.models import Job
from copil.pages import search_sources


def index_again(job: Job) -> None:
    """Write the index of a workspace again: what named a sheet brought into another names that one."""
    if job.workspace is not None:
        search_sources.rebuild(job.workspace, at=timezone.now())
