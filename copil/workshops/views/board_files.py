"""A board taken away: a table in three formats, a document in four."""

import uuid

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from copil.documents import writers
from copil.documents.produce import as_file, produce
from copil.exchange import exports
from copil.identity.http import Request
from copil.workshops import boarding
from copil.workshops.documents import boards as board_documents
from copil.workshops.models import Board
from copil.workshops.views.board_common import fetch_board


@require_GET
def board_export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the cards of a board as a table."""
    shown, _ = fetch_board(request, pk)
    table = board_documents.rows(boarding.content_of(shown))
    return exports.answer(file_format, _name(shown), board_documents.HEADER, table)


@require_GET
def board_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give a board as a document; nothing is kept."""
    shown, _ = fetch_board(request, pk)
    if file_format not in writers.FORMATS:
        raise Http404
    content = boarding.content_of(shown)
    document = board_documents.board_document(
        content,
        boarding.lanes(content, content.way),
        organisation=request.workspace.name,
        date=timezone.localdate(),
    )
    made = produce(document, kind=board_documents.KIND, format=file_format, workspace=request.workspace)
    return as_file(made, name=_name(shown))


def _name(board: Board) -> str:
    return f"tableau-{slugify(board.group.theme)[:60] or 'groupe'}-reunion-{board.rank}"
