"""Families of personal data of search: an entry repeats what its object says."""

from copil.core.privacy import IDENTITY, NONE, Tags

TAGS: Tags = {
    "SearchEntry": {
        "kind": NONE,
        "object_id": NONE,
        "title": IDENTITY,
        "excerpt": IDENTITY,
        "title_words": IDENTITY,
        "words": IDENTITY,
        "at": NONE,
        "place": NONE,
        "day": NONE,
        "archived": NONE,
        "body": IDENTITY,
    },
    "SynonymGroup": {"expressions": NONE},
    "CommonSynonyms": {"expressions": NONE},
    "RecentSearch": {"question": IDENTITY, "key": IDENTITY, "at": NONE},
}
