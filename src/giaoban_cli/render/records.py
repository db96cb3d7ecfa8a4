"""Values → the JSON shapes and CSV rows that scripts rely on (docs/record.md).

In: values of `models`. Out: JSON types with the documented keys in the documented order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from giaoban_cli.errors import UsageError
from giaoban_cli.models import (
    SCHEMA,
    FileOutcome,
    Hit,
    IngestReport,
    Meeting,
    Note,
    Page,
    Record,
    Stored,
    plain,
    to_record,
)

FIELDS: tuple[str, ...] = tuple(to_record(Stored("", Meeting(""), ())))
"""Every key of a record, in order."""

CSV_FIELDS = (
    "id", "date", "date_end", "session", "kind", "kinds", "title", "section", "organisation",
    "level", "place", "province", "period", "period_ahead", "chairs", "officials", "attendees",
    "documents", "figures", "difficulties", "directions", "quotes", "authors", "published",
    "paper", "paper_date", "signer", "recipients", "source", "warnings",
)  # fmt: skip
"""The columns of a CSV export. `province` is the place's; `paper` is the number of an official
paper, and the next three tell of it."""

ONLY_CSV = ("province", "paper_date", "signer", "recipients")
"""Columns of CSV that are parts of other keys of the record."""


def chosen_fields(listed: str | None, format_: str, *, text: bool) -> tuple[str, ...]:
    """The keys of an export.

    Args:
        listed: what `--fields` lists, parted by commas; None: all.
        format_: `jsonl`, `csv` or another format.
        text: whether the whole text is wanted too.

    Raises:
        UsageError: a field that no record has; names those there are.
    """
    known = (*FIELDS, *ONLY_CSV) if format_ == "csv" else FIELDS
    if listed is None:
        keys = CSV_FIELDS if format_ == "csv" else tuple(key for key in FIELDS if key != "text")
    else:
        keys = tuple(each.strip() for each in listed.split(",") if each.strip())
    for key in keys:
        if key not in known:
            raise UsageError("export.field", field=key, known=", ".join(known))
    return (*keys, "text") if text and "text" not in keys else keys


def record(stored: Stored, keys: tuple[str, ...]) -> Record:
    """A meeting's record with these keys only."""
    whole = to_record(stored, text="text" in keys)
    return {key: whole[key] for key in keys}


def csv_row(stored: Stored, keys: tuple[str, ...]) -> Record:
    """A meeting as one flat row: what is nested becomes words."""
    whole = to_record(stored, text="text" in keys)
    return {key: _flat(key, whole) for key in keys}


def _flat(key: str, whole: Record) -> Any:
    if key == "province":
        return (whole["place"] or {}).get("province")
    if key in _OF_PAPER:
        return (whole["paper"] or {}).get(_OF_PAPER[key])
    value = whole[key]
    if key in _WORDS and value is not None:
        return _WORDS[key](value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    return value


def _texts(rows: list[Record]) -> list[str]:
    return [row["text"] for row in rows]


def _said(rows: list[Record]) -> list[str]:
    return [f"{row['speaker']}: {row['text']}" if row["speaker"] else row["text"] for row in rows]


def _people(rows: list[Record]) -> list[str]:
    return [
        f"{row['name']} ({', '.join(row['roles'])})" if row["roles"] else row["name"]
        for row in rows
    ]


_OF_PAPER = {"paper_date": "date", "signer": "signer", "recipients": "recipients"}
"""Columns that are parts of the paper."""

_WORDS: Mapping[str, Callable[[Any], Any]] = {
    "source": lambda source: source["path"],
    "sources": lambda rows: [row["path"] for row in rows],
    "date_basis": lambda basis: basis["day"]["text"],
    "place": lambda place: place["name"],
    "period": lambda period: period["label"],
    "period_ahead": lambda period: period["label"],
    "officials": _people,
    "attendees": _texts,
    "documents": lambda rows: [row["number"] for row in rows],
    "figures": _texts,
    "difficulties": _said,
    "directions": _said,
    "quotes": _texts,
    "paper": lambda paper: paper["number"],
    "warnings": lambda rows: [row["code"] for row in rows],
}
"""How each nested field reads in one cell."""


def hit_record(hit: Hit) -> Record:
    """One hit of a search."""
    return {
        "id": hit.id,
        "score": hit.score,
        "date": hit.date,
        "title": hit.title,
        "organisation": hit.organisation,
        "chairs": list(hit.chairs),
        "source": hit.source,
        "snippet": plain(hit.snippet),
        "match": hit.match,
    } | ({} if hit.archive is None else {"archive": hit.archive})


def page_record(page: Page, notice: str | None, warnings: Sequence[str] = ()) -> Record:
    """A page of hits.

    Args:
        page: the page.
        notice: what is to be said about the answer, in the user's language.
        warnings: what is to be said of an index that could not be asked wholly; such a page says
            that it is partial.
    """
    record = {
        "schema": SCHEMA,
        "query": page.query,
        "total": page.total,
        "total_is_exact": page.total_is_exact,
        "hits": [hit_record(hit) for hit in page.hits],
        "notice": notice,
        "suggestions": list(page.suggestions),
        "facets": plain(page.facets),
    }
    return {**record, "partial": True, "warnings": list(warnings)} if warnings else record


def outcome_record(file: FileOutcome, reason: str | None) -> Record:
    """One line of `ingest --format jsonl`."""
    return {"path": file.path, "status": file.status, "id": file.id, "reason": reason}


def ingest_record(done: IngestReport, worded: Callable[[Note | None], str | None]) -> Record:
    """The summary of an ingest.

    Args:
        done: what became of the files.
        worded: a note → its sentence.
    """
    return {
        "schema": SCHEMA,
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "duplicates": [{"path": each.path, "of": each.id} for each in done.duplicates],
        "skipped": [{"path": each.path, "reason": worded(each.reason)} for each in done.skipped],
        "failed": [{"path": each.path, "error": worded(each.reason)} for each in done.failed],
        "to_review": done.to_review,
        "seconds": round(done.seconds, 3),
    }
