"""The place that other units in a report prove: its communes, its districts, its deputies.

In: a cleaned page. Out: a `Place` of basis `inferred` with the words that prove it, or None. Exact
names of the tables only, and more than one of them: a single commune proves nothing (handbook 8).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from giaoban_cli.models import Evidence, Place, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.who import gazetteer
from giaoban_cli.text.who.organisations import LEVELS, Held
from giaoban_cli.text.words.letters import due
from giaoban_cli.text.words.wordlist import lowered, twin

# “Trưởng Đoàn ĐBQH Hoành Giang”: who leads the deputies of a province without “tỉnh”
_DELEGATION = re.compile(r"trưởng\s+đoàn\s+(?:đbqh|đại\s+biểu\s+quốc\s+hội)\s+(?=\S)")


def by_delegation(page: Cleaned, low: str) -> Place | None:
    """The one province whose deputies somebody in the report leads."""
    found: dict[str, Span] = {}
    for office in _DELEGATION.finditer(low):
        name = gazetteer.name_at(page.plain, low, office.end(), office.end() + 30)
        known = gazetteer.province(low[slice(*name)]) if name else None
        if name and known:
            found.setdefault(known.name, name)
    if len(found) != 1:
        return None
    [(province, span)] = found.items()
    kind = gazetteer.province(province)
    assert kind is not None
    evidence = Evidence(page.text[slice(*span)], span)
    return Place(province, kind.types[0], province, "inferred", (), (evidence,))


def by_districts(page: Cleaned, low: str, named: Iterable[tuple[str, int]]) -> Place | None:
    """The province of the districts that a report names; two at least, and clearly the most.

    Args:
        page: the cleaned page.
        low: its lower-case twin.
        named: each unit word with a name, and where that name begins.
    """
    votes: defaultdict[str, set[str]] = defaultdict(set)
    proof: dict[str, Span] = {}
    for kind, start in named:
        if LEVELS.get(kind) != "huyện":
            continue
        for span in _list(page.plain, low, start):
            name = low[slice(*span)]
            found = [u for u in gazetteer.districts(name) if kind in u.types]
            city = kind in ("thành phố", "thị xã") and len({u.province for u in found}) == 1
            for unit in found:
                votes[unit.province] |= {name, name + "*"} if city else {name}
                proof.setdefault(unit.province, span)
    order = sorted(votes, key=lambda p: -len(votes[p]))
    if not order or len(votes[order[0]]) < 2:
        return None
    if len(order) > 1 and len(votes[order[1]]) * 2 > len(votes[order[0]]):
        return None
    proven = proof[order[0]]
    evidence = Evidence(page.text[slice(*proven)], proven)
    return Place(order[0], "tỉnh", order[0], "inferred", (), (evidence,))


_TOWNLET = re.compile(r"thị(?<!\wthị)\s+trấn\s+")
_COMMUNES = re.compile(r"xã(?<!\wxã):?\s+")

RARE = 3
"""Of two communes that tell their district, one bears a name that at most so many have."""


def by_communes(page: Cleaned, held: Held) -> Place | None:
    """The district of communes that the report names: one sure townlet, or two communes.

    Names that return everywhere (“Tân Lập”) say little: two of them are not enough. The chrome
    counts here too: links to a site's other news name its communes.
    """
    votes: defaultdict[tuple[str, str], dict[str, Span]] = defaultdict(dict)
    sure: set[tuple[str, str]] = set()
    rare: set[tuple[str, str]] = set()
    text = due(page.text)
    whole = twin(text)
    for kind, pattern in (("thị trấn", _TOWNLET), ("xã", _COMMUNES)):
        for word in pattern.finditer(whole):
            for span in _list(text, whole, word.end()):
                namesakes = gazetteer.communes(text[slice(*span)], kind)
                for unit in namesakes:
                    key = (unit.province, unit.district or "")
                    votes[key][lowered(unit.name) + kind] = span
                    if len(namesakes) <= RARE:
                        rare.add(key)
                    if kind == "thị trấn" and len(namesakes) == 1:
                        sure.add(key)
    scores = {key: len(names) + (key in sure) - (key not in rare) for key, names in votes.items()}
    order = sorted(scores, key=lambda key: -scores[key])
    if (
        not order
        or scores[order[0]] < 2
        or (len(order) > 1 and scores[order[1]] >= scores[order[0]])
    ):
        return None
    province, district = order[0]
    types = next(u.types for u in gazetteer.districts(district) if u.province == province)
    if held.unit and held.unit not in types:
        return None
    evidence = tuple(Evidence(page.text[slice(*s)], s) for s in sorted(votes[order[0]].values()))
    return Place(district, held.unit or types[0], province, "inferred", (), evidence)


def _list(text: str, low: str, start: int) -> list[Span]:
    """The names of a list behind “xã”: “Ea Tul, Ea Tar, Ea Kiết và …”."""
    found: list[Span] = []
    joint = re.compile(r"\s*(?:,|và)\s+")
    while len(found) < 30 and (name := gazetteer.name_at(text, low, start, start + 40)):
        found.append(name)
        following = joint.match(low, name[1])
        if following is None:
            break
        start = following.end()
    return found
