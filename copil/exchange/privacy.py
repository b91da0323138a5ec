"""Families of personal data of imports."""

from copil.core.privacy import IDENTITY, NONE, Tags

TAGS: Tags = {
    "KnownColumns": {"kind": NONE, "digest": NONE, "mapping": NONE, "confirmed_at": NONE},
    "ImportRun": {
        "kind": NONE,
        "format": NONE,
        "state": NONE,
        "dialect": NONE,
        "mapping": NONE,
        "layout": NONE,
        "rows_total": NONE,
        "next_row": NONE,
        "created": NONE,
        "updated": NONE,
        "unchanged": NONE,
        "refused": NONE,
        "skipped": NONE,
        "doubtful": NONE,
        "answers": NONE,
        "is_stale": NONE,
        "ended_at": NONE,
    },
    "ImportRow": {
        "number": NONE,
        "outcome": NONE,
        "label": IDENTITY,
        "reason": NONE,
        "object_id": NONE,
        "values": IDENTITY,
        "before": IDENTITY,
        "undone": NONE,
        "details": IDENTITY,
        "doubtful": NONE,
    },
    "RowCorrection": {
        "number": NONE,
        "cells": IDENTITY,
        "choice": NONE,
        "apart": NONE,
        "skipped": NONE,
        "said_at": NONE,
    },
}
