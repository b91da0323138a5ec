"""Publish the methods that come with Copil."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from copil.initiatives import method_file
from copil.initiatives.models import Method


@transaction.atomic
def publish_shipped_methods(*, at: dt.datetime) -> list[Method]:
    """Publish each shipped method whose content is new, as its next version; return what was published.

    A version already published is never changed: initiatives run on it. Raises ``MethodFileError`` when a
    shipped file is wrong.
    """
    published = []
    for method, digest in method_file.load_shipped():
        versions = Method.objects.filter(workspace=None, key=method.key)
        if versions.filter(digest=digest).exists():
            continue
        last = versions.aggregate(last=Max("number"))["last"] or 0
        row = Method.objects.create(
            key=method.key,
            number=last + 1,
            title=method.title,
            content=method_file.to_json(method),
            digest=digest,
            published_at=at,
        )
        published.append(row)
    return published
