"""Tell an outage (database away, disk full) from a fault of ours."""

import errno

from django.db import InterfaceError, OperationalError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
_LINKS = 5


def is_outage(error: BaseException | None) -> bool:
    """Tell whether an error, or what caused it, comes from a database or a disk that cannot serve now."""
    for _ in range(_LINKS):
        if error is None:
            return False
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
