"""What does not leave with a workspace, by name, and why. A test compares it with every model there is."""

from collections.abc import Mapping

_SECRET = "ouvre un accès : ne quitte jamais l’installation"  # noqa: S105  # a sentence, no secret
_LETTERS = (
    "courriers et nouvelles d’une personne, avec des liens personnels : ce qu’ils disent est dans les fiches"
)
_HERE = "travail de cette installation, sans valeur ailleurs"
_AGAIN = "calculé de nouveau à l’arrivée"
_REFERENCE = "données de référence, fournies avec chaque installation"
_ACCOUNT = "propre au compte, que la personne garde dans son installation"
_DJANGO = "tables de Django, vides ou refaites à l’installation"

MODELS: Mapping[str, str] = {
    "identity.SignedLink": _SECRET,
    "accounts.OpenSession": _SECRET,
    "api.ApiToken": _SECRET,
    "api.TokenUse": _HERE,
    "api.KeptAnswer": _HERE,
    "api.Webhook": "son secret est celui de cette installation : l’envoi se refait à l’arrivée",
    "api.Delivery": _HERE,
    "mfa.Authenticator": _SECRET,
    "account.EmailAddress": _ACCOUNT,
    "account.EmailConfirmation": _SECRET,
    "notifications.OutboxMessage": _LETTERS,
    "notifications.Notification": _LETTERS,
    "notifications.Bounce": _LETTERS,
    "notifications.Preference": _ACCOUNT,
    "notifications.DigestTime": _ACCOUNT,
    "notifications.Job": _HERE,
    "accounts.Purge": _HERE,
    "accounts.Erasure": _HERE,
    "accounts.EmailChange": _SECRET,
    "accounts.InactivityNotice": _ACCOUNT,
    "accounts.Identity": _ACCOUNT,
    "search.RecentSearch": _ACCOUNT,
    "search.CommonSynonyms": "équivalents de toute l’installation",
    "search.SearchEntry": _AGAIN,
    "initiatives.KeptFacts": _AGAIN,
    "territories.Territory": _REFERENCE,
    "territories.PostalCode": _REFERENCE,
    "territories.Alias": _REFERENCE,
    "territories.SearchTerm": _REFERENCE,
    "territories.PerimeterKind": _REFERENCE,
    "territories.Perimeter": _REFERENCE,
    "territories.PerimeterCommune": _REFERENCE,
    "directory.RegisterLoad": _REFERENCE,
    "directory.RegisterAnswer": _REFERENCE,
    "auth.Permission": _DJANGO,
    "auth.Group": _DJANGO,
    "auth.Group_permissions": _DJANGO,
    "contenttypes.ContentType": _DJANGO,
}

FIELDS: Mapping[str, str] = {
    "identity.User.id": "une personne est reconnue à son adresse électronique",
    "identity.User.password": _SECRET,
    "identity.User.last_login": _ACCOUNT,
    "identity.User.is_active": _ACCOUNT,
    "identity.User.is_operator": _ACCOUNT,
    "identity.User.created_at": _ACCOUNT,
    "identity.Membership.unread": _AGAIN,
    "identity.Network.version": _HERE,
    "identity.Network.created_at": _HERE,
    "directory.RegisterEntry.id": "une ligne d’un registre est reconnue à son numéro",
    "directory.RegisterEntry.load": _HERE,
    "surveys.Survey.address": _SECRET,
    "meetings.RegistrationPage.address": _SECRET,
}

# Fields whose name could be that of a secret, and that are none: digests of what leaves, a seed of a draw.
NO_SECRET = frozenset(
    {
        "ballots.Ballot.secret",
        "directory.RegisterEntry.digest",
        "documents.ArchivedDocument.content_digest",
        "exchange.KnownColumns.digest",
        "files.StoredFile.sha256",
        "initiatives.Method.digest",
        "journal.JournalEntry.digest",
        "journal.JournalEntry.payload_digest",
        "journal.JournalEntry.previous_digest",
        "journal.JournalEntry.salt",
        "journal.JournalHead.digest",
        "workshops.Allocation.seed",
        "workshops.PlanEdition.digest",
    }
)
