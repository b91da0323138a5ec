"""Ask something of a service outside: https only, one address resolved once, no redirect, capped.

1. The name is resolved once, and refused as soon as one of its addresses is not public: no name leads inside
   (loopback, private networks, CGNAT, NAT64, 6to4, mapped addresses).
2. The connection is made to that very address, the certificate being that of the name.
3. No redirect is followed; of what is read, anything but 200 is a refusal.
4. The whole exchange, name included, ends at the deadline; the answer is cut at so many bytes.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
T = TypeVar("T")

_HTTPS_PORT = 443
_OK = 200
_BLOCK = 1 << 16
_UNICAST = ipaddress.IPv6Network("2000::/3")
# Wrappings of an IPv4 address, or reserved, that Python may call global.
_NOT_GLOBAL = tuple(
    ipaddress.ip_network(one)
    for one in ("192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


class Unreachable(Exception):
    """The service did not answer as it should; the message is for the log, not for people."""


@dataclass(frozen=True)
class Limits:
    """What an exchange may cost."""

    seconds: float = 6.0
    most_bytes: int = 2_000_000


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public Internet, and does not stand for another one."""
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return False  # local, mapped, NAT64, multicast, compatible
    if any(address.version == net.version and address in net for net in _NOT_GLOBAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def get(
    url: str,
    *,
    headers: dict[str, str],
    limits: Limits,
    allowed: Callable[[Address], bool] = is_public,
    context: ssl.SSLContext | None = None,
) -> bytes:
    """Return what an https address answers. Raises :class:`Unreachable` for anything else than a full 200."""
    return _exchange("GET", url, None, headers, limits, allowed, context, _whole)


def post(
    url: str,
    *,
    body: bytes,
    headers: dict[str, str],
    limits: Limits,
    allowed: Callable[[Address], bool] = is_public,
    context: ssl.SSLContext | None = None,
) -> bytes:
    """Send a body to an https address and return what it answers, under the same rules as :func:`get`."""
    return _exchange("POST", url, body, headers, limits, allowed, context, _whole)


def send(
    url: str,
    *,
    body: bytes,
    headers: dict[str, str],
    limits: Limits,
    allowed: Callable[[Address], bool] = is_public,
    context: ssl.SSLContext | None = None,
) -> int:
    """Send a body to an https address and return the status of its answer, which is not read further.

    Raises :class:`Unreachable` when there was none. A redirect is a status like another: it is not followed.
    """
    return _exchange("POST", url, body, headers, limits, allowed, context, _status)


def is_plain_https(url: str) -> bool:
    """Tell whether an address can be asked at all: https, a name or a public address, nobody's password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or port == 0:
        return False
    try:
        return is_public(ipaddress.ip_address(parts.hostname))
    except ValueError:
        return "." in parts.hostname.strip(".")


def _exchange(
    method: str,
    url: str,
    body: bytes | None,
    headers: dict[str, str],
    limits: Limits,
    allowed: Callable[[Address], bool],
    context: ssl.SSLContext | None,
    read: "Callable[[http.client.HTTPResponse, int, float], T]",
) -> T:
    """Resolve, connect to that address, send, and read what is wanted of the answer, in time."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise Unreachable("not a plain https address")
    ends_at = time.monotonic() + limits.seconds
    port = parts.port or _HTTPS_PORT
    address = _resolved(parts.hostname, port, seconds=limits.seconds, allowed=allowed)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    connection = _Pinned(parts.hostname, port, address=address, context=context, ends_at=ends_at)
    try:
        with connection.deadline():
            connection.request(method, target, body, headers={"Accept-Encoding": "identity", **headers})
            return read(connection.getresponse(), limits.most_bytes, ends_at)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{type(error).__name__} from {parts.hostname}") from error
    finally:
        connection.close()


class _Pinned(http.client.HTTPSConnection):
    """A connection to an address already chosen, with the certificate of the name."""

    def __init__(
        self, host: str, port: int, *, address: Address, context: ssl.SSLContext | None, ends_at: float
    ) -> None:
        self._tls = context or ssl.create_default_context()
        super().__init__(host, port, context=self._tls)
        self._address = address
        self.ends_at = ends_at
        self._line: socket.socket | None = None

    def connect(self) -> None:
        """Open the line to the address chosen, whatever the name has become since."""
        raw = socket.create_connection((str(self._address), self.port), timeout=_left(self.ends_at))
        self._line = raw
        raw.settimeout(_left(self.ends_at))
        self.sock = self._line = self._tls.wrap_socket(raw, server_hostname=self.host)

    @contextlib.contextmanager
    def deadline(self) -> Iterator[None]:
        """Cut the line when time is up: an answer that trickles in byte by byte is no exception."""
        timer = threading.Timer(_left(self.ends_at), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def _resolved(host: str, port: int, *, seconds: float, allowed: Callable[[Address], bool]) -> Address:
    """Return the first address of a name, in time; refuse it when one of its addresses is not public."""
    found: list[Address] = []

    def resolve() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(ipaddress.ip_address(answer[4][0]))

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive() or not found:
        raise Unreachable(f"{host} has no address")
    if not all(allowed(address) for address in found):
        raise Unreachable(f"{host} leads to an address that is not public")
    return found[0]


def _status(response: http.client.HTTPResponse, _most_bytes: int, _ends_at: float) -> int:
    return response.status


def _whole(response: http.client.HTTPResponse, most_bytes: int, ends_at: float) -> bytes:
    if response.status != _OK:
        raise Unreachable(f"answered {response.status}")
    parts: list[bytes] = []
    size = 0
    while block := response.read1(_BLOCK):
        size += len(block)
        if size > most_bytes:
            raise Unreachable("the answer is too long")
        parts.append(block)
        _left(ends_at)
    _left(ends_at)  # a line cut at the deadline looks like an end
    if response.length:
        raise Unreachable("the answer was cut")
    return b"".join(parts)


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError("time is up")
    return left
