"""Work on needs done later by the worker (named in ``settings.JOBS``)."""

from django.utils import timezone

from copil.needs import proposals
from copil.notifications.models import Job


def propose(job: Job) -> None:
    """Compare the needs of a large workspace."""
    proposals.run(job, at=timezone.now())
