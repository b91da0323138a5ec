"""Bring a workspace back from its archive: all of it, or nothing."""

import datetime as dt
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Max
from django.utils.text import slugify

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.security_log import told
from copil.directory.enums import LoadOrigin
from copil.directory.models import Person, RegisterEntry, RegisterLoad
from copil.files import store
from copil.files.models import StoredFile
from copil.identity.enums import NetworkMembershipState
from copil.identity.models import Membership, Network, NetworkMembership, User, Workspace
from copil.initiatives import kept
from copil.initiatives.models import Method
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.needs.models import NetworkNeed, NetworkPart, NetworkShare
from copil.pages import search_sources
from copil.pages.erasing.ledger import Line
from copil.pages.full_export import archive, arriving, parts, reading, returning, writing
from copil.pages.full_export.arriving import Known
from copil.pages.full_export.parts import Part
from copil.pages.full_export.reading import Archive
from copil.pages.full_export.returning import Returning

Step = Callable[[int, int], object]
WORKSPACE = "identity.Workspace"
INVITED_AGAIN = "Espace venu d’une autre installation : le réseau peut l’inviter de nouveau."
DANGLING = "Cette archive fait référence à des fiches qu’elle ne contient pas : rien n’a été écrit."


@dataclass
class Brought:
    """What became of an archive."""

    workspace: Workspace
    counts: dict[str, int]
    files: int
    linked: int = 0
    """Accounts that were already here."""
    new: list[str] = field(default_factory=list)
    """Addresses of the accounts made, closed until the administration invites them."""
    notices: list[str] = field(default_factory=list)
    erased: int = 0
    """People erased here since the archive was made, erased again."""


def bring(
    path: Path, *, slug: str | None, at: dt.datetime, step: Step, erased: Iterable[Line] | None = None
) -> Brought:
    """Bring a workspace from its archive; raises ``ActionRefused`` and writes nothing when it cannot.

    ``erased`` are the erasures to do again on what comes, those known here unless they are given.
    """
    with reading.opened(path) as source:
        if source.manifest.get("kind") != "workspace":
            raise ActionRefused("Cette archive est celle d’une démarche : importez-la dans un espace.")
        workspace = _workspace(source, slug)
        refuse_unknown(source)
        source.check_digests(step)
        try:
            with transaction.atomic():
                brought = Bringing(source, workspace, at, erased=erased).everything()
        except IntegrityError as error:
            _forget_files(workspace)
            raise ActionRefused(
                "Une fiche de cette archive ne va pas avec ce que contient l’installation : rien n’a été"
                f" écrit.\nDétail : {error}"
            ) from error
        except BaseException:
            _forget_files(workspace)
            raise
    told("workspace_brought", workspace=workspace.pk, rows=sum(brought.counts.values()))
    return brought


def refuse_unknown(source: Archive) -> None:
    """Refuse an archive that holds models of a later version."""
    names = {part.label for part in parts.parts()} | {model._meta.label for model in parts.REFERRED}
    unknown = sorted(set(source.labels) - names - {Path(writing.SHIPPED).stem})
    if unknown:
        raise ActionRefused(f"{reading.NEWER} (Contenu inconnu : {unknown[0]}.)")


def _workspace(source: Archive, slug: str | None) -> Workspace:
    """Return the workspace that the archive holds, under a free identifier; refuse one that is here."""
    rows = list(source.rows(f"{archive.DATA}{WORKSPACE}.jsonl"))
    try:
        (row,) = rows
        workspace = Workspace(pk=uuid.UUID(row["id"]), name=str(row["name"]), slug=str(row["slug"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ActionRefused(reading.DAMAGED) from error
    workspace.slug = slug if slug is not None else workspace.slug
    if not workspace.slug or slugify(workspace.slug) != workspace.slug or len(workspace.slug) > 60:
        raise ActionRefused(
            "Un identifiant s’écrit en minuscules, chiffres et tirets, 60 caractères au plus."
        )
    if Workspace.objects.filter(pk=workspace.pk).exists():
        raise ActionRefused(arriving.TAKEN.format(what=f"l’espace « {workspace.name} »"))
    if Workspace.objects.filter(slug=workspace.slug).exists():
        raise ActionRefused(
            f"Un autre espace a déjà pour identifiant « {workspace.slug} » : rien n’a été écrit."
            " Donnez-en un autre avec --slug."
        )
    return workspace


def _forget_files(workspace: Workspace) -> None:
    """Take back the files of a workspace that did not come."""
    if not Workspace.objects.filter(pk=workspace.pk).exists():
        shutil.rmtree(Path(settings.MEDIA_ROOT) / str(workspace.pk), ignore_errors=True)


class Bringing:
    """One archive on its way in, inside the transaction."""

    def __init__(
        self, source: Archive, workspace: Workspace, at: dt.datetime, *, erased: Iterable[Line] | None = None
    ) -> None:
        self.source, self.workspace, self.at = source, workspace, at
        self.known = Known(workspace.pk)
        self.brought = Brought(workspace, counts={}, files=len(source.digests))
        self.here: set[uuid.UUID] = set()
        self.met: set[uuid.UUID] = set()
        self.skipped: Counter[str] = Counter()
        self.returning = Returning(erased)

    def everything(self) -> Brought:
        """Write what the rows refer to, then the rows, the files, and what is computed from them."""
        self._people()
        self._networks()
        self._entries()
        for part in sorted(parts.parts(), key=lambda part: part.label != WORKSPACE):
            self._part(part)
            if part.label == WORKSPACE:
                self._methods()
        self._check()
        self._store()
        self._erase_again()
        self._compute()
        return self.brought

    def _store(self) -> None:
        for sha256 in self.source.digests:
            store.keep_content(self.workspace, sha256, self.source.blocks(archive.FILES + sha256))

    def _erase_again(self) -> None:
        """Nobody who was erased here comes back with an archive made before."""
        self.brought.erased = self.returning.erase(workspace_id=self.workspace.pk, at=self.at)
        if self.brought.erased:
            self.brought.notices.append(returning.sentence(self.brought.erased))

    def _own_rows(self, part: Part) -> Any:
        """Return the rows of one model that came."""
        return part.model._default_manager.filter(**{part.path: self.workspace.pk})

    def _part(self, part: Part) -> None:
        rows = self._rows(part.label)
        if part.model is NetworkNeed:
            rows = self._not_here(rows, part.label)
        keep = {"slug": self.workspace.slug} if part.label == WORKSPACE else None
        self.brought.counts[part.label] = arriving.write(part, rows, self.known, keep=keep)

    def _not_here(self, rows: Iterator[arriving.Row], label: str) -> Iterator[arriving.Row]:
        """Leave aside the needs of a network that another of its workspaces brought here before."""
        for row in rows:
            pk = uuid.UUID(row["id"])
            if NetworkNeed.objects.filter(pk=pk, network=row["network"]).exists():
                self.met.add(pk)
                self.skipped[label] += 1
            else:
                yield row

    def _rows(self, label: str) -> Any:
        return self.source.rows(f"{archive.DATA}{label}.jsonl")

    def _people(self) -> None:
        """Link the accounts that are here; make the others, closed and without a password."""
        for row in self._rows(Person._meta.label):
            self.returning.sheet(row)
        for row in self._rows(Membership._meta.label):
            self.returning.access(row)
        for row in self._rows(User._meta.label):
            email = str(row["email"]).strip().lower()
            if erased := self.returning.account(row):
                self.known.people[email] = erased.pk
                continue
            user = User.objects.filter(email__iexact=email).first()
            if user is None:
                names = {name: str(row.get(name, ""))[:100] for name in ("given_name", "family_name")}
                user = User.objects.create_user(email, is_active=False, **names)
                self.brought.new.append(email)
            else:
                self.brought.linked += 1
            self.known.people[email] = user.pk

    def _networks(self) -> None:
        """Make the networks that nobody here knows; one that is here is not entered without being asked."""
        for row in self._rows(Network._meta.label):
            pk = uuid.UUID(row["id"])
            if Network.objects.filter(pk=pk).exists():
                self.here.add(pk)
                continue
            slug, number = str(row["slug"])[:50], 1
            while Network.objects.filter(slug=slug).exists():
                number += 1
                slug = f"{str(row['slug'])[:50]}-{number}"
            Network.objects.create(pk=pk, name=str(row["name"])[:200], slug=slug, level=row["level"])

    def _methods(self) -> None:
        """Find the shipped methods by their content; one that is not here becomes the workspace's own."""
        for row in self.source.rows(writing.SHIPPED):
            key, digest = str(row["key"]), str(row["digest"])
            found = Method.objects.filter(workspace=None, key=key, digest=digest).first()
            if found is None:
                last = Method.objects.filter(workspace=None, key=key).aggregate(last=Max("number"))["last"]
                found = Method.objects.create(
                    workspace=self.workspace,
                    key=key,
                    number=(last or 0) + 1000,
                    title=str(row["title"])[:200],
                    content=row["content"],
                    digest=digest,
                    published_at=self.at,
                )
                self.brought.notices.append(
                    f"La méthode « {found.title} » n’était pas fournie ici dans cette version : elle devient"
                    " une méthode de l’espace."
                )
            self.known.methods[key, digest] = found.pk

    def _entries(self) -> None:
        """Find the entries of the registers by their number; add those that are not here, public facts."""
        load: RegisterLoad | None = None
        fields = parts.written(RegisterEntry)
        added = 0
        for row in self._rows(RegisterEntry._meta.label):
            number = (str(row["register"]), str(row["identifier"]))
            entry = RegisterEntry.objects.filter(register=number[0], identifier=number[1]).first()
            if entry is None:
                load = load or RegisterLoad.objects.create(
                    register=number[0],
                    origin=LoadOrigin.FILE,
                    file_name="archive d’espace",
                    file_date=row["source_date"],
                    started_at=self.at,
                    ended_at=self.at,
                )
                values = {
                    str(one.attname): self.known.understood(one)(row[one.name])
                    for one in fields
                    if row.get(one.name) is not None
                }
                entry = RegisterEntry.objects.create(load=load, **values)
                added += 1
            self.known.entries[":".join(number)] = entry.pk
        if load is not None:
            RegisterLoad.objects.filter(pk=load.pk).update(created=added, rows_total=added, next_row=added)

    def _check(self) -> None:
        """Every reference leads to a row of the workspace, and to one that is there."""
        told_ = self.source.manifest["counts"]
        counts = self.brought.counts
        if any(told_.get(label, 0) != count + self.skipped[label] for label, count in counts.items()):
            raise ActionRefused(reading.DAMAGED)
        try:
            connection.check_constraints(table_names=[part.model._meta.db_table for part in parts.parts()])
        except IntegrityError as error:
            raise ActionRefused(DANGLING) from error
        if any(self._leads_out(part, key) for part in parts.parts() for key in part.foreign_keys()):
            raise ActionRefused(DANGLING)
        for model in (NetworkPart, NetworkShare):  # a need of a network is met from that network only
            rows = model.objects.filter(workspace=self.workspace).exclude(network_need=None)
            if rows.exclude(network_need__network=F("stay__network")).exists():
                raise ActionRefused(DANGLING)
        named = StoredFile.objects.filter(workspace=self.workspace).values_list("sha256", flat=True)
        lost = set(self.source.manifest.get("lost_files", ()))
        if not set(self.source.digests) <= set(named.iterator()) - lost:
            raise ActionRefused(DANGLING)

    def _leads_out(self, part: Part, key: "models.ForeignKey[Any, Any]") -> bool:
        """Tell whether a row that came names one of another workspace."""
        target = parts.part_of(key.related_model)
        if target is None or target.path == "pk" or not self.brought.counts.get(part.label):
            return False
        rows = self._own_rows(part).exclude(**{key.name: None}).exclude(**{f"{key.name}__in": self.met})
        if key.related_model is Method:
            rows = rows.exclude(**{f"{key.name}__workspace": None})
        return bool(rows.exclude(**{f"{key.name}__{target.path}": self.workspace.pk}).exists())

    def _compute(self) -> None:
        """Write again what is not carried: whose line it is here, networks to enter again, search, facts."""
        lines = JournalEntry.objects.filter(workspace=self.workspace)
        lines.filter(sealed_actor=F("actor")).update(sealed_actor=None)
        stays = NetworkMembership.objects.filter(workspace=self.workspace, network__in=self.here)
        ended = stays.filter(state__in=NetworkMembershipState.open_values()).update(
            state=NetworkMembershipState.LEFT, ended_at=self.at, ended_reason=INVITED_AGAIN
        )
        if ended:
            self.brought.notices.append(INVITED_AGAIN)
        if self.known.missing_places:
            unknown = typography.plural(
                len(self.known.missing_places),
                "territoire n’est pas connu ici et reste",
                "territoires ne sont pas connus ici et restent",
            )
            self.brought.notices.append(
                f"{unknown} à redire : {', '.join(sorted(self.known.missing_places)[:10])}."
            )
        faults = journal.verify(self.workspace)
        if faults:
            raise ActionRefused(
                f"Le journal de cette archive est altéré (ligne {faults[0].seq} : {faults[0].reason}) :"
                " rien n’a été écrit."
            )
        search_sources.rebuild(self.workspace, at=self.at)
        kept.keep(at=self.at, workspaces=[self.workspace.pk])
