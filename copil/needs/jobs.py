"""Work on needs done later by the worker (named in ``settings.JOBS``)."""

from django.utils import timezone

from copil.identity.models import Network
from copil.needs import network_notices, proposals
from copil.notifications.models import Job


def propose(job: Job) -> None:
    """Compare the needs of a large workspace."""
    proposals.run(job, at=timezone.now())


def tell_network(job: Job) -> None:
    """Tell the coordinators of a network what concerns them since something was shared."""
    network = Network.objects.filter(pk=job.payload["network"]).first()
    if network is not None:
        network_notices.tell(network, at=timezone.now())
