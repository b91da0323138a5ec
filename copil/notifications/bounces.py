"""Read the messages that a mail server sends back: which of ours came back, and why (RFC 3464)."""

import hashlib
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

_IDENTIFIER = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_PERMANENT = "5"


@dataclass(frozen=True)
class Returned:
    """What a bounce says: the identifier of the message sent, a status such as 5.1.1, a reason, a digest."""

    message_id: str
    status: str
    reason: str
    digest: str

    @property
    def for_good(self) -> bool:
        """Tell whether trying again would change nothing."""
        return self.status.startswith(_PERMANENT)


def read(path: Path) -> Iterator[bytes]:
    """Give each message of a maildir, of a folder of files, of an mbox, or of one file."""
    if path.is_dir() and (path / "cur").is_dir():
        for message in mailbox.Maildir(path, create=False):
            yield message.as_bytes()
    elif path.is_dir():
        for file in sorted(one for one in path.iterdir() if one.is_file()):
            yield file.read_bytes()
    else:
        content = path.read_bytes()
        if content.startswith(b"From "):
            for kept in mailbox.mbox(path, create=False):
                yield kept.as_bytes()
        else:
            yield content


def understand(content: bytes) -> Returned | None:
    """Return what a message says came back; None when it is not a delivery report about one of ours."""
    message = message_from_bytes(content, policy=policy.default)
    status, reason, original = "", "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status, reason = _status(part)
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            original = original or _identifier(part)
    if not status or not original:
        return None
    return Returned(original, status, reason[:300], hashlib.sha256(content).hexdigest())


def _status(part: Message) -> tuple[str, str]:
    """Return the status and the reason of the first recipient for whom the delivery failed."""
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else []
    for block in blocks:
        if not isinstance(block, Message) or "Status" not in block:
            continue
        if str(block.get("Action", "failed")).strip().lower() != "failed":
            continue
        code = str(block["Status"]).strip().split()
        reason = str(block.get("Diagnostic-Code", "")).partition(";")[2] or str(
            block.get("Diagnostic-Code", "")
        )
        return (code[0] if code else "", " ".join(reason.split()))
    return "", ""


def _identifier(part: Message) -> str:
    """Return the Message-ID of the message that came back, whole or by its headers only."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if isinstance(inner, Message):
        found = str(inner.get("Message-ID", ""))
    else:
        text = part.get_content() if isinstance(part, EmailMessage) else str(payload)
        headers = message_from_bytes(
            text.encode() if isinstance(text, str) else bytes(text), policy=policy.default
        )
        found = str(headers.get("Message-ID", ""))
    identifier = _IDENTIFIER.search(found)
    return identifier.group() if identifier else ""
