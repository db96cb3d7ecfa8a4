"""amend, forget and review as a clerk uses them: what they print, their JSON, their exit codes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.running import Giaoban, Ran

NO_YEAR = """\
Huyện ủy Khê Lĩnh giao ban

Sáng 16/4, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban.
"""
WHOLE = """\
Huyện ủy Khê Lĩnh giao ban quý I năm 2024

Sáng 17/4/2024, Huyện ủy Khê Lĩnh (Hoành Giang) tổ chức hội nghị giao ban. Đồng chí Lê Đắc Nhuận, \
Bí thư Huyện ủy chủ trì hội nghị.
"""


@pytest.fixture
def user(tmp_path: Path) -> Giaoban:
    """A user with two reports, one of which is doubtful."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "no-year.txt").write_text(NO_YEAR, encoding="utf-8")
    (folder / "whole.txt").write_text(WHOLE, encoding="utf-8")
    user = Giaoban(tmp_path / "home", environ={"LOGNAME": "lan"})
    assert user("ingest", folder).code == 0
    return user


def doubtful(user: Giaoban) -> dict[str, list[str]]:
    rows = user("review", "--format", "json").json["meetings"]
    return {row["id"]: [each["code"] for each in row["reasons"]] for row in rows}


def refused(ran: Ran) -> None:
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err


class TestReview:
    def test_the_worst_stands_first_and_says_why(self, user: Giaoban) -> None:
        [id_] = doubtful(user)
        assert doubtful(user)[id_][0] == "no_year"
        lines = user("review").out
        assert "1 of 2 meetings needs a human" in lines
        assert "nothing tells the year" in lines
        assert f"giaoban amend {id_}" in " ".join(lines.split())

    def test_a_correction_settles_a_doubt(self, user: Giaoban) -> None:
        [id_] = doubtful(user)
        assert user("amend", id_, "--date", "16/4/2024", "--chair", "Lò Văn Mấn").code == 0
        assert doubtful(user) == {}
        ran = user("review")
        assert (ran.code, ran.out) == (0, "2 meetings looked at: nothing to review.\n")

    def test_what_a_person_has_seen_is_no_doubt_until_another_comes(self, user: Giaoban) -> None:
        [id_] = doubtful(user)
        user("amend", id_, "--reviewed")
        assert doubtful(user) == {}
        assert user("amend", id_, "--undo", "reviewed").code == 0
        assert list(doubtful(user)) == [id_]

    def test_filters_limit_and_csv(self, user: Giaoban) -> None:
        assert user("review", "--on", "2024", "--format", "json").json["meetings"] == []
        assert user("review", "--on", "1999").code == 1
        header, row = user("review", "--format", "csv", "--limit", "1").out.splitlines()
        assert header == "\ufeffid,date,title,organisation,source,reasons"
        assert "no_year; " in row


class TestAmend:
    def test_it_shows_what_holds_and_everything_that_was_set(self, user: Giaoban) -> None:
        ran = user("amend", "17/4/2024", "--date", "18/4/2024", "--note", "Theo sổ họp")
        assert ran.code == 0
        assert "18/4/2024 (read: 17/4/2024) · 2/5/2024 · lan" in ran.out
        assert ran.out == user("amend", "18/4/2024").out
        shown = user("show", "18/4/2024")
        assert "set by hand" in shown.out
        assert "note: Theo sổ họp" in shown.out
        evidence = user("show", "18/4/2024", "--evidence").out
        assert "date: 18/4/2024 (read: 17/4/2024)" in evidence
        assert "Theo sổ họp" in user("show", "18/4/2024", "--format", "markdown").out

    def test_json(self, user: Giaoban) -> None:
        value = user("amend", "17/4/2024", "--kind", "so ket", "--format", "json").json
        assert value["amended"]["kind"] == {
            "old": "giao ban", "new": "sơ kết", "at": "2024-05-02T08:00:00+00:00", "by": "lan",
        }  # fmt: skip
        assert [row["field"] for row in value["history"]] == ["kind"]
        record = user("show", value["id"], "--format", "json").json
        assert record["amended"] == value["amended"]
        assert (record["id"], record["kind"]) == (value["id"], "sơ kết")

    def test_who_it_was_can_be_said(self, user: Giaoban) -> None:
        value = user("amend", "17/4/2024", "--level", "xã", "--by", "Minh", "--format", "json").json
        assert value["amended"]["level"]["by"] == "Minh"

    def test_undo(self, user: Giaoban) -> None:
        before = user("show", "17/4/2024").out
        user("amend", "17/4/2024", "--chair", "Lò Văn Mấn", "--chair", "Võ Văn Vui")
        user("amend", "17/4/2024", "--title", "Họp")
        assert user("amend", "17/4/2024", "--undo", "chair").code == 0
        assert user("show", "17/4/2024", "--format", "json").json["chairs"] == ["Lê Đắc Nhuận"]
        assert user("amend", "17/4/2024", "--undo", "all").code == 0
        assert user("show", "17/4/2024").out == before

    def test_another_archive(self, user: Giaoban, tmp_path: Path) -> None:
        id_ = user("amend", "17/4/2024", "--title", "Họp", "--format", "json").json["id"]
        file = tmp_path / "home" / ".local" / "share" / "giaoban" / "amendments.toml"
        other = Giaoban(tmp_path / "other")
        other("ingest", tmp_path / "reports" / "no-year.txt")
        ran = other("amend", "--import", file)
        assert (ran.code, ran.out.count("\n")) == (3, 2)
        assert id_ in ran.out
        other("ingest", tmp_path / "reports")
        ran = other("amend", "--import", file, "--format", "json")
        assert ran.code == 0
        assert ran.json == {"schema": 1, "entered": 1, "known": 0, "strangers": []}
        assert other("show", id_, "--format", "json").json["title"] == "Họp"

    @pytest.mark.parametrize(
        "words",
        [
            (), ("17/4/2024", "--date", "31/2/2024"), ("17/4/2024", "--date", "4/2024"),
            ("1/1/1999", "--date", "16/4/2024"), ("17/4/2024", "--undo", "date"),
            ("17/4/2024", "--undo", "all", "--title", "x"), ("--import", "nowhere.toml"),
            ("17/4/2024", "--import", "nowhere.toml"), ("17/4/2024", "--kind", "tiệc"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_told_in_a_sentence(
        self, user: Giaoban, words: tuple[str, ...]
    ) -> None:
        refused(user("amend", *words))


class TestForget:
    def test_taken_out_listed_and_brought_back(self, user: Giaoban, tmp_path: Path) -> None:
        assert user("forget").code == 1
        id_ = user("forget", "17/4/2024", "--format", "json").json["forgotten"][0]
        refused(user("show", id_))
        ran = user("ingest", tmp_path / "reports", "--format", "json").json
        assert [row["reason"] for row in ran["skipped"]] == ["was taken out of the archive"]
        [row] = user("forget", "--format", "json").json["forgotten"]
        assert (row["id"], row["by"], row["date"]) == (id_, "lan", "2024-04-17")
        assert id_ in user("forget").out
        assert user("forget", "--undo", id_, "--format", "json").json["restored"] == [id_]
        assert user("show", id_).code == 0

    def test_one_that_is_unknown_takes_none_out(self, user: Giaoban) -> None:
        refused(user("forget", "17/4/2024", "nobody"))
        assert user("show", "17/4/2024").code == 0

    @pytest.mark.parametrize("words", [("--purge",), ("--undo",), ("--undo", "--purge", "x")])
    def test_what_is_wrong_is_told_in_a_sentence(
        self, user: Giaoban, words: tuple[str, ...]
    ) -> None:
        refused(user("forget", *words))


def test_who_corrects_is_the_account_where_the_environment_names_nobody(
    user: Giaoban, tmp_path: Path
) -> None:
    pwd = pytest.importorskip("pwd", reason="accounts of Unix")
    nameless = Giaoban(tmp_path / "home")
    [id_] = doubtful(user)
    assert nameless("amend", id_, "--note", "theo sổ họp").code == 0
    amended = nameless("show", id_, "--format", "json").json["amended"]
    assert amended["note"]["by"] == pwd.getpwuid(os.getuid()).pw_name
