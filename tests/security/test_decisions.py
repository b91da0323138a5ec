"""What is written of security is what the settings do."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings

from copil.accounts import sessions
from copil.files import uploads

PAGE = (Path(__file__).parents[2] / "docs" / "security" / "decisions.md").read_text(encoding="utf-8")
DAY, MIB = 24 * 3600, 1 << 20


def test_the_written_figures_are_those_of_the_settings() -> None:
    written = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| `[^|]+` \|$", PAGE, re.MULTILINE))
    account, address = settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",")[::-1]
    shortest: Any = settings.AUTH_PASSWORD_VALIDATORS[0]
    assert written == {
        "shortest password": str(shortest["OPTIONS"]["min_length"]),
        "failed logins for an account": account.removesuffix("/key"),
        "failed logins from an address": address.removesuffix("/ip"),
        "logins from an address": settings.ACCOUNT_RATE_LIMITS["login"].removesuffix("/ip"),
        "password or code asked again after": f"{settings.ACCOUNT_REAUTHENTICATION_TIMEOUT} s",
        "session without a visit": f"{settings.SESSION_COOKIE_AGE // DAY} days",
        "session since its login": f"{sessions.LONGEST.days} days",
        "link to a new password": f"{settings.PASSWORD_RESET_TIMEOUT // 3600} hours",
        "largest form, files aside": f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MIB} MiB",
        "fields of a form": str(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS),
        "largest file of an import": f"{settings.UPLOAD_MAX_BYTES // MIB} MiB",
        "largest attached file": f"{uploads.MAX_BYTES // MIB} MiB",
    }
