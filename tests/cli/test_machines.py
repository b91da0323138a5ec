"""Two machines serve one installation on PostgreSQL: one database, one key, no session tied to either."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli import campaign
from tests.cli.campaign import Campaign
from tests.cli.conftest import installation
from tests.cli.test_campaign import founded, left_alone
from tests.hand import Hand

COUNT = """
from copil.needs.models import Need
answer = Need.objects.count()
"""


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_session_opened_on_one_writes_on_the_other(tmp_path: Path) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(campaign.durable_postgres())
        address = f"postgresql://postgres@/copil?host={server.get_postmaster_info().socket_dir}"
        machines = [installation(tmp_path / name) for name in ("one", "other")]
        for machine in machines:
            machine.environment["DATABASE_URL"] = address
        one = founded(stack.enter_context(left_alone(Campaign(machines[0]))))
        other = stack.enter_context(left_alone(Campaign(machines[1])))
        one.start()
        other.start()
        hand = Hand(one.url)
        hand.log_in(campaign.EMAIL, campaign.PASSWORD, then=f"{campaign.HOME}besoins/nouveau/")
        for number, site in enumerate((one, other, one, other)):
            hand.url = site.url
            words = {"organisation": "Association des Bords de Marne", "text": f"Un besoin, le {number}e"}
            status, _ = hand.post(f"{campaign.HOME}besoins/nouveau/", {**words, "kind": "structure"})
            assert status == 302
        assert machines[1].inside(COUNT) == 4
