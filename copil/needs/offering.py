"""Which existing offers touch a shared need, and why: by theme, by words, by place."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from copil.algorithms.similarity.concepts import default_lexicon
from copil.algorithms.similarity.reading import Reader, Reading, reader_of
from copil.needs.models import Need, Offer, OfferCheck, SharedNeed
from copil.territories.models import Territory

_WORDS_IN_COMMON = 2
_OFTEN_SAID = 2


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a shared need is about: ideas, words of its title, themes, places of its structures."""

    ideas: frozenset[str]
    words: frozenset[str]
    themes: frozenset[uuid.UUID]
    places: frozenset[str]


@dataclass(frozen=True)
class Match:
    """An offer that touches a shared need, and why."""

    offer: Offer
    reason: str


def subjects_of(shared_needs: Iterable[SharedNeed]) -> dict[uuid.UUID, Subject]:
    """Return what each shared need is about (one query)."""
    listed = {one.pk: one for one in shared_needs}
    held: dict[uuid.UUID, list[Need]] = defaultdict(list)
    rows = Need.objects.current().filter(shared_need__in=listed)
    for need in rows.select_related("theme", "organisation__commune").order_by("pk"):
        if need.shared_need_id:
            held[need.shared_need_id].append(need)
    return {pk: _subject(one, held[pk]) for pk, one in listed.items()}


def matches(shared: SharedNeed, *, today: dt.date) -> list[Match]:
    """Return the offers of the workspace that touch a shared need today, by title (two queries)."""
    subject = subjects_of([shared])[shared.pk]
    offers = Offer.objects.current().filter(workspace=shared.workspace_id).valid_on(today)
    found = []
    for offer in offers.with_surroundings().in_order():
        reason = reason_of(subject, offer)
        if reason:
            found.append(Match(offer, reason))
    return found


def checks_to_review(offer: Offer) -> list[OfferCheck]:
    """Return the checks in force that have not seen an offer which touches their need (two queries)."""
    rows = OfferCheck.objects.current().filter(workspace=offer.workspace_id, review_at=None)
    checks = list(rows.select_related("shared_need", "workspace").order_by("pk"))
    unseen = [check for check in checks if str(offer.pk) not in check.seen]
    subjects = subjects_of(check.shared_need for check in unseen)
    return [check for check in unseen if reason_of(subjects[check.shared_need_id], offer)]


def reason_of(subject: Subject, offer: Offer) -> str:
    """Return why an offer touches a need; empty when it does not. An offer without a place is everywhere."""
    if offer.territory_id and subject.places and offer.territory_id not in subject.places:
        return ""
    parts = []
    if offer.theme and {offer.theme_id, offer.theme.parent_id} & subject.themes:
        parts.append("même thème")
    told = common(subject, f"{offer.title}. {offer.content}. {offer.sector}")
    if told:
        parts.append(told)
    return ", ".join(parts)


def common(subject: Subject, text: str) -> str:
    """Return the ideas or the words that a text has in common with a need; empty when too few."""
    reading = _read(text)
    lexicon = default_lexicon()
    ideas = sorted(lexicon.labels[idea] for idea in _ideas(reading) & subject.ideas)
    if ideas:
        return f"parle de {', '.join(ideas[:3])}"
    words = [
        text[token.start : token.end]
        for token in reading.tokens
        if token.stem in subject.words & set(reading.stems)
    ]
    words = list(dict.fromkeys(words))
    return f"mots communs : {', '.join(words[:4])}" if len(words) >= _WORDS_IN_COMMON else ""


def by_identifier(found: Sequence[Match]) -> Mapping[str, Match]:
    """Return matches by the identifier of their offer, as forms send it."""
    return {str(match.offer.pk): match for match in found}


def _subject(shared: SharedNeed, needs: Sequence[Need]) -> Subject:
    headline = _read(f"{shared.title}. {shared.summary}")
    said = Counter(idea for need in needs for idea in _ideas(_read(need.text)))
    often = {idea for idea, number in said.items() if number >= min(_OFTEN_SAID, len(needs))}
    headings = (need.theme for need in needs if need.theme)
    themes = {pk for theme in headings for pk in (theme.pk, theme.parent_id) if pk is not None}
    return Subject(
        ideas=_ideas(headline) | often,
        words=frozenset(headline.stems),
        themes=frozenset(themes),
        places=frozenset(_places(needs)),
    )


def _places(needs: Iterable[Need]) -> Iterable[str]:
    """Yield the keys of the territories where the structures are: official levels and perimeters."""
    needs = list(needs)
    yield from Territory.objects.perimeters_of({one.organisation.commune_id for one in needs})
    for need in needs:
        commune = need.organisation.commune
        if commune:
            keys = (commune.key, commune.epci_id, commune.ept_id, commune.departement_id, commune.region_id)
            yield from (key for key in keys if key)


def _read(text: str) -> Reading:
    return _reader().read(text)


@cache
def _reader() -> Reader:
    """Return the reader of a text alone: it knows the words of the lexicon, and those of no other text."""
    return reader_of((), default_lexicon())


def _ideas(reading: Reading) -> frozenset[str]:
    joint = default_lexicon().joint
    return frozenset(mention.idea for mention in reading.mentions if mention.idea not in joint)
