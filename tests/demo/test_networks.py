"""The network of the demonstration: a proposal crosses carriers, and a common need is half confirmed."""

import pytest

from copil.identity.models import Network, Workspace
from copil.needs import network_proposals
from copil.needs.models import NetworkPart, NetworkShare
from copil.pages import demo
from copil.pages.demo.source import read
from copil.territories import actions as territories


@pytest.mark.django_db
def test_the_network() -> None:
    territories.load()
    demo.load(today=read("workspaces")["today"])
    network = Network.objects.get()
    main = Workspace.objects.get(slug="reseau-marne")
    found = network_proposals.of_network(network, reader=main).proposals
    assert len(found[0].carriers) == 3
    assert any("porteurs" in reason for reason in found[0].reasons)
    states = NetworkPart.objects.values_list("state", flat=True)
    assert sorted(states) == ["confirmed", "confirmed", "proposed"]
    assert NetworkShare.objects.in_force().filter(text__contains="Perrin").count() == 0
