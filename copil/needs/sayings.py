"""Reasons of proposals, advice and origins, said in French."""

from collections.abc import Iterable, Sequence

from copil.algorithms.similarity.records import Shared
from copil.core import typography

_WORDS = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_CLOSE_KM = 20.0
_SHORT = 70

NATURES = {
    "specific": "propre à une structure",
    "identical": "identique chez plusieurs",
    "common": "commun, à traiter ensemble",
}
ADVICE = {
    "one_structure": "Une seule structure l’exprime.",
    "several_structures": "Plusieurs structures l’expriment.",
    "joint_words_most": "La plupart parlent d’agir ensemble, de partager ou de mutualiser.",
    "joint_words_some": "Une partie d’entre elles parle d’agir ensemble, de partager ou de mutualiser.",
    "joint_words_none": "Aucune ne parle d’agir ensemble, de partager ou de mutualiser.",
    "neighbours": "Leurs sièges sont voisins.",
    "far_apart": "Leurs sièges sont éloignés les uns des autres.",
    "place_unknown": "Leurs sièges ne sont pas tous situés.",
}
TYPOLOGIES = {
    "individual": (
        "Ingénierie individuelle",
        "Une solution pour cette structure, construite avec elle.",
    ),
    "A": (
        "Ingénierie collective de type A",
        "La même réponse pour toutes : on informe ou on forme, avec peu de place pour le cas de chacune.",
    ),
    "B": (
        "Ingénierie collective de type B",
        "Une solution construite avec les structures, pour le groupe, pour chacune, ou les deux.",
    ),
}


def in_words(number: int, *, feminine: bool = True) -> str:
    """Return a small number in words: « deux », « une », « 14 »."""
    if number == 1 and feminine:
        return "une"
    return _WORDS[number] if 0 < number < len(_WORDS) else typography.number(number)


def joined(words: Sequence[str]) -> str:
    """Return « a », « a et b », « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def title(label: Sequence[str]) -> str:
    """Return a title to begin with, made of the terms that tell a group from the others."""
    text = ", ".join(" ".join(term.split()) for term in label)
    return f"{text[:1].upper()}{text[1:]}"[:200]


def opening(structures: int, needs: int) -> str:
    """Return what a proposal says first."""
    if structures < 2:
        return f"La même structure le dit {in_words(needs)} fois, avec des mots différents."
    if structures == needs:
        return f"{in_words(structures).capitalize()} structures disent la même chose avec d’autres mots."
    return (
        f"{in_words(structures).capitalize()} structures disent la même chose, "
        f"en {in_words(needs)} besoins différents."
    )


def joining(needs: int) -> str:
    """Return what a proposal to join a shared need says first."""
    if needs == 1:
        return "Un besoin ressemble à ceux que ce besoin partagé réunit déjà."
    return f"{in_words(needs).capitalize()} besoins ressemblent à ceux que ce besoin partagé réunit déjà."


def shared(found: Iterable[Shared], *, total: int) -> list[str]:
    """Return what texts have in common: the ideas first, then the words that express none."""
    ideas, plain = [], []
    for one in found:
        if one.idea is None:
            plain.append(one.words[0])
            continue
        words = [word for word in one.words if word.lower() != one.idea.lower()]
        examples = f" ({', '.join(words)})" if words else ""
        ideas.append(f"Idée présente dans {_part(len(one.ids), total)} : {one.idea}{examples}.")
    if plain:
        ideas.append(f"Mots communs : {', '.join(plain)}.")
    return ideas


def _part(number: int, total: int) -> str:
    if number == total:
        return f"les {in_words(total)} besoins"
    return f"{in_words(number, feminine=False)} besoins sur {in_words(total, feminine=False)}"


def distance(radius_km: float | None, *, structures: int) -> list[str]:
    """Return how far from one another the seats are; nothing for a single structure."""
    if structures < 2:
        return []
    if radius_km is None:
        return ["Les sièges ne sont pas situés : complétez les fiches pour connaître leur distance."]
    if radius_km < 1:
        return ["Même territoire : les sièges se touchent presque, à moins de 1 km du même point."]
    whole = typography.number(round(radius_km))
    if radius_km <= _CLOSE_KM:
        return [f"Même territoire : les sièges sont à {whole} km au plus du milieu."]
    return [f"Sièges éloignés : jusqu’à {whole} km du milieu."]


def cost(*, structures: int, nature: str, left: int) -> str:
    """Return what remains once a need has left a group."""
    if left < 2:
        return "il ne reste qu’un besoin, et plus rien à rapprocher."
    if structures < 2:
        return "il reste une structure : la réponse ne serait plus collective."
    return f"il reste {in_words(structures)} structures, le besoin serait {NATURES[nature]}."


def near(text: str, other: str, found: Iterable[Shared]) -> str:
    """Return why a need is proposed to join a shared one: the closest need there, and what they share."""
    words = list(dict.fromkeys(one.idea or one.words[0] for one in found))[:4]
    because = f" ({', '.join(words)})" if words else ""
    return f"« {cut(text)} » est proche de « {cut(other)} »{because}."


def cut(text: str, length: int = _SHORT) -> str:
    """Return a text on one line, cut at a word, without its last full stop."""
    flat = " ".join(text.split()).rstrip(".")
    return flat if len(flat) <= length else f"{flat[:length].rsplit(' ', 1)[0]}…"
