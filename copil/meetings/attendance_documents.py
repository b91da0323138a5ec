"""The sheet to sign and the certificate of attendance, as blocks for every output."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from copil.core import typography
from copil.core.typography import french
from copil.documents.blocks import Block, Document, Facts, Paragraph, Signatures
from copil.meetings.models import Attendance, Meeting, Participant

SHEET, CERTIFICATE = "meetings.attendance", "meetings.certificate"
SPARE = 6


def sheet(meeting: Meeting, people: Sequence[Participant], *, organisation: str) -> Document:
    """Return the sheet to sign: those expected by name, with room for the unforeseen."""
    rows = [
        (
            f"{one.person.family_name} {one.person.given_name}".strip(),
            one.organisation.name if one.organisation else "",
            one.get_voice_display() if one.voice else "Invitation",
            "",
        )
        for one in people
    ]
    blocks: list[Block] = [Facts([("Lieu", meeting.place)])] if meeting.place else []
    blocks += [
        Signatures(
            rows,
            header=("Nom et prénom", "Structure", "Voix", "Arrivée"),
            spare=SPARE,
            caption="Personnes attendues et signatures",
        ),
        Paragraph(
            french(
                "Ces données servent au suivi de la réunion. Pour les consulter ou les corriger, "
                f"adressez-vous à {organisation}."
            )
        ),
    ]
    return Document(
        title="Feuille d’émargement",
        kicker=_kicker(meeting),
        subtitle=french(f"{meeting.title}, {_when(meeting)}"),
        organisation=organisation,
        date=_day(meeting),
        blocks=blocks,
    )


def certificate(meeting: Meeting, kept: Attendance, *, organisation: str, date: dt.date) -> Document:
    """Return the certificate of somebody who was there."""
    one = kept.participant
    how = "à distance" if kept.status == "remote" else "sur place"
    facts = [("Réunion", meeting.title), ("Date", _when(meeting))]
    facts += [("Lieu", meeting.place)] if meeting.place else []
    facts += [("Durée prévue", typography.lasting(meeting.duration))]
    if one.organisation:
        facts.append(("Pour", one.organisation.name))
    return Document(
        title="Attestation de présence",
        kicker=_kicker(meeting),
        subtitle=str(one.person),
        organisation=organisation,
        date=date,
        blocks=[
            Paragraph(
                french(f"{organisation} atteste que {one.person} a participé, {how}, à cette réunion.")
            ),
            Facts([(label, french(value)) for label, value in facts]),
            Signatures([(organisation, "")], header=("Pour", "Nom et qualité")),
        ],
    )


def _kicker(meeting: Meeting) -> str:
    return meeting.initiative.title if meeting.initiative else meeting.workspace.name


def _day(meeting: Meeting) -> dt.date:
    return meeting.day or timezone.localdate()


def _when(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return "date à fixer"
    return typography.instant(meeting.starts_at, "long")
