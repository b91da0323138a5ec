"""Telephone numbers, postal codes and web addresses, as they are written in France."""

import re
from collections.abc import Collection

from copil.core.typography import NBSP

_SEPARATORS = re.compile(r"[\s\u00a0\u202f.\-/]+")
_NATIONAL = re.compile(r"0[1-9][0-9]{8}")
_SHORT = re.compile(r"3[0-9]{3}|11[68][0-9]{3}")
_FOREIGN = re.compile(r"\+[1-9][0-9]{5,14}")
_FRANCE = re.compile(r"(?:\+|00)33(?:\(0\))?0?(?=[1-9])")
_POSTAL_CODE = re.compile(r"[0-9]{5}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9\u00e0-\u00ff](?:[a-z0-9\u00e0-\u00ff\-]{0,61}[a-z0-9\u00e0-\u00ff])?\.)+[a-z]{2,24}(?::\d{1,5})?",
    re.IGNORECASE,
)

PHONE_PROBLEM = "Ce numéro de téléphone n’a pas dix chiffres. Exemple : 01 43 68 00 00."
POSTAL_CODE_PROBLEM = "Un code postal a cinq chiffres, par exemple 94220."
WEBSITE_PROBLEM = "Cette adresse de site n’est pas complète. Exemple : https://www.exemple.fr."


def normal_phone(typed: str) -> str | None:
    """Return « 01 43 68 00 00 », « 3939 » or « +3227391234 »; None when it is not a telephone number.

    Understands dots, dashes, « +33 1… », « 0033 (0)1… » and a leading nought lost by a spreadsheet.
    """
    compact = _SEPARATORS.sub("", typed)
    compact = _FRANCE.sub("0", compact, count=1) if _FRANCE.match(compact) else compact
    if compact.startswith("00"):
        compact = f"+{compact[2:]}"
    if len(compact) == 9 and compact.isascii() and compact.isdigit() and compact[0] != "0":
        compact = f"0{compact}"
    if _NATIONAL.fullmatch(compact):
        return " ".join(compact[at : at + 2] for at in range(0, 10, 2))
    return compact if _SHORT.fullmatch(compact) or _FOREIGN.fullmatch(compact) else None


def shown_phone(phone: str) -> str:
    """Return a stored number with spaces that do not break."""
    return phone.replace(" ", NBSP)


def compact_phone(phone: str) -> str:
    """Return a stored number without its spaces."""
    return phone.replace(" ", "")


def phone_address(phone: str) -> str:
    """Return the address a telephone can call: « tel:+33143680000 »."""
    digits = compact_phone(phone)
    return f"tel:+33{digits[1:]}" if _NATIONAL.fullmatch(digits) else f"tel:{digits}"


def normal_postal_code(typed: str) -> str | None:
    """Return five digits, a leading nought lost by a spreadsheet restored; None when it is not one."""
    compact = _SEPARATORS.sub("", typed)
    if len(compact) == 4 and compact.isdigit():
        compact = f"0{compact}"
    return compact if _POSTAL_CODE.fullmatch(compact) else None


def postal_code_fits(postal_code: str, *, communes: Collection[str], commune: str, departement: str) -> bool:
    """Tell whether a postal code may be that of a commune.

    ``communes`` are those that have the code, ``commune`` is one like them, ``departement`` its own code.
    A code that no commune has is a business one (CEDEX): it fits when it begins like the département's.
    """
    if communes:
        return commune in communes
    return postal_code.startswith(departement if departement.isdigit() else "20")


def normal_website(typed: str) -> str | None:
    """Return a web address with its scheme; None when it is not one, or not of the web."""
    text = typed.strip().rstrip("/;,")
    if not _SCHEME.match(text) or _HOST.match(text):
        text = f"https://{text.lstrip('/')}"
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in {"http", "https"}:
        return None
    host, slash, path = rest.partition("/")
    ok = _HOST.fullmatch(host) and not any(char.isspace() or ord(char) < 0x20 for char in path)
    return f"{scheme.lower()}://{host}{slash}{path}" if ok else None
