"""The rows of an import as a page shows them: what they become, why, and what can be corrected there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from copil.core import typography
from copil.directory import presentation
from copil.directory.imports.targets import TARGETS
from copil.exchange import corrections
from copil.exchange.enums import Outcome, RunState
from copil.exchange.importers import Alike, Details, details_of
from copil.exchange.models import ImportRow, ImportRun, RowCorrection
from copil.territories.enums import Kind
from copil.territories.models import Territory
from copil.territories.rules import CURRENT_VINTAGE

CHIPS = {
    Outcome.CREATED: "ok",
    Outcome.UPDATED: "info",
    Outcome.UNCHANGED: "",
    Outcome.REFUSED: "late",
    Outcome.SKIPPED: "",
}
DONE = {
    Outcome.CREATED: ("Créée", "Créées"),
    Outcome.UPDATED: ("Mise à jour", "Mises à jour"),
    Outcome.UNCHANGED: ("Inchangée", "Inchangées"),
    Outcome.REFUSED: ("Refusée", "Refusées"),
    Outcome.SKIPPED: ("Laissée de côté", "Laissées de côté"),
}
FORESEEN = {
    **DONE,
    Outcome.CREATED: ("À créer", "À créer"),
    Outcome.UPDATED: ("À mettre à jour", "À mettre à jour"),
}
PLAINLY = {Outcome.CREATED: "Nouvelle fiche", Outcome.UNCHANGED: "Déjà dans l’annuaire, telle quelle"}
DOUBTFUL = "doubtful"
_LOT = 500
LABELS = {target.key: target.label for target in TARGETS}
_NOT_TYPED = frozenset({"position"})


@dataclass(frozen=True)
class Box:
    """A cell to correct: its field, what stands in the control, what was shown there, and what is wrong."""

    name: str
    key: str
    label: str
    value: str
    shown: str
    error: str


@dataclass(frozen=True)
class Place:
    """A commune that a name may mean."""

    code: str
    name: str
    label: str


@dataclass
class ShownRow:
    """A row of a run, as foreseen or as done; ``typed`` is what was sent and could not be kept."""

    row: ImportRow
    details: Details
    said: RowCorrection | None = None
    becomes: str = ""
    chip: str = ""
    places: Sequence[Place] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    open: bool = False

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def plainly(self) -> str:
        return PLAINLY.get(Outcome(self.row.outcome), "")

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """Return each value that changes: its label, before and after."""
        return [
            (presentation.FIELD_LABELS.get(name, name), before, after)
            for name, (before, after) in self.row.values.items()
        ]

    @property
    def boxes(self) -> list[Box]:
        """Return the cells at fault, each once."""
        found: dict[str, Box] = {}
        for trouble in self.details.troubles:
            key = trouble.field
            if key not in LABELS or key in _NOT_TYPED or (key == "commune_name" and self.details.places):
                continue
            name = f"l{self.number}-{key}"
            error = f"{trouble.text[:1].upper()}{trouble.text[1:]}"
            value = self.typed.get(name, trouble.typed)
            found.setdefault(key, Box(name, key, LABELS[key], value, trouble.typed, error))
        return list(found.values())

    @property
    def reason(self) -> str:
        """Why, unless the cells at fault say it already."""
        if not self.boxes or not self.open:
            return self.row.reason
        said = {trouble.text for trouble in self.details.troubles}
        told = self.row.outcome != Outcome.REFUSED or self.row.reason in said
        return "" if told else self.row.reason

    @property
    def alike(self) -> list[Alike]:
        return self.details.alike

    @property
    def named(self) -> Alike | None:
        """What it was recognised as by its name alone."""
        return self.details.named

    @property
    def kept_apart(self) -> set[str]:
        """What was shown when somebody said that the row is none of it."""
        return set(self.said.apart) if self.said else set()

    @property
    def kept_choice(self) -> str:
        """What was chosen, and kept, among what the row resembles."""
        return self.said.choice if self.said else ""

    @property
    def choice(self) -> str:
        return self.typed.get(f"l{self.number}-choix", self.kept_choice)

    @property
    def place(self) -> str:
        return self.typed.get(f"l{self.number}-commune", self.details.place)

    @property
    def place_name(self) -> str:
        """The name that several communes have."""
        return self.places[0].name if self.places else ""

    @property
    def corrected(self) -> list[tuple[str, str]]:
        """Return what was typed instead of the file's cells."""
        cells = self.said.cells if self.said else {}
        return [(LABELS.get(key, key), text) for key, text in cells.items() if key != "commune_code"]

    @property
    def has_text(self) -> bool:
        plain = self.plainly if not self.reason else ""
        return bool(self.differences or self.reason or plain or self.details.notes or self.corrected)

    @property
    def can_act(self) -> bool:
        """Whether the page offers anything to do with it."""
        return self.is_open or self.can_be_left or self.is_skipped or self.named is not None

    @property
    def is_skipped(self) -> bool:
        return self.row.outcome == Outcome.SKIPPED

    @property
    def is_open(self) -> bool:
        """Whether something can be settled on the page itself."""
        return bool(self.boxes or self.places or self.alike)

    @property
    def can_be_left(self) -> bool:
        """Whether the page offers to leave it aside: refused, or to be looked at."""
        return not self.is_skipped and (self.row.outcome == Outcome.REFUSED or self.is_open)


def rows(run: ImportRun, listed: Iterable[ImportRow], typed: Mapping[str, str]) -> list[ShownRow]:
    """Return rows as they are shown; two queries at most."""
    page = list(listed)
    said = corrections.of_rows(run, [row.number for row in page])
    details = {row.number: details_of(row.details) for row in page}
    places = _places({code for one in details.values() for code in one.places})
    words = FORESEEN if run.state == RunState.READ else DONE
    found = []
    for row in page:
        outcome = Outcome(row.outcome)
        one = ShownRow(row, details[row.number], said.get(row.number), words[outcome][0], CHIPS[outcome])
        one.places = [places[code] for code in one.details.places if code in places]
        one.typed, one.open = typed, run.state == RunState.READ
        if row.undone:
            one.becomes, one.chip = row.get_undone_display(), ""
        found.append(one)
    return found


ACCOUNT = ("Ligne", "Organisation", "Ce qu’elle devient", "Pourquoi", "Compris autrement", "Écrit par vous")


def account(run: ImportRun) -> Iterator[list[Any]]:
    """Yield what became of each row of a run, in the order of its file."""
    words = FORESEEN if run.state == RunState.READ else DONE
    said = {one.number: one for one in RowCorrection.objects.filter(run=run)}
    for row in ImportRow.objects.filter(run=run).order_by("number").iterator(_LOT):
        one = ShownRow(row, details_of(row.details), said.get(row.number))
        becomes = row.get_undone_display() if row.undone else words[Outcome(row.outcome)][0]
        typed = " ; ".join(f"{label} : {text or 'vide'}" for label, text in one.corrected)
        notes = " ; ".join(one.details.notes)
        cells = (row.label, becomes, row.reason, notes, typed)
        yield [row.number, *map(typography.french, cells)]


def groups(run: ImportRun) -> list[tuple[str, str, int]]:
    """Return the groups that rows can be narrowed to, with how many are in each."""
    words = FORESEEN if run.state == RunState.READ else DONE
    found = [(outcome.value, words[outcome][1], getattr(run, outcome.value)) for outcome in Outcome]
    found.insert(4, (DOUBTFUL, "À vérifier", run.doubtful))
    optional = (DOUBTFUL, Outcome.SKIPPED)
    return [one for one in found if one[2] or one[0] not in optional]


def _places(codes: set[str]) -> dict[str, Place]:
    """Return communes by code, with what tells namesakes apart."""
    if not codes:
        return {}
    communes = Territory.objects.filter(kind=Kind.COMMUNE, vintage=CURRENT_VINTAGE, code__in=codes)
    found = communes.select_related("departement")
    return {one.code: Place(one.code, one.name, _place_label(one)) for one in found}


def _place_label(commune: Territory) -> str:
    where = commune.departement.name if commune.departement else ""
    return f"{commune.name}, {where} ({commune.postal_code or commune.code})"
