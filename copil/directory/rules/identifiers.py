"""Public identifiers of organisations: SIREN, SIRET, RNA. Checked, cleaned and written for people."""

import re

from copil.core.typography import NBSP

LA_POSTE = "356000000"
LA_POSTE_SEAT = "35600000000048"

_NOT_KEPT = re.compile(r"[\s\u00a0\u202f._\-/]+")
_RNA = re.compile(r"W[0-9A-Z]{9}")
_POWER = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_LOST_NOUGHTS = 3
_DIGITS = re.compile(r"[0-9]+")

SIREN_LENGTH, SIRET_LENGTH = 9, 14


def compact(typed: str) -> str:
    """Return an identifier without the spaces, dots and dashes people put in it, in capitals."""
    return _NOT_KEPT.sub("", typed).upper()


def luhn(digits: str) -> bool:
    """Tell whether the last digit is the right check digit (Luhn, ISO/IEC 7812-1, annex B)."""
    total = 0
    for position, figure in enumerate(reversed(digits)):
        value = int(figure) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def siren_problem(siren: str) -> str:
    """Return what is wrong with a compact SIREN, in French; an empty text when nothing is."""
    if not _is_number(siren, SIREN_LENGTH):
        return f"Un SIREN a neuf chiffres, celui-ci en a {_figures(siren)}."
    if not luhn(siren) or siren == "0" * SIREN_LENGTH:
        return "Ce SIREN n’existe pas : sa clé de contrôle est fausse. Vérifiez chaque chiffre."
    return ""


def siret_problem(siret: str) -> str:
    """Return what is wrong with a compact SIRET; the establishments of La Poste have a key of their own.

    Theirs is right when the sum of the fourteen figures is a multiple of five; only their head office
    follows the common rule.
    """
    if not _is_number(siret, SIRET_LENGTH):
        return f"Un SIRET a quatorze chiffres, celui-ci en a {_figures(siret)}."
    if siret.startswith(LA_POSTE) and siret != LA_POSTE_SEAT:
        right = sum(map(int, siret)) % 5 == 0
    else:
        right = luhn(siret) and not siren_problem(siret[:SIREN_LENGTH])
    if not right:
        return "Ce SIRET n’existe pas : sa clé de contrôle est fausse. Vérifiez chaque chiffre."
    return ""


def rna_problem(rna: str) -> str:
    """Return what is wrong with a compact RNA number; an empty text when nothing is."""
    if _RNA.fullmatch(rna):
        return ""
    return "Un numéro RNA commence par W, suivi de neuf chiffres ou lettres, par exemple W941009876."


def restored(kind: str, number: str) -> str:
    """Return a number whose beginning a spreadsheet took off, completed; an empty text when it cannot be.

    ``kind`` is siren, siret or rna: leading noughts are given back when the check digit then agrees, and the
    W of an RNA number before its nine figures.
    """
    if not _DIGITS.fullmatch(number):
        return ""
    if kind == "rna":
        return f"W{number.zfill(9)}" if len(number) in (8, 9) else ""
    length = SIREN_LENGTH if kind == "siren" else SIRET_LENGTH
    complete = number.zfill(length)
    problem = siren_problem(complete) if kind == "siren" else siret_problem(complete)
    return complete if length - _LOST_NOUGHTS <= len(number) < length and not problem else ""


def shortened(typed: str) -> str:
    """Return what to say of a number that a spreadsheet wrote as a power of ten; else an empty text."""
    if not _POWER.fullmatch(typed.strip()):
        return ""
    return "Le tableur a abrégé ce numéro : ses derniers chiffres sont perdus. Écrivez-le en entier."


def siren_of(*, siren: str, siret: str) -> str:
    """Return the SIREN of an organisation: its own, or the beginning of its SIRET."""
    return siren or siret[:SIREN_LENGTH]


def disagree(*, siren: str, siret: str) -> bool:
    """Tell whether a SIREN and a SIRET, both given, are not of the same organisation."""
    return bool(siren and siret) and not siret.startswith(siren)


def shown_siren(siren: str) -> str:
    """Return « 812 345 676 », with spaces that do not break."""
    return NBSP.join(siren[at : at + 3] for at in range(0, len(siren), 3))


def shown_siret(siret: str) -> str:
    """Return « 812 345 676 00017 », with spaces that do not break."""
    return f"{shown_siren(siret[:SIREN_LENGTH])}{NBSP}{siret[SIREN_LENGTH:]}" if siret else ""


def _is_number(value: str, length: int) -> bool:
    return len(value) == length and _DIGITS.fullmatch(value) is not None


def _figures(value: str) -> str:
    figures = sum(len(run) for run in _DIGITS.findall(value))
    return f"{figures} et d’autres signes" if figures != len(value) else str(figures)
