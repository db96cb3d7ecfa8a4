"""Corrections that last: what a user sets holds, through new readings, rules and copies."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.archive import Archive
from giaoban_cli.archive.shapes import Typed, values_of
from giaoban_cli.errors import UsageError
from giaoban_cli.models import Filters, Person, Stored
from tests.doubles import NOW, Desk, clock, note, read_notes_anew

DAY = NOW.date()
REPORT = note(
    "Giao ban tháng 1", "Bàn việc xóa nhà tạm.", date="2024-01-05", place="Khe Lĩnh",
    official="Lò Văn Mấn",
)  # fmt: skip


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """An archive of two meetings."""
    desk.write("1.txt", REPORT)
    desk.write("2.txt", note("Giao ban tháng 2", date="2024-02-05"))
    desk.ingest()
    return desk


def first(desk: Desk) -> str:
    return desk.ids("giao ban tháng 1")[0]


def amend(desk: Desk, id_: str, by: str = "lan", **typed: Any) -> Stored:
    with desk.open() as archive:
        return archive.corrections(by).amend(id_, values_of(Typed(**typed), DAY))


def stored(desk: Desk, id_: str) -> Stored:
    with desk.open() as archive:
        return archive.get(id_)


class TestWhatHolds:
    def test_a_fact_is_set_and_what_was_read_is_kept_beside_it(self, filled: Desk) -> None:
        id_ = first(filled)
        found = amend(filled, id_, date="16/4/2024", note="Theo sổ họp")
        assert found == stored(filled, id_)
        assert (found.id, found.meeting.date) == (id_, "2024-04-16")
        change = found.amended["date"]
        assert (change.old, change.new, change.by) == ("2024-01-05", "2024-04-16", "lan")
        assert change.at == "2025-03-01T09:30:00+00:00"
        assert found.amended["note"].new == "Theo sổ họp"
        basis = found.meeting.date_basis
        assert basis
        assert (basis.year_from, basis.confidence) == ("set", "high")

    def test_every_kind_of_fact(self, filled: Desk) -> None:
        found = amend(
            filled, first(filled), place="huyện Hoành Sơn, Cao Lâm", title="Sơ kết", kind="sơ kết",
            organisation="Huyện ủy Hoành Sơn", chairs=("Võ Văn Vui", "Lò Văn Mấn"),
            date="2024-04-16", date_end="2024-04-17",
        ).meeting  # fmt: skip
        assert found.place
        assert (found.place.name, found.place.type, found.place.basis) == (
            "Hoành Sơn", "huyện", "set",
        )  # fmt: skip
        assert (found.title, found.kind, found.kinds[0]) == ("Sơ kết", "sơ kết", "sơ kết")
        assert (found.organisation, found.level) == ("Huyện ủy Hoành Sơn", "huyện")
        assert found.date_end == "2024-04-17"
        assert found.chairs == ("Võ Văn Vui", "Lò Văn Mấn")
        assert {each.name: each.parts[0] for each in found.officials} == {
            "Võ Văn Vui": "chair", "Lò Văn Mấn": "chair",
        }  # fmt: skip

    def test_that_there_is_none_can_be_said_too(self, filled: Desk) -> None:
        found = amend(filled, first(filled), date="", place="", chairs=()).meeting
        assert (found.date, found.place, found.chairs) == (None, None, ())

    def test_a_doubt_is_settled_by_a_correction(self, desk: Desk) -> None:
        desk.write("1.txt", note("Giao ban tháng 1"))
        desk.ingest()
        assert [each.code for each in stored(desk, first(desk)).meeting.warnings] == ["no_date"]
        assert amend(desk, first(desk), date="5/1/2024").meeting.warnings == ()
        with desk.open() as archive:
            assert archive.stats().warnings == ()

    def test_search_and_lists_follow(self, filled: Desk) -> None:
        id_ = first(filled)
        amend(filled, id_, date="2023-04-16", place="Hoành Sơn, Cao Lâm", chairs=("Võ Văn Vui",))
        for filters in (
            Filters(on="2023"), Filters(place="hoành sơn"), Filters(official=("Võ Văn Vui",)),
        ):  # fmt: skip
            assert filled.ids(filters=filters) == [id_]
        assert filled.ids(filters=Filters(place="khe lĩnh")) == []
        with filled.open() as archive:
            assert archive.stats().first == "2023-04-16"
            assert archive.resolve("16/4/2023") == id_
            assert "Võ Văn Vui" in archive.complete("official", "vo")

    def test_the_same_value_twice_is_one_entry(self, filled: Desk) -> None:
        for _ in range(2):
            amend(filled, first(filled), title="Sơ kết")
        with filled.open() as archive:
            assert len(archive.corrections("lan").history(first(filled))) == 1

    @pytest.mark.parametrize(
        ("typed", "key"),
        [
            ({"date": "tháng 4/2024"}, "amend.no_day"),
            ({"date": "31/2/2024"}, "date.no_such_day"),
            ({"date": "16/4/2024", "date_end": "15/4/2024"}, "amend.ends_first"),
            ({"place": ", Cao Lâm"}, "amend.no_place"),
        ],
    )
    def test_what_cannot_be_is_refused(self, typed: dict[str, Any], key: str) -> None:
        with pytest.raises(UsageError) as error:
            values_of(Typed(**typed), DAY)
        assert error.value.key == key


class TestWhatLasts:
    """A correction outlives everything that happens to the report."""

    id: str

    @pytest.fixture
    def amended(self, filled: Desk) -> Desk:
        self.id = first(filled)
        amend(filled, self.id, date="16/4/2023", chairs=("Võ Văn Vui",))
        return filled

    def holds(self, desk: Desk) -> None:
        found = stored(desk, self.id)
        assert (found.meeting.date, found.meeting.chairs) == ("2023-04-16", ("Võ Văn Vui",))
        assert desk.ids(filters=Filters(on="2023")) == [self.id]
        with desk.open() as archive:
            assert {fault.code for fault in archive.check().faults} <= {"record"}

    def test_the_same_file_again(self, amended: Desk) -> None:
        amended.ingest(rehash=True)
        self.holds(amended)

    def test_an_edited_file(self, amended: Desk) -> None:
        amended.write("1.txt", REPORT.replace("2024-01-05", "2024-01-06") + "\nThêm.")
        assert amended.ingest().statuses["1.txt"] == "updated"
        self.holds(amended)
        assert stored(amended, self.id).amended["date"].old == "2024-01-06"
        assert "Thêm." in stored(amended, self.id).meeting.text

    def test_newer_rules(self, amended: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("giaoban_cli.text.VERSION", 1000)
        assert amended.ingest(reader=read_notes_anew).statuses["1.txt"] == "updated"
        monkeypatch.undo()
        self.holds(amended)

    def test_a_backup(self, amended: Desk, tmp_path: Path) -> None:
        with amended.open() as archive:
            archive.backup(tmp_path / "b.db")
        Archive.restore(tmp_path / "b.db", tmp_path / "restored")
        amended.home = tmp_path / "restored"
        self.holds(amended)
        assert (amended.home / "amendments.toml").exists()

    def test_an_index_made_anew(self, amended: Desk) -> None:
        shutil.rmtree(amended.home / "index")
        self.holds(amended)

    def test_repair_of_a_damaged_record(self, amended: Desk) -> None:
        from tests.test_archive_care import ask

        ask(amended.home / "archive.db", "UPDATE meeting SET record = zeroblob(40) WHERE key = 1")
        with amended.open() as archive:
            assert all(fault.repaired for fault in archive.check(repair=True).faults)
        self.holds(amended)


class TestWhatIsTakenBack:
    def test_one_field_or_all(self, filled: Desk) -> None:
        id_ = first(filled)
        before = stored(filled, id_)
        amend(filled, id_, date="16/4/2023", title="Sơ kết", chairs=("Võ Văn Vui",))
        with filled.open() as archive:
            corrections = archive.corrections("minh")
            one = corrections.withdraw(id_, ["title"])
            assert (one.meeting.title, one.meeting.date) == ("Giao ban tháng 1", "2023-04-16")
            assert corrections.withdraw(id_) == before
            assert [(each.field, each.by, each.withdrawn) for each in corrections.history(id_)] == [
                ("date", "lan", False), ("title", "lan", False), ("chairs", "lan", False),
                ("title", "minh", True), ("date", "minh", True), ("chairs", "minh", True),
            ]  # fmt: skip
        assert filled.ids(filters=Filters(on="2023")) == []
        assert filled.ids(filters=Filters(on="5/1/2024")) == [id_]

    def test_what_stood_before_is_in_the_book(self, filled: Desk) -> None:
        for title in ("Sơ kết", "Tổng kết"):
            amend(filled, first(filled), title=title)
        with filled.open() as archive:
            history = archive.corrections("lan").history(first(filled))
        assert [(each.old, each.new) for each in history] == [
            ("Giao ban tháng 1", "Sơ kết"), ("Sơ kết", "Tổng kết"),
        ]  # fmt: skip
        assert stored(filled, first(filled)).amended["title"].old == "Giao ban tháng 1"

    def test_what_was_not_corrected(self, filled: Desk) -> None:
        with filled.open() as archive, pytest.raises(UsageError) as error:
            archive.corrections("lan").withdraw(first(filled), ["date"])
        assert error.value.key == "amend.not_amended"


def readable(desk: Desk) -> dict[str, Any]:
    return tomllib.loads((desk.home / "amendments.toml").read_text(encoding="utf-8"))


class TestTheReadableFile:
    def test_there_is_none_without_corrections(self, filled: Desk) -> None:
        assert not (filled.home / "amendments.toml").exists()

    def test_it_says_who_set_what_when_and_what_stood_before(self, filled: Desk) -> None:
        id_ = first(filled)
        amend(filled, id_, date="16/4/2023", place="Hoành Sơn, Cao Lâm")
        [meeting] = readable(filled)["meeting"]
        assert meeting["id"] == id_
        assert meeting["change"][0] == {
            "field": "date", "old": "2024-01-05", "new": "2023-04-16",
            "at": "2025-03-01T09:30:00+00:00", "by": "lan",
        }  # fmt: skip
        assert meeting["change"][1]["new"] == {"name": "Hoành Sơn", "province": "Cao Lâm"}

    def test_one_that_is_behind_or_gone_is_brought_into_step(self, filled: Desk) -> None:
        amend(filled, first(filled), title="Sơ kết")
        whole = readable(filled)
        for spoil in (Path.unlink, lambda path: path.write_bytes(b"half")):
            spoil(filled.home / "amendments.toml")
            with filled.open() as archive:
                archive.check()
            assert readable(filled) == whole

    def test_another_archive_takes_it_in(self, filled: Desk, tmp_path: Path) -> None:
        amend(filled, first(filled), date="16/4/2023", place="Hoành Sơn, Cao Lâm", chairs=())
        with filled.open() as archive:
            corrections = archive.corrections("lan")
            corrections.withdraw(first(filled), ["chairs"])
            corrections.merge(Person("Lò Văn Mấn", "Khe Lĩnh"), Person("Lò Văn Mẫn", None))
            corrections.forget(filled.ids("giao ban tháng 2"))
        other = Desk(Path(shutil.copytree(filled.reports, tmp_path / "b" / "x")).parent)
        other.write("1.txt", REPORT)
        other.write("2.txt", note("Giao ban tháng 2", date="2024-02-05"))
        other.ingest()
        file = filled.home / "amendments.toml"
        with other.open() as archive:
            corrections = archive.corrections("minh")
            found = corrections.take_in(file)
            assert (found.entered, found.known, found.strangers) == (6, 0, ())
            again = corrections.take_in(file)
            assert (again.entered, again.known) == (0, 6)
            assert archive.merges() == (
                (Person("Lò Văn Mấn", "Khe Lĩnh"), Person("Lò Văn Mẫn", None)),
            )
        assert readable(other) == readable(filled)
        assert other.ids("giao ban") == [first(filled)]
        assert stored(other, first(filled)).amended == stored(filled, first(filled)).amended

    def test_meetings_that_are_not_here_are_named(self, filled: Desk, tmp_path: Path) -> None:
        amend(filled, first(filled), title="Sơ kết")
        Archive.create(tmp_path / "empty")
        with Archive(
            tmp_path / "empty", state=filled.state, clock=clock, engine=filled.engine
        ) as archive:
            found = archive.corrections("minh").take_in(filled.home / "amendments.toml")
        assert (found.entered, found.strangers) == (0, (first(filled),))

    def test_the_later_of_two_corrections_holds(self, filled: Desk, tmp_path: Path) -> None:
        id_ = first(filled)
        amend(filled, id_, title="Sơ kết")
        text = (filled.home / "amendments.toml").read_text(encoding="utf-8")
        for at, title in (("2024-12-01", "Sơ kết"), ("2026-01-01", "Họp")):
            other = tmp_path / f"{at}.toml"
            changed = text.replace("2025-03-01T09", f"{at}T09").replace('"Sơ kết"', '"Họp"')
            other.write_text(changed, encoding="utf-8")
            with filled.open() as archive:
                archive.corrections("minh").take_in(other)
            assert stored(filled, id_).meeting.title == title

    @pytest.mark.parametrize(
        "text",
        [
            "", "schema = 2\n", "not toml", "schema = 1\nmeeting = 3\n",
            'schema = 1\n[[meeting]]\nid = "x"\ntext_sha256 = "y"\nchange = [{field = "text"}]\n',
            'schema = 1\n[[purged]]\nsha256 = [3]\nat = "2024-01-01"\nby = ""\n',
        ],
    )  # fmt: skip
    def test_a_file_of_another_form_changes_nothing(
        self, filled: Desk, tmp_path: Path, text: str
    ) -> None:
        file = tmp_path / "other.toml"
        file.write_text(text, encoding="utf-8")
        with filled.open() as archive:
            before = archive.get(first(filled))
            with pytest.raises(UsageError) as error:
                archive.corrections("minh").take_in(file)
            assert error.value.key == "amend.import_form"
            assert archive.get(first(filled)) == before

    @pytest.mark.parametrize("value", ['"16/4/2024"', "3", '["2024-04-16"]', "true", "2024-04-16"])
    def test_values_that_are_none_of_a_field_are_refused(
        self, filled: Desk, value: str, tmp_path: Path
    ) -> None:
        amend(filled, first(filled), date="16/4/2023")
        text = (filled.home / "amendments.toml").read_text(encoding="utf-8")
        file = tmp_path / "other.toml"
        file.write_text(text.replace('"2023-04-16"', value), encoding="utf-8")
        with filled.open() as archive, pytest.raises(UsageError):
            archive.corrections("minh").take_in(file)


class TestForgetting:
    def test_a_forgotten_report_is_gone_from_every_door(self, filled: Desk) -> None:
        id_ = first(filled)
        with filled.open() as archive:
            archive.corrections("lan").forget([id_])
            assert archive.stats().meetings == 1
            with pytest.raises(UsageError):
                archive.get(id_)
            with pytest.raises(UsageError):
                archive.resolve(id_)
            assert list(archive.complete("official", "lo")) == []
        assert id_ not in filled.ids("giao ban")
        assert id_ not in filled.ids()

    def test_its_file_is_passed_over_and_says_why(self, filled: Desk) -> None:
        with filled.open() as archive:
            archive.corrections("lan").forget([first(filled)])
        filled.write("copy.txt", REPORT)
        for option in ("follow", "rehash", "dry_run"):
            run = filled.ingest(**{option: True})
            for name in ("1.txt", "copy.txt"):
                assert (run.statuses[name], run.reason(name)) == ("skipped", "file.forgotten")

    def test_it_comes_back_with_its_corrections(self, filled: Desk) -> None:
        id_ = first(filled)
        before = amend(filled, id_, title="Sơ kết")
        with filled.open() as archive:
            corrections = archive.corrections("lan")
            corrections.forget([id_])
            [known] = corrections.forgotten()
            assert (known.id, known.title, known.by) == (id_, "Sơ kết", "lan")
            assert corrections.resolve_forgotten(id_[:12]) == id_
            assert corrections.resolve_forgotten(str(filled.reports / "1.txt")) == id_
            corrections.recall([id_])
            assert corrections.forgotten() == ()
        assert stored(filled, id_) == before
        assert filled.ids("giao ban tháng 1") == [id_]
        assert filled.ingest().statuses["1.txt"] == "unchanged"

    def test_what_is_not_forgotten_cannot_come_back(self, filled: Desk) -> None:
        with filled.open() as archive, pytest.raises(UsageError) as error:
            archive.corrections("lan").recall([first(filled)])
        assert error.value.key == "forget.not_forgotten"


class TestMerging:
    def test_the_last_word_holds(self, filled: Desk) -> None:
        kept, other = Person("Lò Văn Mấn", "Khe Lĩnh"), Person("Lò Văn Mẫn", "Khe Lĩnh")
        with filled.open() as archive:
            corrections = archive.corrections("lan")
            corrections.merge(kept, other)
            assert archive.merges() == ((kept, other),)
            with pytest.raises(UsageError):
                corrections.part(other, kept)
            corrections.part(kept, other)
            assert archive.merges() == ()
            corrections.merge(other, kept)
        with filled.open() as archive:
            assert archive.merges() == ((other, kept),)
