"""Work on needs done later by the worker (named in ``settings.JOBS``)."""

from django.utils import timezone

from copil.identity.models import Network
from copil.needs import network_notices, proposals, search_entries
from copil.notifications.models import Job
from copil.search import actions as search


def propose(job: Job) -> None:
    """Compare the needs of a large workspace."""
    proposals.run(job, at=timezone.now())


def reindex(job: Job) -> None:
    """Write again what is found of a renamed organisation; twice is the same as once."""
    if job.workspace is None:
        return
    entries = search_entries.of_organisation(job.workspace, organisation=job.payload["organisation"])
    search.index_many(workspace=job.workspace, entries=entries, at=timezone.now())


def tell_network(job: Job) -> None:
    """Tell the coordinators of a network what concerns them since something was shared."""
    network = Network.objects.filter(pk=job.payload["network"]).first()
    if network is not None:
        network_notices.tell(network, at=timezone.now())
