"""Events of security in the log: what happened, to which account, never who they are nor where from."""

import logging
from typing import Any

logger = logging.getLogger("copil.security")


def told(event: str, **facts: Any) -> None:
    """Write one event; facts are identifiers and names of addresses, never what somebody typed."""
    said = " ".join(f"{name}={value}" for name, value in facts.items())
    logger.info("%s %s", event, said, extra={"event": event, "facts": facts})
