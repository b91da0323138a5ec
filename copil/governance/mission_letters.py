"""What is known of a mission, as the first words of its letter; and a letter as one list of blocks."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from copil.core import typography
from copil.core.typography import french
from copil.directory.models import Person
from copil.documents.blocks import Block, Document, Facts, Heading, Paragraph, Signatures
from copil.documents.markdown import from_markdown
from copil.governance import role_kinds
from copil.governance.enums import BodyKind, Frequency
from copil.governance.enums.letters import LetterAnswer
from copil.governance.enums.services import ServiceState
from copil.governance.models import Body, InternalService, LetterVersion, Mandate, RoleHolding
from copil.identity.models import Workspace
from copil.initiatives.models import CarrierSheet, Initiative, Objective

KIND = "governance.mission_letter"
FIELDS = ("mandate", "purpose", "results", "time", "means", "limits", "reports_to")
TITLES = (
    ("mandate", "Au nom de quoi"),
    ("purpose", "Ce qui vous est confié"),
    ("results", "Ce qui est attendu"),
    ("time", "Durée et temps"),
    ("means", "Moyens"),
    ("limits", "Limites"),
    ("reports_to", "À qui rendre compte"),
)
_DECIDE = (BodyKind.GOVERNANCE, BodyKind.STEERING)
_MANY = 8


class Known:
    """What is read once of an initiative for the letter of one person in one role (seven queries)."""

    def __init__(
        self, *, initiative: Initiative, workspace: Workspace, person: Person, role: str, today: dt.date
    ) -> None:
        self.initiative, self.workspace, self.person, self.today = initiative, workspace, person, today
        self.kind = role_kinds.kinds()[role]
        rows = RoleHolding.objects.held_on(today).filter(initiative=initiative).select_related("person")
        self.holdings = list(rows.in_order())
        self.bodies = list(Body.objects.current().open_ones().filter(initiative=initiative).in_order())
        self.own = next(
            (one for one in self.holdings if one.role == role and one.person_id == person.pk), None
        )

    def words(self) -> dict[str, str]:
        """Return the first text of each part; a part of which nothing is known is left to write."""
        return {
            "mandate": self._mandate(),
            "purpose": french(f"{self.kind.title} : {self._lower(self.kind.what)}"),
            "results": self._results(),
            "time": self._time(),
            "means": self._means(),
            "limits": self._limits(),
            "reports_to": self._reports_to(),
        }

    def _mandate(self) -> str:
        sheet = CarrierSheet.objects.filter(initiative=self.initiative, workspace=self.workspace).first()
        parts = [f"{self.workspace.name} porte la démarche « {self.initiative.title} »."]
        if sheet is not None and sheet.mission.strip():
            parts.append(sheet.mission.strip())
        seats = Mandate.objects.held_on(self.today).filter(
            body__initiative=self.initiative, body__closed_on=None, person=self.person
        )
        for one in seats.select_related("body").order_by("body__name_key", "pk"):
            place = f" ({self._lower(one.position)})" if one.position else ""
            parts.append(f"Vous siégez à l’instance « {one.body.name} »{place}.")
        return french("\n\n".join(parts))

    def _results(self) -> str:
        rows = Objective.objects.current().filter(initiative=self.initiative)
        texts = list(rows.order_by("level", "position", "pk").values_list("text", flat=True)[:_MANY])
        lines = "\n".join(f"- {text}" for text in texts)
        return french(f"Vous contribuez aux objectifs de la démarche :\n\n{lines}") if lines else ""

    def _time(self) -> str:
        if self.own is None:
            return french(f"En moyenne {typography.plural(self.kind.load, 'jour')} par semaine.")
        begins = typography.day(self.own.starts_on)
        ends = f" au {typography.day(self.own.ends_on)}" if self.own.ends_on else ", sans fin prévue"
        told = f"Du {begins}{ends}." if self.own.ends_on else f"À partir du {begins}{ends}."
        if self.own.days:
            told += f" En moyenne {typography.plural(self.own.days, 'jour')} par semaine."
        return french(told)

    def _means(self) -> str:
        others = [one for one in self.holdings if one.role == self.kind.key and one is not self.own]
        lines = [
            f"- {one.person}, {'en second' if one.is_deputy else 'qui tient aussi ce rôle'}" for one in others
        ]
        services = InternalService.objects.current().filter(
            initiative=self.initiative, workspace=self.workspace, state=ServiceState.ASSOCIATED
        )
        for service in services.select_related("contact").in_order():
            contact = f", par {service.contact}" if service.contact else ""
            lines.append(f"- {service.name}, service associé{contact}")
        return french("Vous pouvez compter sur :\n\n" + "\n".join(lines)) if lines else ""

    def _limits(self) -> str:
        deciding = [body.name for body in self.bodies if body.kind in _DECIDE]
        if not deciding:
            return ""
        names = " et ".join(f"« {name} »" for name in deciding[:2])
        return french(
            f"Ce qui engage la structure, son budget ou ses partenaires se décide à l’instance {names}."
        )

    def _reports_to(self) -> str:
        above = [role_kinds.DIRECTOR, role_kinds.SPONSOR]
        people = [
            one
            for key in above
            for one in self.holdings
            if one.role == key and not one.is_deputy and one.person_id != self.person.pk
        ]
        lines = [f"- {one.person}, {self._lower(one.title)}" for one in people[:2]]
        for body in self.bodies:
            if body.kind in _DECIDE:
                often = ""
                if body.frequency != Frequency.ON_NEED:
                    often = f", {self._lower(body.get_frequency_display())}"
                lines.append(f"- L’instance « {body.name} »{often}")
        return french("\n".join(lines[:3]))

    @staticmethod
    def _lower(text: str) -> str:
        return text[:1].lower() + text[1:]


def letter_document(version: LetterVersion, *, organisation: str, date: dt.date) -> Document:
    """Return one version as it is printed (no query: letter, person, initiative and sender are fetched)."""
    letter = version.letter
    pairs = [
        ("À", str(letter.person)),
        ("Rôle", letter.role_title),
        ("Démarche", letter.initiative.title),
        ("Version", str(version.number)),
        ("Envoyée le", typography.day(_local(version.sent_at)) if version.sent_at else "Pas encore envoyée"),
        ("Réponse", _answered(version)),
    ]
    blocks: list[Block] = [Facts([(label, value) for label, value in pairs if value])]
    if letter.is_withdrawn:
        blocks.append(Paragraph(french(f"Lettre retirée : {letter.withdrawal_reason}")))
    for title, text in parts_of(version):
        blocks += [Heading(1, title), *from_markdown(text)]
    if version.answer == LetterAnswer.COMMENTED:
        blocks += [Heading(1, "Ce que répond la personne"), *from_markdown(version.comment)]
    blocks.append(Signatures(_signatures(version)))
    return Document(
        title=french(f"Lettre de mission de {letter.person}"),
        kicker="Lettre de mission",
        subtitle=french(letter.role_title),
        organisation=organisation,
        date=date,
        blocks=blocks,
    )


def parts_of(version: LetterVersion) -> list[tuple[str, str]]:
    """Return the parts of a version that say something, each with its title."""
    return [(title, getattr(version, name)) for name, title in TITLES if getattr(version, name).strip()]


def day_of(version: LetterVersion) -> dt.date:
    """Return the day a version bears: that of its sending, of its writing before."""
    return _local(version.sent_at or version.created_at)


def _signatures(version: LetterVersion) -> Sequence[Sequence[str]]:
    sender = version.sent_by.get_full_name() if version.sent_by else ""
    rows = [(sender, version.letter.workspace.name)] if sender else []
    return [*rows, (str(version.letter.person), version.letter.role_title)]


def _answered(version: LetterVersion) -> str:
    if version.answered_at is None:
        return ""
    return f"{version.get_answer_display()} le {typography.day(_local(version.answered_at))}"


def _local(instant: dt.datetime) -> dt.date:
    return timezone.localdate(instant)
