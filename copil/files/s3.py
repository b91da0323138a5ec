"""A store of objects that several machines share: Amazon S3 and what speaks like it, three requests of it.

Signed as the fourth version of the signature asks (Amazon, « Authenticating Requests: Using the Authorization
Header »). The library of Amazon is not used: it asks for a version of ``python-dateutil`` that ``icalendar``
excludes, and weighs 17 MB.
"""

import datetime as dt
import errno
import hashlib
import hmac
import http.client
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, quote, unquote, urlsplit

_PATIENCE = 60
_ALGORITHM = "AWS4-HMAC-SHA256"
_NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True)
class Bucket:
    """Where objects are kept and with which key; ``secure`` is false on a private network only."""

    host: str
    name: str
    region: str
    key: str
    secret: str
    secure: bool = True

    def send(self, name: str, path: Path) -> None:
        """Put a file there under a name that ends with its SHA-256. ``OSError`` when it is not taken."""
        with path.open("rb") as body:
            status = self._ask(
                "PUT", name, digest=name.rsplit("/", 1)[-1], body=body, size=path.stat().st_size
            )
        if status != HTTPStatus.OK:
            raise _away(f"PUT answered {status}")

    def fetch(self, name: str, path: Path) -> None:
        """Write here what is kept there. ``FileNotFoundError`` when nothing is, ``OSError`` otherwise."""
        with path.open("wb") as into:
            status = self._ask("GET", name, into=into)
        if status == HTTPStatus.NOT_FOUND:
            raise FileNotFoundError(errno.ENOENT, "not in the shared store", name)
        if status != HTTPStatus.OK:
            raise _away(f"GET answered {status}")

    def remove(self, name: str) -> None:
        """Take away what is kept under a name, if it is there. ``OSError`` when the store is away."""
        status = self._ask("DELETE", name)
        if status not in (HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND):
            raise _away(f"DELETE answered {status}")

    def _ask(
        self,
        method: str,
        name: str,
        *,
        digest: str = _NOTHING,
        body: IO[bytes] | None = None,
        size: int = 0,
        into: IO[bytes] | None = None,
    ) -> int:
        """Send one signed request and return its status; what it answers goes ``into`` a file."""
        path = "/" + quote(f"{self.name}/{name}", safe="/-_.~")
        headers = {"host": self.host, "x-amz-content-sha256": digest}
        signed = self.signed(method, path, headers, at=dt.datetime.now(dt.UTC))
        kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
        connection = kind(self.host, timeout=_PATIENCE)
        try:
            length = {"content-length": str(size)} if body else {}
            connection.request(method, path, body, {**signed, **length})
            answer = connection.getresponse()
            if into is not None and answer.status == HTTPStatus.OK:
                shutil.copyfileobj(answer, into)
            return answer.status
        except (OSError, http.client.HTTPException) as error:
            raise _away(type(error).__name__) from error
        finally:
            connection.close()

    def signed(
        self, method: str, path: str, headers: Mapping[str, str], *, at: dt.datetime
    ) -> dict[str, str]:
        """Return the headers (lower case) with the instant and the signature."""
        instant = at.strftime("%Y%m%dT%H%M%SZ")
        scope = f"{instant[:8]}/{self.region}/s3/aws4_request"
        whole = {**headers, "x-amz-date": instant}
        names = ";".join(sorted(whole))
        lines = "".join(f"{name}:{whole[name].strip()}\n" for name in sorted(whole))
        request = "\n".join([method, path, "", lines, names, whole["x-amz-content-sha256"]])
        text = "\n".join([_ALGORITHM, instant, scope, hashlib.sha256(request.encode()).hexdigest()])
        key = f"AWS4{self.secret}".encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        credential = f"Credential={self.key}/{scope}"
        whole["authorization"] = f"{_ALGORITHM} {credential},SignedHeaders={names},Signature={signature}"
        return whole


def bucket_at(address: str) -> Bucket:
    """Return the store of ``s3://KEY:SECRET@HOST/BUCKET?region=REGION``; ``ValueError`` for another address.

    ``http=1`` asks without TLS: for a private network only.
    """
    parts = urlsplit(address)
    name, options = parts.path.strip("/"), parse_qs(parts.query)
    if parts.scheme != "s3" or not (parts.hostname and parts.username and parts.password and name):
        raise ValueError("FILES_URL must be s3://KEY:SECRET@HOST/BUCKET?region=REGION")
    return Bucket(
        host=parts.hostname + (f":{parts.port}" if parts.port else ""),
        name=name,
        region=options.get("region", ["us-east-1"])[0],
        key=unquote(parts.username),
        secret=unquote(parts.password),
        secure=options.get("http") != ["1"],
    )


def _away(why: str) -> OSError:
    """Say it as a disk that cannot be written to now: the page of an outage tells it."""
    return OSError(errno.EROFS, f"the shared store of files does not serve: {why}")
