"""Real reports, read whole and compared with a reader's annotation.

The reports and their annotation lie in the folder that `GIAOBAN_GOLD` names: `seeds/*.txt` and
`gold/seeds_gold.json`. Without it these tests are skipped, and say so.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.models import Meeting
from giaoban_cli.parse import parse
from giaoban_cli.text.decode import decode
from giaoban_cli.text.who.roles import normal

FOLDER = os.environ.get("GIAOBAN_GOLD")


def annotated() -> list[tuple[Path, dict[str, Any]]]:
    """The annotated reports; none when no folder is named."""
    if not FOLDER:
        return []
    gold = json.loads((Path(FOLDER) / "gold" / "seeds_gold.json").read_text(encoding="utf-8"))
    return [(Path(FOLDER) / "seeds" / name, record) for name, record in sorted(gold.items())]


CASES = annotated()

pytestmark = pytest.mark.skipif(not FOLDER, reason="GIAOBAN_GOLD names no folder of reports")


@pytest.fixture(params=CASES, ids=[path.name[:3] for path, _ in CASES])
def case(request: pytest.FixtureRequest) -> tuple[Meeting, dict[str, Any]]:
    path, gold = request.param
    return parse(decode(path.read_bytes()).text, filename=path.name), gold


def squeezed(text: str | None) -> str | None:
    return text and " ".join(text.split())


def test_the_date_and_its_session(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    assert meeting.date == gold["meeting_date"]["iso"]
    assert meeting.session == gold["meeting_date"]["session"]
    assert meeting.date_basis is not None
    assert squeezed(meeting.date_basis.day.text) == gold["meeting_date"]["text"]


def test_the_stamp(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    assert meeting.published == next((stamp["iso"] for stamp in gold["stamps"]), None)


def test_title_and_section(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    assert meeting.title == squeezed(gold["title"]["text"])
    assert meeting.section == squeezed((gold["section"] or {}).get("text"))


def test_kind_organisation_and_level(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    assert list(meeting.kinds) == gold["meeting_type"]
    assert meeting.organisation == gold["organisation"]["name"]
    assert meeting.level == gold["level"]


def test_place_and_how_it_is_known(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    place = gold["place"]
    if not place["province"]:
        assert meeting.place is None
        return
    assert meeting.place is not None
    assert meeting.place.name == (place["district"] or place["province"])
    assert meeting.place.province == place["province"]
    assert meeting.place.basis == ("text" if place["in_text"] else "inferred")


def test_periods(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    for period, expected in (
        (meeting.period, gold["period_reviewed"]),
        (meeting.period_ahead, gold["period_ahead"]),
    ):
        assert (period and (period.label, period.start, period.end)) == (
            (expected["label"], expected["start"], expected["end"]) if expected["label"] else None
        )


def test_chairs_and_officials_with_their_roles(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    assert list(meeting.chairs) == [chair["name"] for chair in gold["chairs"]]
    assert {
        official.name: [normal(role) for role in official.roles] for official in meeting.officials
    } == {
        person["name"]: [normal(role["text"]) for role in person["roles"]]
        for person in gold["chairs"] + gold["other_officials"]
    }


def test_authors(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    assert list(meeting.authors) == gold["byline"]["authors"]


def test_cited_documents(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    assert [(cited.key, cited.date, cited.term) for cited in meeting.documents] == [
        (document["key"], document["date"], document["term"]) for document in gold["documents"]
    ]


def test_who_is_no_official(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, gold = case
    names = {official.name for official in meeting.officials}
    assert names.isdisjoint(gold["not_persons"])
    assert names.isdisjoint(gold["byline"]["authors"])


def test_every_fact_stands_where_its_span_says(case: tuple[Meeting, dict[str, Any]]) -> None:
    meeting, _ = case
    read = [(said.text, said.span) for said in (*meeting.directions, *meeting.difficulties)]
    read += [(each.text, each.span) for each in (*meeting.attendees, *meeting.quotes)]
    for text, (start, end) in read:
        assert squeezed(meeting.text[start:end]) == squeezed(text)
