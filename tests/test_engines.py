"""Which engine an archive searches with: named by a setting, changed without a gap, or missing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from giaoban_cli.archive.counts import MANY
from giaoban_cli.archive.engines import NAMES, load
from giaoban_cli.config import find
from giaoban_cli.errors import Refused
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.index.tantivy import TantivyIndex
from giaoban_cli.index.versions import version_of
from giaoban_cli.models import SharedIndex, Stats
from tests.contract.making import asked, found, graded, meeting
from tests.running import Giaoban

SAMPLES = Path(__file__).parent.parent / "sample_corpus"
QUESTION = "xoa nha tam"


@pytest.fixture
def user(tmp_path: Path) -> Giaoban:
    """A user whose archive holds the sample reports."""
    user = Giaoban(tmp_path)
    assert user("ingest", SAMPLES).code == 0
    return user


@pytest.fixture
def without_tantivy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that giaoban was installed on without extras."""
    monkeypatch.setitem(sys.modules, "tantivy", None)
    for name in [name for name in sys.modules if name.startswith("giaoban_cli.index.tantivy")]:
        monkeypatch.delitem(sys.modules, name)


def indexes(user: Giaoban) -> set[str]:
    """The engines whose indexes an archive holds."""
    return {path.name for path in user.home.glob(".local/share/giaoban/index/*")}


def ids(user: Giaoban, *words: str) -> list[tuple[str, str]]:
    """The hits of a search in order, and how each matched."""
    hits = user("search", *words, "--format", "json").json["hits"]
    return [(hit["id"], hit["match"]) for hit in hits]


def test_every_engine_can_be_set() -> None:
    assert find("engine").choices == NAMES
    assert find("engine").default == NAMES[0]
    shared = SharedIndex(("http://127.0.0.1:9",), "reports")
    assert [load(name, shared).name for name in NAMES] == list(NAMES)


def test_another_engine_takes_over_with_the_same_answers(user: Giaoban) -> None:
    before = ids(user, QUESTION)
    assert indexes(user) == {"whoosh"}
    ran = user("config", "engine", "tantivy")
    assert ran.code == 0, ran.err
    assert "tantivy index of the archive is ready" in ran.err
    assert indexes(user) == {"tantivy"}
    assert ids(user, QUESTION) == before
    assert user("stats", "--format", "json").json["engine"] == "tantivy"
    assert user("check").code == 0
    assert user("config", "--unset", "engine").code == 0
    assert indexes(user) == {"whoosh"}
    assert ids(user, QUESTION) == before


def test_the_old_index_stays_when_the_new_one_cannot_be_made(
    user: Giaoban, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("giaoban_cli.index.stamp.write_whole", full)
    assert user("config", "engine", "tantivy").code == 5
    monkeypatch.undo()
    assert indexes(user) == {"whoosh"}
    assert user("config", "engine").out.strip() == "whoosh"
    assert ids(user, QUESTION)


def test_an_engine_can_be_set_before_there_is_an_archive(tmp_path: Path) -> None:
    user = Giaoban(tmp_path)
    assert user("config", "engine", "tantivy").code == 0
    assert user("ingest", SAMPLES).code == 0
    assert indexes(user) == {"tantivy"}


@pytest.mark.usefixtures("without_tantivy")
def test_what_is_not_installed_is_named_and_nothing_is_changed(user: Giaoban) -> None:
    ran = user("config", "engine", "tantivy")
    assert ran.code == 5
    assert "pip install 'giaoban[fast]'" in ran.err
    assert user("config", "engine").out.strip() == "whoosh"
    assert ids(user, QUESTION)
    with pytest.raises(Refused):
        load("tantivy")


@pytest.mark.usefixtures("without_tantivy")
def test_an_archive_whose_engine_is_not_installed_can_still_be_read(tmp_path: Path) -> None:
    assert Giaoban(tmp_path)("ingest", SAMPLES).code == 0
    user = Giaoban(tmp_path, environ={"GIAOBAN_ENGINE": "tantivy"})
    rows = user("export").out.splitlines()
    assert len(rows) == user("stats", "--format", "json").json["meetings"] > 0
    assert user("show", "11/7/2023").code == 0
    for words in (("search", QUESTION), ("export", QUESTION), ("ingest", str(SAMPLES)), ("check",)):
        ran = user(*words)
        assert ran.code == 5
        assert len(ran.err.strip().splitlines()) == 1, ran.err
        assert "giaoban[fast]" in ran.err


def test_a_large_archive_is_told_of_the_faster_engine(tmp_path: Path) -> None:
    assert Giaoban(tmp_path)("ingest", SAMPLES).code == 0
    assert "tantivy" not in Giaoban(tmp_path)("stats").err
    assert "config engine tantivy" in Giaoban(tmp_path, archive=holding(MANY + 1))("stats").err
    assert "tantivy" not in Giaoban(tmp_path, archive=holding(MANY))("stats").err


def holding(meetings: int) -> type:
    """Archives that count so many meetings."""
    from dataclasses import replace

    from giaoban_cli.archive import Archive

    class Large(Archive):
        def stats(self) -> Stats:
            return replace(super().stats(), meetings=meetings)

    return Large


# --- Tantivy's files -------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index that was written twice."""
    index = TantivyIndex(tmp_path / "index")
    index.update([meeting(key, "họp giao ban", title="giao ban") for key in range(40)], [], 1)
    index.update([meeting(40, "họp hiến đất")], [3], 2)
    index.close()
    return tmp_path / "index"


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "flipped": lambda data: data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1])
    + data[len(data) // 2 + 1 :],
    "cut": lambda data: data[: len(data) // 2],
    "zeroed": lambda data: bytes(len(data)),
    "longer": lambda data: data + b"\0",
    "gone": lambda data: None,
}  # fmt: skip


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_a_damaged_file_is_noticed_at_opening(folder: Path, damage: str) -> None:
    files = [path for path in sorted(folder.rglob("*.*")) if "lock" not in path.name]
    files += [folder / "STAMP", *folder.glob("*/words")]
    assert len(files) > 6
    for path in files:
        whole = path.read_bytes()
        spoilt = DAMAGES[damage](whole)
        if spoilt is None:
            path.unlink()
        else:
            path.write_bytes(spoilt)
        if spoilt != whole:
            with pytest.raises(IndexDamaged):
                TantivyIndex(folder)
        path.write_bytes(whole)
    index = TantivyIndex(folder)
    assert index.verify() == ()
    assert sorted(found(index, "họp")) == [key for key in range(41) if key != 3]
    index.close()


def test_a_version_shares_what_did_not_change(folder: Path) -> None:
    from giaoban_cli.index import stamp

    before = {path.stat().st_ino for path in folder.rglob("*.store")}
    index = TantivyIndex(folder)
    first = version_of(stamp.read(folder))
    index.update([meeting(50, "mới")], [], 3)
    assert version_of(stamp.read(folder)) != first
    assert before <= {path.stat().st_ino for path in folder.rglob("*.store")}
    assert index.verify() == ()
    index.close()


def test_a_version_of_another_layout_is_made_anew(folder: Path) -> None:
    from dataclasses import replace

    from giaoban_cli.index import stamp

    known = stamp.read(folder)
    name = version_of(known)
    assert name
    (folder / name).rename(folder / f"older-{name}")
    files = tuple(replace(file, name=f"older-{file.name}") for file in known.segments)
    stamp.write(folder, replace(known, segments=files))
    with pytest.raises(IndexDamaged):
        TantivyIndex(folder)


def test_an_index_on_a_medium_that_cannot_be_written_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    index = TantivyIndex(folder)
    assert len(found(index, "họp")) == 40
    index.close()
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_words_near_each_other_are_told_for_any_number_of_words(tmp_path: Path) -> None:
    """Tantivy's own phrases with slop take words in other orders, and three words pair by pair."""
    index = TantivyIndex(tmp_path / "index")
    texts = {
        1: "a b x x x x c",
        2: "a x x x x x x x b x x x x x a x x x x x x c b",
        3: "e d c b a",
        4: "c b a",
        5: "a x b x c",
    }
    index.update([meeting(key, text) for key, text in texts.items()], [], 1)
    assert dict(graded(index, "a b c")) == {1: "near", 2: "all", 3: "near", 4: "near", 5: "near"}
    assert sorted(found(index, '"a b c"~2')) == [5]
    assert sorted(found(index, '"a b c"~4')) == [1, 5]
    assert found(index, "a b c d e") == [3]
    index.close()


def test_a_long_word_and_many_words_do_no_harm(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    index.update([meeting(1, "w" * 100_000 + " họp"), meeting(2, "b " * 50_000 + "họp")], [], 1)
    assert sorted(found(index, "họp")) == [1, 2]
    assert index.count(asked("t" * 900), 5) == 0
    index.close()


def test_an_index_whose_folder_is_gone_is_empty(folder: Path) -> None:
    shutil.rmtree(folder)
    assert TantivyIndex(folder).generation == 0
