"""Files on a store shared by several machines, and the signature of its requests as published."""

import datetime as dt
import hashlib
import shutil
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import transaction

from copil.core.outages import is_outage
from copil.files import s3, store
from copil.identity.models import Workspace

AT = dt.datetime(2013, 5, 24, tzinfo=dt.UTC)
EXAMPLE = s3.Bucket(
    host="examplebucket.s3.amazonaws.com",
    name="examplebucket",
    region="us-east-1",
    key="AKIAIOSFODNN7EXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)


@pytest.mark.parametrize(
    ("method", "path", "headers", "signature"),
    [
        (
            "GET",
            "/test.txt",
            {"range": "bytes=0-9", "x-amz-content-sha256": hashlib.sha256(b"").hexdigest()},
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {
                "date": "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class": "REDUCED_REDUNDANCY",
                "x-amz-content-sha256": hashlib.sha256(b"Welcome to Amazon S3.").hexdigest(),
            },
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    ],
)
def test_the_signature_is_the_published_one(
    method: str, path: str, headers: dict[str, str], signature: str
) -> None:
    """Amazon S3 API reference, « Signature Calculations for the Authorization Header », its two examples."""
    signed = EXAMPLE.signed(method, path, {"host": EXAMPLE.host, **headers}, at=AT)
    assert signed["authorization"].endswith(f"Signature={signature}")


@pytest.mark.parametrize(
    "address", ["https://a:b@host/bucket", "s3://host/bucket", "s3://a:b@host/", "s3://a:b@/x"]
)
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="FILES_URL"):
        s3.bucket_at(address)


class Objects(BaseHTTPRequestHandler):
    """A store of objects that believes the digest it is told, and checks it."""

    kept: dict[str, bytes]
    asked: list[str]

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        right = hashlib.sha256(body).hexdigest() == self.headers["x-amz-content-sha256"]
        if right:
            self.kept[self.path] = body
        self._answer(200 if right else 400)

    def do_GET(self) -> None:
        found = self.kept.get(self.path)
        self._answer(404 if found is None else 200, found or b"")

    def do_DELETE(self) -> None:
        self.kept.pop(self.path, None)
        self._answer(204)

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.asked.append(f"{self.command} {self.headers['authorization'][:16]}")
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def objects() -> Iterator[ThreadingHTTPServer]:
    """A store of objects, empty."""
    handler = type("Kept", (Objects,), {"kept": {}, "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.django_db
def test_two_machines_and_a_backup_share_one_store(
    workspace: Workspace, objects: ThreadingHTTPServer, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_URL = f"s3://cle:secr%2Fet@127.0.0.1:{objects.server_port}/copil?region=fr-par&http=1"
    first, second = tmp_path / "first", tmp_path / "second"
    settings.MEDIA_ROOT = first
    kept = store.keep(
        workspace=workspace,
        content=b"Compte rendu",
        name="cr.txt",
        media_type="text/plain",
        owner=("test", None),
    )
    settings.MEDIA_ROOT = second
    assert store.read(kept) == b"Compte rendu"
    shutil.rmtree(second)
    store.gather()
    assert [path.read_bytes() for path in second.rglob(kept.sha256)] == [b"Compte rendu"]
    handler: Any = objects.RequestHandlerClass
    assert handler.asked == ["PUT AWS4-HMAC-SHA256", "GET AWS4-HMAC-SHA256", "GET AWS4-HMAC-SHA256"]

    [name] = handler.kept
    handler.kept[name] = b"Autre chose"
    shutil.rmtree(second)
    with pytest.raises(ValueError, match="does not match"):
        store.read(kept)
    handler.kept.clear()
    with pytest.raises(FileNotFoundError):
        store.read(kept)
    settings.MEDIA_ROOT = first
    store.send_all()
    assert handler.kept == {name: b"Compte rendu"}
    assert store.sweep(before=time.time() + 60) == 0


@pytest.mark.django_db(transaction=True)
def test_what_must_go_leaves_the_store_then_each_machine(
    workspace: Workspace, objects: ThreadingHTTPServer, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_URL = f"s3://cle:secret@127.0.0.1:{objects.server_port}/copil?http=1"
    settings.MEDIA_ROOT = tmp_path / "first"
    kept = store.keep(
        workspace=workspace, content=b"Nom", name="n.txt", media_type="text/plain", owner=("test", None)
    )
    settings.MEDIA_ROOT = tmp_path / "second"
    assert store.read(kept) == b"Nom"
    settings.MEDIA_ROOT = tmp_path / "first"
    with transaction.atomic():
        store.put_instead(stored=kept, content=b"Rien", name="n.txt", media_type="text/plain")
    handler: Any = objects.RequestHandlerClass
    assert list(handler.kept.values()) == [b"Rien"]
    settings.MEDIA_ROOT = tmp_path / "second"
    assert store.sweep(before=time.time() + 60) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"Nom"] == []


@pytest.mark.django_db
def test_a_store_that_is_away_is_an_outage_and_leaves_nothing(
    workspace: Workspace, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_URL, settings.MEDIA_ROOT = "s3://cle:secret@127.0.0.1:9/copil?http=1", tmp_path
    with pytest.raises(OSError, match="shared store") as raised:
        store.keep(workspace=workspace, content=b"x", name="x", media_type="text/plain", owner=("test", None))
    assert is_outage(raised.value)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
