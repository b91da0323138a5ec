"""Forty-five people of fifteen organisations, expected at the launch of an initiative.

``python -m tests.browser.gathered INITIATIVE``: they are made in the installation that the environment names,
where a file of organisations and the desk of a meeting would bring them.
"""

import datetime as dt
import os
import sys
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "copil.settings")
django.setup()

from django.utils import timezone  # noqa: E402  # models ask for Django to be set up

from copil.core.text import name_key  # noqa: E402  # models: Django is set up above
from copil.directory.enums import Kind  # noqa: E402  # models: Django is set up above
from copil.directory.models import Function, Organisation, Person  # noqa: E402  # models: Django is set up above
from copil.identity.models import User  # noqa: E402  # models: Django is set up above
from copil.initiatives.models import Initiative  # noqa: E402  # models: Django is set up above
from copil.meetings import actions as meetings  # noqa: E402  # models: Django is set up above
from copil.meetings.models import Participant  # noqa: E402  # models: Django is set up above
from tests.browser import site  # noqa: E402  # models: Django is set up above

KINDS = {Kind.ASSOCIATION: "Association", Kind.COMPANY: "Entreprise", Kind.LOCAL_AUTHORITY: "Mairie"}
OF_EACH_KIND, FROM_EACH = 5, 3


def organisation(initiative: Initiative, kind: Kind, number: int) -> Organisation:
    """Return an organisation of a kind, with three people who answer for it."""
    name = f"{KINDS[kind]} du mail {initiative.pk.hex[-4:]}, maison {number}"
    made = Organisation.objects.create(
        workspace=initiative.workspace, name=name, name_key=name_key(name), kind=kind
    )
    for rank in "ABC"[:FROM_EACH]:
        family = f"{KINDS[kind]}-{number}{rank} {initiative.pk.hex[-4:]}"
        person = Person.objects.create(
            workspace=initiative.workspace,
            given_name="Camille",
            family_name=family,
            name_key=name_key(f"{family} Camille"),
            email=f"{family.split(maxsplit=1)[0].lower()}@{initiative.pk.hex[-6:]}.example",
        )
        Function.objects.create(
            workspace=initiative.workspace, person=person, organisation=made, title="Responsable"
        )
    return made


def main(initiative_id: str) -> int:
    """Bring everybody to the launch."""
    initiative = Initiative.objects.select_related("workspace").get(pk=uuid.UUID(initiative_id))
    nadia, now = User.objects.get(email=site.COORDINATOR), timezone.now()
    launch = meetings.prepare(
        workspace=initiative.workspace,
        initiative=initiative,
        values={"kind": "launch", "title": "Lancement", "starts_at": now - dt.timedelta(days=20)},
        by=nadia,
        at=now,
    )
    made = [organisation(initiative, kind, number) for kind in KINDS for number in range(1, OF_EACH_KIND + 1)]
    Participant.objects.bulk_create(
        Participant(
            workspace=initiative.workspace,
            meeting=launch,
            person_id=one.person_id,
            organisation_id=one.organisation_id,
        )
        for one in Function.objects.filter(organisation__in=made)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
