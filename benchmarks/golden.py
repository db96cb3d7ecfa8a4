"""Golden records: the reports whose right answers are known, and those answers.

In: folders. Out: `Pair`s of a report's file and its golden record, in the shape that
docs/evaluation.md describes. The annotated reports of GIAOBAN_GOLD have a richer shape of their
own (`gold/seeds_gold.json`), which `annotated` turns into golden records.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Golden = dict[str, Any]
"""A golden record: the keys that are there are scored, those that are not there are not."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A report and its right answers. `name` is for the list of misses."""

    name: str
    report: Path
    golden: Golden


def beside(reports: Path, golden: Path) -> Iterator[Pair]:
    """`reports/FOLDER/NAME.*` with `golden/FOLDER/NAME.json`, in the order of their names.

    Raises:
        FileNotFoundError: a golden record has no report.
    """
    for path in sorted(golden.rglob("*.json")):
        place = path.relative_to(golden).with_suffix("")
        found = sorted((reports / place.parent).glob(f"{place.name}.*"))
        if not found:
            raise FileNotFoundError(f"no report for {path}")
        yield Pair(place.as_posix(), found[0], _load(path))


def in_folder(folder: Path) -> Iterator[Pair]:
    """`NAME.txt` with `NAME.json` in one folder."""
    for path in sorted(folder.glob("*.json")):
        report = path.with_suffix(".txt")
        if report.exists():
            yield Pair(path.stem, report, _load(path))


def annotated(folder: Path) -> Iterator[Pair]:
    """The annotated reports: `folder/seeds/*` with `folder/gold/seeds_gold.json`."""
    notes = _load(folder / "gold" / "seeds_gold.json")
    for name, note in sorted(notes.items()):
        yield Pair(name, folder / "seeds" / name, _golden(note))


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _golden(note: Golden) -> Golden:
    """The golden record of an annotation.

    A place, and the place in a body's name, that the annotator himself only guessed at is left
    out: neither saying it nor saying nothing is wrong.
    """
    place, chairs = note["place"], note["chairs"]
    sure = place["in_text"] or not place["confidence"].startswith("medium")
    named = note["organisation"].get("name_in_text", True) or sure
    golden: Golden = {
        "title": note["title"]["text"],
        "section": note["section"] and note["section"]["text"],
        "kind": note["meeting_type_main"],
        "date": note["meeting_date"]["iso"],
        "session": note["meeting_date"]["session"],
        "published": next((stamp["iso"] for stamp in note["stamps"]), None),
        "level": note["level"],
        "period": _period(note["period_reviewed"]),
        "period_ahead": _period(note["period_ahead"]),
        "chairs": [chair["name"] for chair in chairs],
        "officials": [_official(person) for person in (*chairs, *note["other_officials"])],
        "documents": [_document(document) for document in note["documents"]],
        "figures": [
            {"value": figure["value"], "unit": figure["unit"].split(" (")[0]}
            for figure in note["figures"]
        ],
        "difficulties": [
            {"text": item["text"], "speaker": item["raised_by"]} for item in note["difficulties"]
        ],
        "directions": [
            {"text": item["text"], "speaker": ", ".join(speech["speakers"])}
            for speech in note["directions"]
            for item in speech["items"]
        ],
        "quotes": [quote["text"] for quote in note["quoted_phrases"]],
        "authors": note["byline"]["authors"],
    }
    if named:
        golden["organisation"] = note["organisation"]["name"]
    if sure:
        golden["place"] = _place(place)
    return golden


def _period(note: Golden | None) -> Golden | None:
    return {"label": note["label"]} if note and note["label"] else None


def _place(note: Golden) -> Golden | None:
    name = note["district"] or note["province"]
    return {"name": name, "province": note["province"]} if name else None


def _official(note: Golden) -> Golden:
    return {"name": note["name"], "roles": [role["text"] for role in note["roles"]]}


def _document(note: Golden) -> Golden:
    """A cited document; a number without a symbol gets the code of its kind."""
    code = {"Quy định": "QĐ", "Nghị quyết": "NQ", "Chỉ thị": "CT"}.get(note["type"], "")
    number = note["symbol"] or f"{note['number']}-{code}"
    return {
        "number": number,
        "kind": note["type"],
        "issuer": note["issuer"],
        "date": note["date"],
        "term": note["term"],
    }
