"""A person's hand without a browser: cookies kept, forms sent with their token, no redirection followed."""

import http.client
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import IO


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follow no redirection: where an answer leads is what is looked at."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        return None


class Hand:
    """Somebody who reads and sends the forms of a running site."""

    def __init__(self, url: str) -> None:
        self.url, self.token = url, ""
        kept = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(kept, _Stay)

    def look(self, path: str) -> str:
        """Open a page, keep what its forms must carry, and return its text."""
        with self.browser.open(self.url + path, timeout=60) as answer:
            page: str = answer.read().decode()
        self.token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
        return page

    def post(self, path: str, values: Mapping[str, object], *, fragment: bool = False) -> tuple[int, str]:
        """Send a form; return the status and the text. ``OSError`` when no answer came."""
        body = urllib.parse.urlencode({**values, "csrfmiddlewaretoken": self.token}).encode()
        headers = {"Referer": self.url, **({"HX-Request": "true"} if fragment else {})}
        request = urllib.request.Request(self.url + path, body, headers)  # noqa: S310  # the site of a test
        try:
            with self.browser.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as other:
            with other:
                return other.code, other.read().decode(errors="replace")

    def log_in(self, email: str, password: str, *, then: str) -> None:
        """Log in, and keep the token of a page of the space."""
        self.look("/connexion/")
        self.post("/connexion/", {"login": email, "password": password})
        self.look(then)
