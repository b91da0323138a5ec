"""What a page must never do while a test looks at it: complain, fail, call elsewhere, break its policy."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
    `policy broken: ${event.violatedDirective} by ${event.blockedURI} in ${event.sourceFile}`));
"""


class Watch:
    """Collects what goes wrong in the pages of a browser context."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.problems: list[str] = []
        self.expected: list[str] = []

    def follow(self, page: Page) -> None:
        """Listen to a page from its first request on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def expect(self, status: int, path: str) -> None:
        """Accept an answer that is meant to be a refusal: ``path`` is a regular expression."""
        self.expected.append(rf"{status} .*{path}")

    def unexpected(self) -> list[str]:
        """Return what went wrong and was not announced."""
        return [one for one in self.problems if not any(re.search(rule, one) for rule in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        # A refused answer is noted, once, with its address, by _response.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.host:
            self.problems.append(f"third party: {request.url}")

    def _failed(self, request: Request) -> None:
        # Leaving a page or starting a download interrupts requests: that is no failure.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"answer: {response.status} {response.url}")
