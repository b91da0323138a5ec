"""The installation's secret key, made once and kept beside the data."""

import os
import secrets
from pathlib import Path


def kept_in(path: Path) -> str:
    """Return the key kept in ``path``, creating it (mode 0600) the first time.

    Two processes starting together agree on one key: the file is created exclusively and the loser
    reads what the winner wrote.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(key)
    return key
