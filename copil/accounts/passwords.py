"""What a password may not be made of: words that anybody would try here first."""

from django.core.exceptions import ValidationError

from copil.core.text import fold
from copil.identity.models import User

# Words of the product, of its trade and of keyboards; the person's own are added to them.
CONTEXT_WORDS = (
    *("copil", "comite", "pilotage", "demarche", "besoin", "association", "associatif", "reseau"),
    *("solidaire", "territoire", "commune", "mairie", "collectif", "reunion", "espace", "projet"),
    *("motdepasse", "mot", "passe", "password", "secret", "bonjour", "soleil", "bienvenue", "administrateur"),
    *("admin", "azerty", "uiop", "qwerty", "qsdfgh", "wxcvbn", "iloveyou", "jetaime", "doudou", "france"),
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"),
    *("octobre", "novembre", "decembre"),
)
_LEFT_AT_LEAST = 5
_SHORTEST_WORD = 3


class ContextWordsValidator:
    """Refuse a password that is little else than words of the context, figures and repeats.

    Nothing is asked of the composition: what is left once those words, the figures and the repeated letters
    are taken out must hold five different letters or signs.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ``ValidationError`` with what to do."""
        left = fold(password)
        for word in sorted({*CONTEXT_WORDS, *_own_words(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if len({sign for sign in left if not sign.isdigit() and not sign.isspace()}) < _LEFT_AT_LEAST:
            raise ValidationError(
                "Ce mot de passe est fait de mots que l’on essaierait en premier. Choisissez quatre mots"
                " qui n’ont rien à voir entre eux.",
                code="password_context",
            )

    def get_help_text(self) -> str:
        """Return nothing more than what the field already says."""
        return ""


def _own_words(user: User | None) -> list[str]:
    if user is None:
        return []
    said = " ".join((user.given_name, user.family_name, user.email.replace("@", " ").replace(".", " ")))
    return [word for word in fold(said).replace("-", " ").split() if len(word) >= _SHORTEST_WORD]
