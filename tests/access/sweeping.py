"""Read pages and files as a person would, to look for words that must not be there."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from django.http import HttpResponse
from django.test import Client

FORMATS = (".csv", ".xlsx", ".ods")


def in_every_format(addresses: list[str]) -> list[str]:
    """Return addresses, those of a file once for each format it is given in."""
    found = dict.fromkeys(addresses)
    for one in addresses:
        for written in FORMATS:
            if one.endswith(written):
                found |= {one.removesuffix(written) + other: None for other in FORMATS}
    return list(found)


def read(client: Client, url: str) -> str:
    """Return what an address answers, files unpacked."""
    answer: Any = client.get(url)
    if answer.streaming:
        answer = HttpResponse(b"".join(answer))
    return unpacked(answer.content)


def read_all(client: Client, addresses: Iterable[str]) -> dict[str, str]:
    """Return what addresses answer, files unpacked, by address."""
    return {one: read(client, one) for one in addresses}


def unpacked(content: bytes) -> str:
    """Return what a page or a file says; a workbook is a folder of texts, packed."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        return "".join(workbook.read(name).decode(errors="replace") for name in workbook.namelist())


def holding(pages: dict[str, str], words: str) -> list[str]:
    """Return the addresses of the pages that hold some words, but those that were asked for these words."""
    return [
        url
        for url, body in pages.items()
        if words in body.replace(f'value="{words}"', "") and words not in unquote(url)
    ]
