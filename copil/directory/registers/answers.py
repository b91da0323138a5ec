"""What the service « Recherche d’entreprises » answers becomes entries of the registers, as their files do.

1. A unit of an answer is written with the columns of the files of SIRENE: the same readers understand it, the
   same digest tells whether it says something new.
2. What was asked is kept with its day and the entries it gave: the same question is not asked again for a
   week, whoever asks it.
"""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from copil.algorithms.text import normalise
from copil.core.errors import ActionRefused
from copil.directory.enums import LoadOrigin, Register
from copil.directory.models import RegisterAnswer, RegisterEntry, RegisterLoad
from copil.directory.registers import rows, service, storing
from copil.directory.registers.lots import Lot, Lots, Verdict
from copil.directory.registers.service import Question, Service, Unavailable
from copil.exchange.enums import Outcome
from copil.territories.enums import Kind
from copil.territories.models import Territory

log = logging.getLogger(__name__)

KEPT_FOR = dt.timedelta(days=7)
TOO_SHORT = "Écrivez au moins trois lettres du nom, ou un numéro en entier, pour interroger ce service."
SILENT = (
    "Le service Recherche d’entreprises ne répond pas pour l’instant. Votre recherche est gardée :"
    " réessayez dans quelques minutes, ou créez la fiche à la main."
)
TOO_MANY = "Le service a été beaucoup interrogé depuis une minute. Attendez un instant, puis réessayez."

_SHORTEST = 3
_LONGEST = 200
_A_MINUTE = 30
_MOST_COMMUNES = 200
_LEVELS = {
    Kind.COMMUNE.value: "code_commune",
    Kind.EPCI.value: "epci",
    Kind.DEPARTEMENT.value: "departement",
    Kind.REGION.value: "region",
}
_PERSON = "1000"
_HIDDEN = "[NON-DIFFUSIBLE]"
# Columns of the file of units, and where an answer says the same.
_UNIT = {
    "siren": "siren",
    "denominationUniteLegale": "nom_raison_sociale",
    "sigleUniteLegale": "sigle",
    "categorieJuridiqueUniteLegale": "nature_juridique",
    "activitePrincipaleUniteLegale": "activite_principale",
    "trancheEffectifsUniteLegale": "tranche_effectif_salarie",
    "etatAdministratifUniteLegale": "etat_administratif",
    "dateCreationUniteLegale": "date_creation",
    "dateDebut": "date_fermeture",
    "dateDernierTraitementUniteLegale": "date_mise_a_jour",
}
_SEAT = {
    "siret": "siret",
    "denominationUsuelleEtablissement": "nom_commercial",
    "etatAdministratifEtablissement": "etat_administratif",
    "activitePrincipaleEtablissement": "activite_principale",
    "trancheEffectifsEtablissement": "tranche_effectif_salarie",
    "complementAdresseEtablissement": "complement_adresse",
    "numeroVoieEtablissement": "numero_voie",
    "indiceRepetitionEtablissement": "indice_repetition",
    "typeVoieEtablissement": "type_voie",
    "libelleVoieEtablissement": "libelle_voie",
    "distributionSpecialeEtablissement": "distribution_speciale",
    "codePostalEtablissement": "code_postal",
    "codeCommuneEtablissement": "commune",
    "libelleCommuneEtablissement": "libelle_commune",
    "libelleCommuneEtrangerEtablissement": "libelle_commune_etranger",
    "libellePaysEtrangerEtablissement": "libelle_pays_etranger",
    "dateCreationEtablissement": "date_creation",
    "dateDebut": "date_fermeture",
    "dateDernierTraitementEtablissement": "date_mise_a_jour",
}


@dataclass(frozen=True)
class Asked:
    """What became of an answer: the outcome of each entry, and whether the service knows of more."""

    outcomes: Counter[str]
    answer: RegisterAnswer


def is_on() -> bool:
    """Tell whether this installation may ask the service."""
    return service.current() is not None


def kept(words: str, place: Territory | None, *, now: dt.datetime) -> RegisterAnswer | None:
    """Return the answer to a question that was asked lately, by anybody."""
    rows = RegisterAnswer.objects.filter(question=_key(words), place=place.key if place else "")
    found: RegisterAnswer | None = rows.filter(asked_at__gt=now - KEPT_FOR).first()
    return found


def ask(words: str, place: Territory | None, *, at: dt.datetime) -> Asked:
    """Ask the service, unless the answer is known, and write what it says.

    Refuses in French when the service is off, slow or failing, or the question too short. The network is
    asked before any transaction begins.
    """
    current = service.current()
    if current is None:
        raise ActionRefused("Cette installation n’interroge pas le service Recherche d’entreprises.")
    known = kept(words, place, now=at)
    if known is not None:
        return Asked(Counter(), known)
    if len(_key(words).replace(" ", "")) < _SHORTEST:
        raise ActionRefused(TOO_SHORT)
    _hold_back(at)
    return _store(_answered(current, _question(words, place)), words, place, at=at)


def entries_of(answer: RegisterAnswer) -> list[int]:
    """Return the keys of the entries of an answer, in its order."""
    pairs = [(register, identifier) for register, identifier in answer.entries]
    identifiers = [identifier for _, identifier in pairs]
    found = RegisterEntry.objects.filter(identifier__in=identifiers)
    keys = {(row[1], row[2]): row[0] for row in found.values_list("pk", "register", "identifier")}
    return [keys[pair] for pair in pairs if pair in keys]


def cells_of(unit: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str] | None]:
    """Return a unit of an answer as rows of the files: the unit's, and its seat's when it has one."""
    seat = unit.get("siege") if isinstance(unit.get("siege"), dict) else None
    extra = unit.get("complements") if isinstance(unit.get("complements"), dict) else None
    cells = _cells(unit, _UNIT)
    if not cells["denominationUniteLegale"] and cells["categorieJuridiqueUniteLegale"] not in ("", _PERSON):
        cells["denominationUniteLegale"] = _text(unit.get("nom_complet"))
    cells["identifiantAssociationUniteLegale"] = _text((extra or {}).get("identifiant_association"))
    siret = _text((seat or {}).get("siret"))
    cells["nicSiegeUniteLegale"] = siret[9:]
    if seat is None or not siret:
        return cells, None
    own = _cells(seat, _SEAT)
    own["etablissementSiege"] = "true"
    signs = seat.get("liste_enseignes")
    own["enseigne1Etablissement"] = _text(signs[0]) if isinstance(signs, list) and signs else ""
    if not own["libelleVoieEtablissement"]:
        own["libelleVoieEtablissement"] = _street(seat)
    return cells, own


def _cells(said: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    return {column: _text(said.get(name)) for column, name in columns.items()}


def _text(value: Any) -> str:
    """Return a value as a cell: what is hidden, missing or of another shape is an empty one."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value).replace("\0", "").strip()
    return "" if _HIDDEN in text else text


def _street(seat: Mapping[str, Any]) -> str:
    """Return the address without the postal code and the commune that end it."""
    address = _text(seat.get("adresse"))
    end = f"{_text(seat.get('code_postal'))} {_text(seat.get('libelle_commune'))}".strip()
    return address.removesuffix(end).strip() if end else address


def _key(words: str) -> str:
    return " ".join(normalise.words(words))[:_LONGEST]


def _question(words: str, place: Territory | None) -> Question:
    asked = " ".join(words.split())[:_LONGEST]
    if place is None:
        return Question(asked)
    if place.kind in _LEVELS:
        return Question(asked, _LEVELS[place.kind], (place.code,))
    communes = place.members(Kind.COMMUNE).order_by("key").values_list("code", flat=True)
    return Question(asked, "code_commune", tuple(communes[:_MOST_COMMUNES]))


def _hold_back(at: dt.datetime) -> None:
    """Keep the whole installation under what the service allows."""
    key = f"register-service:{at:%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    if cache.incr(key) > _A_MINUTE:
        raise ActionRefused(TOO_MANY)


def _answered(current: Service, question: Question) -> service.Reply:
    try:
        return current.ask(question)
    except Unavailable as error:
        log.warning("register service: %s", error)
        raise ActionRefused(SILENT) from error


@transaction.atomic
def _store(reply: service.Reply, words: str, place: Territory | None, *, at: dt.datetime) -> Asked:
    """Write the entries of an answer, and the answer itself."""
    units, seats = Lot(1, len(reply.results)), Lot(1, len(reply.results))
    found: list[tuple[str, str]] = []
    for number, unit in enumerate(reply.results, start=1):
        cells, seat = cells_of(unit)
        fact = rows.read_unit(cells)
        units.add(number, fact)
        if isinstance(fact, str):
            continue  # a natural person, or a unit that is not shown: its seat is left out too
        found.append((Register.UNITS.value, fact.identifier))
        if seat is not None:
            seats.add(number, rows.read_establishment(seat))
    outcomes = _write(Register.UNITS, units, at=at) + _write(Register.ESTABLISHMENTS, seats, at=at)
    answer, _ = RegisterAnswer.objects.update_or_create(
        question=_key(words),
        place=place.key if place else "",
        defaults={"asked_at": at, "found": reply.total, "entries": found},
    )
    return Asked(outcomes, answer)


def _write(register: Register, lot: Lot, *, at: dt.datetime) -> Counter[str]:
    """Write what a lot says anew, in the name of a load of its own."""
    verdict: Verdict = Lots(register.value).judge(lot)
    today = timezone.localdate(at)
    if verdict.written:
        tally = verdict.tally
        load = RegisterLoad.objects.create(
            register=register,
            origin=LoadOrigin.ANSWER,
            file_name=service.NAME,
            file_date=today,
            rows_total=tally.total(),
            created=tally[Outcome.CREATED.value],
            updated=tally[Outcome.UPDATED.value],
            unchanged=tally[Outcome.UNCHANGED.value],
            refused=tally[Outcome.REFUSED.value],
            started_at=at,
            ended_at=at,
        )
        storing.upsert([one.values(today, load.pk) for one in verdict.written.values()])
        verdict.name_the_nameless()
    return verdict.tally
