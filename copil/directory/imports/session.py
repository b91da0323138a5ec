"""One reading of a file of organisations: recognise, compare, write, by lots."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from copil.core.ids import uuid7
from copil.core.text import name_key
from copil.directory.communes import Communes
from copil.directory.enums import FormerField
from copil.directory.imports import identities, values, writing
from copil.directory.imports.lookalikes import Lookalikes
from copil.directory.imports.values import Read
from copil.directory.models import FormerValue, Organisation, Profile
from copil.directory.rules import matching
from copil.exchange.dialects import Dialect
from copil.exchange.enums import Outcome
from copil.exchange.importers import Alike, Details, Judged, Row, Trouble
from copil.exchange.models import RowCorrection
from copil.identity.models import OwnedQuerySet, User, Workspace

PLACES = "communes"
NEW = RowCorrection.NEW
GONE = "La fiche choisie n’est plus dans l’annuaire : choisissez de nouveau."
ARCHIVED = (
    "Cette organisation est archivée dans l’annuaire. Restaurez-la d’abord si elle est de nouveau utile."
)


_FORMER = (FormerField.NAME, FormerField.SIRET, FormerField.RNA, FormerField.EXTERNAL_REF)


@dataclass
class Stored:
    """What is already there for a lot."""

    pool: matching.Pool = field(default_factory=matching.Pool)
    organisations: dict[uuid.UUID | None, Organisation] = field(default_factory=dict)
    profiles: dict[uuid.UUID | None, Profile] = field(default_factory=dict)
    communes: dict[str, str] = field(default_factory=dict)
    former: dict[uuid.UUID, set[tuple[str, str]]] = field(default_factory=dict)


class OrganisationSession:
    """Judges and writes the rows of one file, and remembers those already read.

    A row that speaks of an organisation of which an earlier row of the same file spoke is never written:
    « unchanged » when it repeats it, refused when it says something else. So the outcome of a row does not
    depend on whether the earlier ones are written yet: a verification foresees exactly what will be done.
    """

    def __init__(
        self, *, workspace: Workspace, dialect: Dialect, answers: Mapping[str, Any] | None = None
    ) -> None:
        self.workspace = workspace
        self.dialect = dialect
        self.chosen_places: Mapping[str, str] = (answers or {}).get(PLACES, {})
        self.communes = Communes()
        self.earlier = matching.Pool()
        self.lookalikes = Lookalikes(workspace)

    def judge(self, rows: Sequence[Row], *, lock: bool) -> list[Judged]:
        """Say what becomes of each row, writing nothing; ``lock`` holds what is about to be changed."""
        reads = self._read(rows)
        stored = self._stored([read for read in reads if not read.refusal], lock=lock)
        return [self._judged(read, stored) for read in reads]

    def examine(self, judged: Sequence[Judged]) -> None:
        """Add what is already there and resembles what would be created; two queries a lot, if any.

        A row recognised by its name alone says so: somebody may know better.
        """
        for one in judged:
            if one.named is not None:
                one.details = one.details or Details()
                one.details.named = one.named
        self.lookalikes.add(judged)

    def recall(self, rows: Sequence[Row], done: Mapping[int, uuid.UUID | None]) -> None:
        """Remember rows written before a stop; a row that repeated another is not remembered twice."""
        objects = Organisation.objects.in_bulk([pk for pk in done.values() if pk is not None])
        for read in self._read(rows):
            pk = done.get(read.number)
            if pk is not None and pk not in self.earlier.objects:
                there = objects.get(pk)
                identity = identities.of_organisation(there) if there else identities.of_row(read)
                self._remember(read, identity, pk)

    def write(self, judged: Sequence[Judged], *, by: User | None, at: dt.datetime) -> None:
        """Write what was judged, in the caller's transaction; no query is made for a single row."""
        creations = [one.plan for one in judged if one.outcome == Outcome.CREATED]
        changes = [one.plan for one in judged if one.outcome == Outcome.UPDATED]
        writing.write(creations, changes, workspace=self.workspace, at=at)
        writing.keep_apart(creations, workspace=self.workspace, by=by, at=at)

    def _read(self, rows: Sequence[Row]) -> list[Read]:
        reads = []
        for row in rows:
            read = values.read(row.number, row.cells, self.dialect)
            if row.problem:
                read.refusal, read.troubles = row.problem, []
            read.choice, read.apart = row.choice, row.apart
            read.place_chosen = row.corrected.get("commune_code", "")
            reads.append(read)
        self.communes.prepare(read.place for read in reads)
        for read in reads:
            self._place(read)
        return reads

    def _place(self, read: Read) -> None:
        """Find where a row is; a name that several communes have is settled by what was chosen."""
        named = replace(read.place, code="") if read.place_chosen else read.place
        if read.place_chosen:
            self.communes.prepare([named])
        found = self.communes.find(named)
        if found.among:
            read.places = tuple(commune.code for commune in found.among)
            read.place_chosen = read.place_chosen or self.chosen_places.get(read.place.wording, "")
        if read.place_chosen:
            chosen = replace(read.place, code=read.place_chosen)
            self.communes.prepare([chosen])
            found = self.communes.find(chosen)
        if found.remark:
            typed = {"postal_code": read.place.postal_code, "commune_code": read.place.code}
            written = typed.get(found.key, read.place.name)
            read.troubles.append(Trouble(found.key, found.remark, written))
        if found.postal_code:
            read.organisation["postal_code"] = found.postal_code
        if found.commune is not None:
            read.organisation["commune_id"] = found.commune.key
            read.commune = found.commune

    def _stored(self, reads: Sequence[Read], *, lock: bool) -> Stored:
        """Read the organisations that a lot may speak of: four queries, one more for profiles."""
        stored = Stored()
        asked = [identities.of_row(read) for read in reads]
        for column in ("external_ref", "siren", "rna"):
            self._add(stored, column, {getattr(identity, column) for identity in asked}, lock=lock)
        unknown = {one.name_key for one in asked if not matching.match(one, stored.pool.candidates(one))}
        self._add(stored, "name_key", unknown, lock=lock)
        self._add(stored, "pk", {read.choice for read in reads if read.choice} - {NEW}, lock=lock)
        self._add_former(stored, asked, lock=lock)
        communes = {one.commune_id for one in stored.organisations.values() if one.commune_id}
        stored.communes = self.communes.names(communes)
        if any(read.profile for read in reads) and stored.organisations:
            profiles: OwnedQuerySet = Profile.objects.filter(organisation__in=stored.organisations.values())
            stored.profiles = {one.organisation_id: one for one in profiles}
        return stored

    def _add(self, stored: Stored, column: str, wanted: set[str], *, lock: bool) -> None:
        """Read the organisations that have one of the values in a column."""
        if not wanted - {""}:
            return
        found: OwnedQuerySet = Organisation.objects.in_workspace(self.workspace)
        if lock:
            found = found.select_for_update()
        for one in found.filter(**{f"{column}__in": wanted - {""}}):
            if one.pk not in stored.organisations and one.merged_into_id is None:
                stored.organisations[one.pk] = one
                stored.pool.add(identities.known(one))

    def _add_former(self, stored: Stored, asked: Sequence[matching.Identity], *, lock: bool) -> None:
        """Read the organisations that had one of the names or numbers before."""
        rows = FormerValue.objects.in_workspace(self.workspace).current()
        wanted = {value for one in asked for _, value in matching.keys(one)}
        found = list(rows.filter(key__in=wanted, field__in=_FORMER).order_by("pk")) if wanted else []
        self._add(stored, "pk", {row.organisation_id for row in found}, lock=lock)
        for row in found:
            one = stored.organisations.get(row.organisation_id)
            if one is not None:
                stored.former.setdefault(one.pk, set()).add((row.field, row.value))
                stored.pool.add(identities.formerly(one, row))

    def _judged(self, read: Read, stored: Stored) -> Judged:
        judged = self._judge(read, stored)
        judged.choice, judged.apart, judged.source = read.choice, read.apart, read
        if read.troubles or read.notes or read.places or judged.alike:
            judged.details = Details(read.troubles, read.notes, alike=judged.alike)
        if judged.details and read.places:
            judged.details.places, judged.details.place = read.places, read.place_chosen
            judged.details.wording = read.place.wording
        return judged

    def _judge(self, read: Read, stored: Stored) -> Judged:
        if read.refusal:
            return Judged(read.number, Outcome.REFUSED, read.label, read.refusal)
        identity = identities.of_row(read)
        candidates = self._candidates(identity, stored)
        found = matching.match(identity, candidates, by_name=read.choice != NEW)
        if read.choice not in ("", NEW):
            found = self._choose(read, identity, found, stored)
        if isinstance(found, matching.Ambiguous) and not read.choice:
            found = self._as_written(read, found, stored)
        if isinstance(found, matching.Ambiguous):
            alike = [Alike(str(one.object_id), one.name) for one in found.among if not one.row]
            return Judged(read.number, Outcome.REFUSED, read.label, found.reason, alike=alike)
        if found is None:
            return self._create(read, identity)
        if found.row:
            return _repeated(read, found)
        if found.archived:
            return Judged(read.number, Outcome.REFUSED, read.label, ARCHIVED, found.object_id)
        judged = self._update(read, stored, stored.organisations[found.object_id])
        if not read.choice and not matching.shares_a_number(identity, found.identity):
            judged.named = Alike(str(found.object_id), found.name)
        return judged

    def _as_written(
        self, read: Read, found: matching.Ambiguous, stored: Stored
    ) -> matching.Known | matching.Ambiguous:
        """Return, of several namesakes, the only one that already says what the row says.

        So a file imported again changes nothing, even when one of its rows was said to be another's namesake.
        """
        there = [one for one in found.among if one.object_id in stored.organisations and not one.row]
        same = [one for one in there if _says_all(read, one.object_id, stored)]
        return same[0] if len(same) == 1 else found

    def _choose(
        self,
        read: Read,
        identity: matching.Identity,
        found: matching.Known | matching.Ambiguous | None,
        stored: Stored,
    ) -> matching.Known | matching.Ambiguous:
        """Return the organisation that somebody said the row speaks of, unless a number says another."""
        pk = uuid.UUID(read.choice)
        chosen = stored.organisations.get(pk)
        if chosen is None:
            return matching.Ambiguous(GONE)
        if isinstance(found, matching.Ambiguous) and not found.among:
            return found
        told = isinstance(found, matching.Known) and matching.is_same_by_number(identity, found)
        if isinstance(found, matching.Known) and told and found.object_id != pk:
            return matching.Ambiguous(
                f"Vous avez choisi « {chosen.name} », mais un numéro de la ligne est celui de {found.label}."
            )
        return self.earlier.objects.get(pk) or identities.known(chosen)

    def _candidates(self, identity: matching.Identity, stored: Stored) -> list[matching.Known]:
        """Return what may be meant: what earlier rows brought, as they left it, and the rest of the base."""
        there = stored.pool.candidates(identity)
        untouched = [known for known in there if known.object_id not in self.earlier.objects]
        return [*self.earlier.candidates(identity), *untouched]

    def _create(self, read: Read, identity: matching.Identity) -> Judged:
        values = {**read.organisation, "name_key": identity.name_key}
        if read.commune is not None:
            values["commune"] = values.pop("commune_id")
        commune = read.commune.name if read.commune else ""
        plan = writing.Creation(uuid7(), values, commune, read.profile, read.apart)
        self._remember(read, identity, plan.pk)
        return Judged(read.number, Outcome.CREATED, read.label, _remarks(read), plan.pk, plan=plan)

    def _update(self, read: Read, stored: Stored, organisation: Organisation) -> Judged:
        profile = stored.profiles.get(organisation.pk)
        commune_before = stored.communes.get(organisation.commune_id or "", "")
        commune = read.commune.name if read.commune else commune_before
        earlier = stored.former.get(organisation.pk, set())
        new = {name: value for name, value in read.organisation.items() if (name, value) not in earlier}
        changes = _apply(organisation, {**new, "name_key": name_key(new.get("name", organisation.name))})
        before: dict[str, Any] = {"organisation": {name: pair[0] for name, pair in changes.items()}}
        changes.pop("name_key", None)
        if changes.pop("commune_id", None):
            changes["commune"] = [commune_before, commune]
        plan = writing.Change(organisation.pk, commune, organisation if changes else None, before=before)
        if profile is None:
            plan.answers = read.profile
            before["begun"] = bool(read.profile)
            changes |= {name: ["", value] for name, value in read.profile.items()}
        elif answers := _apply(profile, read.profile):
            plan.profile = profile
            before["profile"] = {name: pair[0] for name, pair in answers.items()}
            changes |= answers
        self._remember(read, identities.of_organisation(organisation), organisation.pk)
        outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
        before |= {"version": organisation.version, "profile_version": _version(profile, before)}
        kept = before if changes else None
        return Judged(
            read.number, outcome, read.label, _remarks(read), organisation.pk, _shown(changes), kept, plan
        )

    def _remember(self, read: Read, identity: matching.Identity, pk: uuid.UUID | None) -> None:
        self.earlier.add(matching.Known(identity, "", object_id=pk, row=read.number, digest=_digest(read)))


def _says_all(read: Read, pk: uuid.UUID | None, stored: Stored) -> bool:
    """Tell whether an organisation and its profile already have every value of a row."""
    profile = stored.profiles.get(pk)
    if profile is None and read.profile:
        return False
    pairs = [(stored.organisations[pk], read.organisation), (profile, read.profile)]
    return all(getattr(one, name) == value for one, said in pairs for name, value in said.items())


def _apply(target: Organisation | Profile, new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the given values; return those that change, before and after. One more version when any does."""
    changes = {
        name: [getattr(target, name), value] for name, value in new.items() if getattr(target, name) != value
    }
    for name, (_, value) in changes.items():
        setattr(target, name, value)
    if changes and not target._state.adding:
        target.version += 1
    return changes


def _version(profile: Profile | None, before: Mapping[str, Any]) -> int | None:
    """Return the version of a profile as the import leaves it; None when there is none."""
    if profile is not None:
        return int(profile.version)
    return 1 if before.get("begun") else None


def _repeated(read: Read, found: matching.Known) -> Judged:
    if found.digest == _digest(read):
        reason = f"Répète la ligne {found.row}."
        return Judged(read.number, Outcome.UNCHANGED, read.label, reason, found.object_id)
    reason = (
        f"Même organisation que la ligne {found.row}, avec d’autres renseignements :"
        " gardez une seule des deux lignes."
    )
    return Judged(read.number, Outcome.REFUSED, read.label, reason)


def _digest(read: Read) -> int:
    return hash((*sorted(read.organisation.items()), *sorted(read.profile.items())))


def _remarks(read: Read) -> str:
    """Return what was left aside, in a sentence."""
    text = " ; ".join(trouble.text for trouble in read.troubles)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _shown(changes: Mapping[str, list[Any]]) -> dict[str, list[str]]:
    return {name: ["" if value is None else str(value) for value in pair] for name, pair in changes.items()}
