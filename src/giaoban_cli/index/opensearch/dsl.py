"""Clauses in OpenSearch's terms.

In: a `clauses.Clause`. Out: a query as JSON types. Nothing in it scores: grades and words are
scored by what is put around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any as Json

from giaoban_cli.index.clauses import (
    BODY,
    All,
    Any,
    Clause,
    Falls,
    Holds,
    Near,
    Stands,
    Wanted,
    Without,
)
from giaoban_cli.index.fields import written
from giaoban_cli.index.grade import SYNONYM, Grade

Dsl = dict[str, Json]

EITHER = "either"
"""The analyser of queries that takes `one|other` as two words at one place."""

LONGEST = 150
"""Characters of a token that are looked at: ids are 512 bytes at most."""

TIER = 128.0
"""How far grades are apart in a score; what words score within one stays below."""

MOST_CLAUSES = 1000
"""So many words and phrases a query may have; servers refuse more than 1,024."""

_MOST_IDF = 24.0
"""No word scores more: the logarithm of more documents than an index can hold."""


def short(token: str) -> str:
    """A token as it is indexed."""
    return token[:LONGEST]


def query_of(clause: Clause) -> Dsl:
    """The query of a clause."""
    match clause:
        case Stands(field, (word,)):
            return {"terms": {field: [_token(each) for each in word]}}
        case Stands(field, words, 0):
            typed = " ".join(map(_either, words))
            return {"match_phrase": {field: {"query": typed, "analyzer": EITHER}}}
        case Stands(field, words, slop):
            return _together(field, words, slop, ordered=True)
        case Near(words, reach):
            each = tuple(dict.fromkeys(words))  # one word of a text may be two of those wanted
            return _together(BODY, each, reach - len(each), ordered=False)
        case Holds(field, terms):
            return {"terms": {field: list(terms)}}
        case Falls(start, end):
            return all_of(_days(start, end))
        case All(clauses):
            return all_of(
                [query_of(each) for each in clauses if not isinstance(each, Without)],
                [query_of(each.clause) for each in clauses if isinstance(each, Without)],
            )
        case Any(clauses):
            return any_of([query_of(each) for each in clauses])
        case Without(unwanted):
            return all_of((), [query_of(unwanted)])


def all_of(queries: Sequence[Dsl], unwanted: Sequence[Dsl] = ()) -> Dsl:
    """All of some queries and none of others; everything when there are none."""
    if not queries and not unwanted:
        return {"match_all": {}}
    return {"bool": {"filter": list(queries), "must_not": list(unwanted)}}


def any_of(queries: Sequence[Dsl]) -> Dsl:
    """Any of some queries; nothing when there are none."""
    if not queries:
        return {"match_none": {}}
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _days(start: str | None, end: str | None) -> list[Dsl]:
    """Meetings between two ISO days; undated ones have none and are left out."""
    first = date.fromisoformat(start).toordinal() if start else 1
    last = date.fromisoformat(end).toordinal() if end else date.max.toordinal()
    return [{"range": {"day": {"lte": last}}}, {"range": {"last_day": {"gte": first}}}]


def _together(field: str, words: Sequence[Wanted], gaps: int, *, ordered: bool) -> Dsl:
    """Words with at most so many others between them.

    Each word is a pattern: servers count it once, however many forms it has.
    """
    patterns = ["|".join(map(_pattern, word)) for word in words]
    rules = [{"regexp": {"pattern": each, "max_expansions": MOST_CLAUSES}} for each in patterns]
    return {
        "intervals": {field: {"all_of": {"intervals": rules, "max_gaps": gaps, "ordered": ordered}}}
    }


def _pattern(term: str) -> str:
    """A pattern that only a token itself matches: what is no letter stands for itself."""
    return "".join(char if char.isalnum() else f"\\{char}" for char in _token(term))


def _either(word: Wanted) -> str:
    return "|".join(map(_token, word))


def _token(term: str) -> str:
    return short(written(term))


def graded(
    grades: Sequence[tuple[Grade, Clause]], words: Sequence[Wanted], others: Sequence[Wanted]
) -> Dsl:
    """What has one of some grades; the score tells which, and within it how much words count.

    All forms of a word are weighed as one word, by BM25.

    Args:
        grades: best first, each with what is wanted for it or a better one.
        words: those that score; see `score.features`.
        others: words of other wordings, which score where only such a one was found.
    """
    boost = min(1.0, TIER / (_MOST_IDF * (len(words) + len(others) + 1)))
    steps = [
        _step(wanted, TIER * (len(grades) - at), others if tier == SYNONYM else (), boost)
        for at, ((tier, _), wanted) in enumerate(_apart(grades))
    ]
    return {
        "bool": {
            "must": [{"dis_max": {"queries": steps}}],
            "should": [_scored(word, boost) for word in words if word],
        }
    }


def _apart(grades: Sequence[tuple[Grade, Clause]]) -> Iterator[tuple[Grade, Dsl]]:
    """Grades with what tells them from the better ones, for the best score counts."""
    known: set[Clause] = set()
    for grade, clause in grades:
        ways = clause.clauses if isinstance(clause, Any) else (clause,)
        yield grade, any_of([query_of(way) for way in ways if way not in known])
        known.update(ways)


def clauses_in(query: Json) -> int:
    """How many words and phrases a query has, as servers count them."""
    match query:
        case {"match_phrase": of_field}:
            return sum(len(each["query"].split()) for each in of_field.values())
        case {"term": _} | {"terms": _} | {"range": _} | {"match": _} | {"regexp": _}:
            return 1
        case dict():
            return sum(map(clauses_in, query.values()))
        case list():
            return sum(map(clauses_in, query))
        case _:
            return 0


def _step(wanted: Dsl, score: float, words: Sequence[Wanted], boost: float) -> Dsl:
    """What is wanted, at a fixed score, and some words on top of it."""
    step: Dsl = {"constant_score": {"filter": wanted, "boost": score}}
    scored = [_scored(word, boost) for word in words if word]
    return {"bool": {"must": [step], "should": scored}} if scored else step


def _scored(word: Wanted, boost: float) -> Dsl:
    return {"match": {BODY: {"query": _either(word), "analyzer": EITHER, "boost": boost}}}


def grade_of(score: float, grades: int) -> int:
    """Which of so many grades a score of `graded` tells of, 0 the best."""
    return max(0, min(grades - 1, grades - int(score // TIER)))


def score_within(score: float) -> float:
    """How much words count in a score of `graded`."""
    return round(score % TIER, 3)
