"""Organisations written twice: what is proposed of pairs said to be the same, and how fast.

A TOML file of pairs (`bench/data/doubles_fr.toml`) is measured twice: the share of the pairs that are the
same and are proposed (recall), and of the pairs proposed that are the same (precision). Each pair is put
among 2,000 other names made up with a fixed seed, so that words are as rare as they are in a directory.
Then 10,000 made-up organisations, 500 of them written a second time (one word dropped, one letter wrong,
capitals, the legal form before): the share found again, and the seconds to compare them all.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.doubles import organisations
from copil.algorithms.doubles.organisations import Record

AMONG, MANY, PLANTED = 2_000, 10_000, 500
_FIRST = (
    "Club", "Amicale", "Comité", "Les Amis", "Maison", "Atelier", "Foyer", "Union", "Compagnie", "Chorale",
    "Ressourcerie", "Théâtre", "Jardin", "École", "Fédération", "Centre", "Collectif", "Épicerie", "Régie",
)  # fmt: skip  # a table reads by its lines
_MIDDLE = (
    "sportif", "solidaire", "de quartier", "de football", "de lecture", "des parents", "des anciens",
    "de danse", "de musique", "du vélo", "rural", "social", "des fêtes", "paysan", "de couture",
)  # fmt: skip  # a table reads by its lines
_SYLLABLES = "ba co du fan gri lor mar nel pa quin ra sol ti ver zan bel cor dan fi gal li mon".split()


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each file of pairs, then the made-up directory; the budget is not used."""
    for path in paths:
        yield from _pairs(path, seconds)
    yield from _directory(seconds)


def _pairs(path: Path, seconds: float | None) -> Iterator[Result]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    watch = Stopwatch(seconds)
    crowd = _made_up(AMONG, random.Random(1))
    asked = [(pair, same) for same in (True, False) for pair in content["same" if same else "different"]]
    records = [
        _record(f"{index}-{side}", name, place)
        for index, (pair, _) in enumerate(asked)
        for side, (name, place) in enumerate(zip(pair["names"], pair["places"], strict=True))
    ]
    found = {(pair.one, pair.other) for pair in organisations.propose(records=[*crowd, *records])}
    proposed = [same for index, (_, same) in enumerate(asked) if (f"{index}-0", f"{index}-1") in found]
    total = len(content["same"])
    for name, value in (("recall", sum(proposed) / total), ("precision", sum(proposed) / len(proposed))):
        yield _result(f"{path.stem} {name}", value, watch.seconds)


def _directory(seconds: float | None) -> Iterator[Result]:
    chance = random.Random(2)
    records = _made_up(MANY - PLANTED, chance)
    twice = [_again(record, chance) for record in chance.sample(records, PLANTED)]
    watch = Stopwatch(seconds)
    pairs = organisations.propose(records=[*records, *twice])
    took = watch.seconds
    found = {frozenset((pair.one, pair.other)) for pair in pairs}
    planted = {frozenset((record.id, record.id.removesuffix("-again"))) for record in twice}
    made_up = f"{MANY} organisations"
    yield _result(f"{made_up} recall", len(found & planted) / PLANTED, took)
    yield _result(f"{made_up} proposed", float(len(found)), took)


def _result(instance: str, value: float, seconds: float) -> Result:
    return Result(family="doubles", instance=instance, value=value, seconds=seconds, peak_mb=peak_mb())


def _made_up(number: int, chance: random.Random) -> list[Record]:
    records = []
    for index in range(number):
        own = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize()
        name = f"{chance.choice(_FIRST)} {chance.choice(_MIDDLE)} {own}"
        records.append(_record(f"m{index:05}", name, f"Commune {chance.randint(1, 60)}"))
    return records


def _record(identifier: str, name: str, place: str) -> Record:
    known: dict[str, Any] = {} if place == "?" else {"commune": place, "commune_name": place}
    return Record(id=identifier, name=name, **known)


def _again(record: Record, chance: random.Random) -> Record:
    name = record.name
    way = chance.randrange(4)
    if way == 0:
        at = chance.randrange(len(name) - 5, len(name) - 1)
        name = name[:at] + name[at + 1 :]
    elif way == 1:
        name = name.upper()
    elif way == 2:
        name = f"Association {name}"
    else:
        first, _, rest = name.partition(" ")
        name = f"{rest} ({first})"
    return Record(
        id=f"{record.id}-again", name=name, commune=record.commune, commune_name=record.commune_name
    )
