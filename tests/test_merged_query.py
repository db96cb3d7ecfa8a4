"""Who asks for one name of a merged person finds the meetings under the other, in its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from giaoban_cli.models import Filters, Person
from giaoban_cli.query import And, Name, Or, Query, Within
from giaoban_cli.query.merged import with_merges
from giaoban_cli.query.parse import parse
from tests.running import Giaoban

KEPT, OTHER = Person("Võ Văn Vui", "huyện Khê Lĩnh, Hoành Giang"), Person("Vũ Văn Vui", None)
ELSEWHERE = Person("Võ Văn Vuy", "Hoành Sơn")


def asked(official: str, marks: str = "smart") -> Query:
    filters = Filters(official=(official,))
    return parse("", filters, today=date(2024, 5, 2), marks=marks)  # type: ignore[arg-type]


def names(query: Query) -> list[str]:
    """Every name that is asked for, with the place it is held to."""
    found: list[str] = []

    def look(node: object, place: str = "") -> None:
        match node:
            case Name(_, terms):
                found.append(" ".join(term.plain for term in terms) + place)
            case And((Name() as name, Within("place", terms))):
                look(name, " in " + " ".join(term.plain for term in terms))
            case And(children) | Or(children):
                for child in children:
                    look(child)

    for node in query.filters:
        look(node)
    return sorted(set(found))


def test_without_merges_nothing_changes() -> None:
    assert with_merges(asked("Võ Văn Vui"), ()) == asked("Võ Văn Vui")


def test_the_other_name_stands_beside_the_typed_one() -> None:
    query = with_merges(asked("Vũ Văn Vui"), [(KEPT, OTHER)])
    assert "vo van vui in khe linh" in names(query)
    assert "vo van vui" not in names(query)
    assert "vu van vui" in names(with_merges(asked("Võ Văn Vui"), [(KEPT, OTHER)]))


def test_groups_join_through_one_member() -> None:
    query = with_merges(asked("Võ Văn Vuy"), [(KEPT, OTHER), (OTHER, ELSEWHERE)])
    assert {"vo van vui in khe linh", "vu van vui"} <= set(names(query))


def test_nobody_else_is_touched() -> None:
    query = asked("Lò Văn Mấn")
    assert with_merges(query, [(KEPT, OTHER)]) == query


REPORT = """\
Giao ban {number}

Sáng {number}/4/2024, Huyện ủy {place} tổ chức hội nghị giao ban. Đồng chí {name}, Bí thư Huyện ủy \
chủ trì hội nghị.
"""


@pytest.fixture
def user(tmp_path: Path) -> Giaoban:
    """A user whose archive has three officials in four meetings."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, (name, place) in enumerate(
        [("Võ Văn Vui", "Khê Lĩnh"), ("Võ Văn Vui", "Khê Lĩnh"), ("Lò Văn Mấn", "Khê Lĩnh"),
         ("Lò Văn Mấn", "Vàm Tràm")], start=1,
    ):  # fmt: skip
        text = REPORT.format(number=number, name=name, place=place)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    user = Giaoban(tmp_path / "home", environ={"USER": "lan"})
    assert user("ingest", folder).code == 0
    return user


def found(user: Giaoban, name: str) -> int:
    return len(user("search", "--official", name, "--format", "ids").out.split())


def test_the_command_makes_two_one_and_two_again(user: Giaoban) -> None:
    assert (found(user, "Võ Văn Vui"), found(user, "Lò Văn Mấn")) == (2, 2)
    assert user("merge").code == 1
    done = user("merge", "Võ Văn Vui", "Lò Văn Mấn, Khê Lĩnh", "--format", "json")
    assert done.json["merged"]["other"]["name"] == "Lò Văn Mấn"
    assert (found(user, "Võ Văn Vui"), found(user, "Lò Văn Mấn")) == (3, 4)
    assert user("search", "chair:Vui", "--format", "ids").out.count("\n") == 3
    [person] = user("officials", "Võ Văn Vui", "--format", "json").json["officials"]
    assert len(person["meetings"]) == 3
    [row] = user("merge", "--format", "json").json["merges"]
    assert row["person"]["name"] == "Võ Văn Vui"
    assert user("merge", "--undo", "Võ Văn Vui", "Lò Văn Mấn").code == 0
    assert (found(user, "Võ Văn Vui"), found(user, "Lò Văn Mấn")) == (2, 2)


@pytest.mark.parametrize(
    "words",
    [
        ("Võ Văn Vui",), ("Võ Văn Vui", "Ngô Thị Không"), ("Võ Văn Vui", "Lò Văn Mấn"),
        ("Võ Văn Vui", "Võ Văn Vui"), ("--undo", "Võ Văn Vui", "Lò Văn Mấn"), ("--undo",),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_told_in_a_sentence(user: Giaoban, words: tuple[str, ...]) -> None:
    ran = user("merge", *words)
    assert (ran.code, ran.err.count("\n"), ran.out) == (2, 1, "")
