"""Asking outside: only public addresses, only https, nothing followed, nothing endless."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from copil.core import outbound
from copil.core.outbound import Limits, Unreachable

# A key that opens nothing: it only lets a test speak TLS to itself.
PEM = Path(__file__).with_name("localhost.pem")
Talk = Callable[[ssl.SSLSocket], None]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
        "192.0.2.7", "198.18.0.1", "192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2002:7f00:1::1", "2002:808:808::1", "2001::1",
        "2001:db8::1", "3fff::1", "fc00::1", "fe80::1", "fec0::1", "ff02::1",
        "100::1", "5f00::1",
    ],
)  # fmt: skip  # a table reads by its lines
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not outbound.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "185.24.184.3", "2a00:1450:4007::1", "2600::1"])
def test_a_public_address_is_taken(address: str) -> None:
    assert outbound.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    ["http://localhost/", "ftp://localhost/", "https:///x", "https://a:b@localhost/", "file:///etc/passwd"],
)
def test_only_https_is_asked(url: str) -> None:
    with pytest.raises(Unreachable):
        outbound.get(url, headers={}, limits=Limits())


def test_a_name_that_leads_inside_is_never_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(Unreachable, match="not public"):
        outbound.get("https://service.example/", headers={}, limits=Limits())


def test_an_answer_is_read_whole(served: Callable[[Talk], int]) -> None:
    port = served(lambda line: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsalut"))
    assert _get(port) == b"salut"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: https://localhost/ailleurs\r\nContent-Length: 0\r\n\r\n", "302"),
        (b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n", "429"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ncourt", "cut"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 3_000, "too long"),
        (b"SSH-2.0\r\n", "from localhost"),
        (b"", "from localhost"),
    ],
)
def test_anything_else_is_a_refusal(served: Callable[[Talk], int], said: bytes, reason: str) -> None:
    port = served(lambda line: line.sendall(said))
    with pytest.raises(Unreachable, match=reason):
        _get(port)


def test_an_answer_that_trickles_in_is_cut_in_time(served: Callable[[Talk], int]) -> None:
    def trickle(line: ssl.SSLSocket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(200):
            line.sendall(b"X-More: 1\r\n")
            time.sleep(0.05)

    port = served(trickle)
    began = time.monotonic()
    with pytest.raises(Unreachable):
        _get(port, seconds=0.4)
    assert time.monotonic() - began < 5


def test_the_certificate_must_be_that_of_the_name(served: Callable[[Talk], int]) -> None:
    port = served(lambda line: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    with pytest.raises(Unreachable):
        outbound.get(f"https://localhost:{port}/", headers={}, limits=Limits(), allowed=lambda _: True)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Talk], int]]:
    """Serve one connection over TLS, on this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)

    def start(talk: Talk) -> int:
        def serve() -> None:
            try:
                raw, _ = listener.accept()
                with raw, context.wrap_socket(raw, server_side=True) as line:
                    line.recv(4_000)
                    talk(line)
                    line.unwrap()
            except OSError:
                return  # the other side hung up: that is what some of these tests are about

        threading.Thread(target=serve, daemon=True).start()
        return port

    yield start
    listener.close()


def _get(port: int, *, seconds: float = 5) -> bytes:
    limits = Limits(seconds=seconds, most_bytes=2_000)
    context = ssl.create_default_context(cafile=str(PEM))
    url = f"https://localhost:{port}/search?q=x"
    return outbound.get(url, headers={}, limits=limits, allowed=lambda _: True, context=context)


def test_what_is_sent_gets_a_status_and_a_redirect_is_not_followed(served: Callable[[Talk], int]) -> None:
    def talk(line: ssl.SSLSocket) -> None:
        line.sendall(b"HTTP/1.1 302 Found\r\nLocation: https://localhost/x\r\nContent-Length: 0\r\n\r\n")

    status = outbound.send(
        f"https://localhost:{served(talk)}/recevoir",
        body=b"{}",
        headers={"Content-Type": "application/json"},
        limits=Limits(),
        allowed=lambda _: True,
        context=ssl.create_default_context(cafile=str(PEM)),
    )
    assert status == 302
    with pytest.raises(Unreachable, match="not public"):
        outbound.send("https://localhost/", body=b"", headers={}, limits=Limits())
