"""Updating: replaced by key, removed, stamped with the store's generation, all or nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from giaoban_cli.index.port import Index, IndexDocument
from tests.contract.conftest import Open
from tests.contract.making import asked, found, graded, meeting


def files(folder: Path) -> set[str]:
    """Everything below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_an_index_that_is_not_there_is_empty(open_index: Open, tmp_path: Path) -> None:
    index = open_index(tmp_path / "new")
    assert index.generation == 0
    assert found(index, "họp") == found(index, "") == []
    assert index.variants("hop", 5) == index.similar("hop", 5) == ()
    assert index.verify() == ()
    assert not (tmp_path / "new").exists(), "asking creates nothing"


def test_what_was_added_is_there_after_opening_again(open_index: Open, tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    index.update([meeting(5, "họp", day="2024-01-01", chairs=["Lê An"])], [], 7)
    index.close()
    again = open_index(tmp_path / "index")
    assert again.generation == 7
    assert found(again, "hop chair:an date:2024") == [5]
    again.close()


def test_a_key_names_one_meeting(open_index: Open, tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    index.update([meeting(1, "cũ", chairs=["Lê An"]), meeting(2, "khác")], [], 1)
    index.update([meeting(1, "mới", chairs=["Võ Ba"])], [], 2)
    assert found(index, "cũ") == found(index, "chair:An") == []
    assert found(index, "mới") == found(index, "chair:Ba") == [1]
    assert sorted(found(index, "")) == [1, 2]
    index.update([meeting(3, "một"), meeting(3, "hai"), meeting(3, "ba")], [], 3)
    assert (found(index, "một"), found(index, "hai"), found(index, "ba")) == ([], [], [3])
    index.close()


def test_removed_meetings_are_gone(open_index: Open, tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    index.update([meeting(key, "họp giao ban") for key in range(10)], [], 1)
    index.update([], [3, 4, 99], 2)
    assert sorted(found(index, '"giao ban"')) == [0, 1, 2, 5, 6, 7, 8, 9]
    index.update([], range(10), 3)
    assert (found(index, ""), index.generation) == ([], 3)
    assert index.count(asked("họp"), 10) == 0
    index.close()


def test_removed_and_added_at_once_is_there(open_index: Open, tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    index.update([meeting(1, "cũ")], [], 1)
    index.update([meeting(2, "mới")], [1], 2)
    assert (found(index, "cũ"), found(index, "mới")) == ([], [2])
    index.close()


class Interrupted(Exception):
    """Whoever hands the documents in gave up."""


def breaking(after: int) -> Iterator[IndexDocument]:
    """Documents that break off."""
    yield from (meeting(key, "mới") for key in range(100, 100 + after))
    raise Interrupted


@pytest.mark.parametrize("after", [0, 1, 5])
def test_an_update_that_breaks_off_has_not_been(
    open_index: Open, tmp_path: Path, after: int
) -> None:
    index = open_index(tmp_path / "index")
    index.update([meeting(1, "cũ")], [], 1)
    before = files(tmp_path)
    with pytest.raises(Exception):  # noqa: B017, PT011  its own, or the engine's
        index.update(breaking(after), [1], 2)
    assert files(tmp_path) == before
    assert (found(index, "cũ"), found(index, "mới"), index.generation) == ([1], [], 1)
    index.close()
    again = open_index(tmp_path / "index")
    assert (found(again, ""), again.generation) == ([1], 1)
    again.close()


def test_nobody_sees_what_a_writer_has_not_finished(open_index: Open, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = open_index(folder)
    index.update([meeting(1, "cũ")], [], 1)
    before = files(folder)
    given_up = index.writer()
    given_up.add(meeting(2, "mới"))
    reader = open_index(folder)
    assert (found(reader, "cũ"), found(reader, "mới"), reader.generation) == ([1], [], 1)
    given_up.close()
    assert files(folder) == before
    writer = index.writer()
    for text in ("mới", "mới hơn"):
        writer.add(meeting(3, text))
    assert found(reader, "mới") == []
    writer.finish([1], 2)
    writer.close()
    assert (found(index, "hơn"), found(index, ""), index.generation) == ([3], [3], 2)
    reader.close()
    index.close()


def test_leavings_of_a_killed_writer_go_with_the_next_update(
    open_index: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    index = open_index(folder)
    index.update([meeting(1, "cũ")], [], 1)
    (folder / "building-0000").mkdir()
    (folder / "building-0000" / "half.seg").write_bytes(b"x")
    (folder / "giaoban_orphan.seg").write_bytes(b"y")
    index.update([meeting(2, "mới")], [], 2)
    assert not any("building" in name or "orphan" in name for name in files(folder))
    index.close()


def test_a_reader_keeps_its_view_while_a_writer_works(open_index: Open, tmp_path: Path) -> None:
    writer = open_index(tmp_path / "index")
    writer.update([meeting(1, "họp")], [], 1)
    reader = open_index(tmp_path / "index")
    for generation in range(2, 30):
        writer.update([meeting(generation, "họp")], [1], generation)
    assert found(reader, "họp") == [1]
    fresh = open_index(tmp_path / "index")
    assert sorted(found(fresh, "họp")) == list(range(2, 30))
    for index in (writer, reader, fresh):
        index.close()


def test_many_updates_give_what_one_gives(open_index: Open, tmp_path: Path) -> None:
    chance = random.Random(7)
    words = [
        "họp",
        "giao",
        "ban",
        "sơ",
        "kết",
        "chuyển",
        "đổi",
        "số",
        "hiến",
        "đất",
        "đảng",
        "viên",
        "NTM",
        "Kỷ",
        "kỉ",
    ]
    truth: dict[int, IndexDocument] = {}
    many = open_index(tmp_path / "many")
    for generation in range(1, 120):
        chosen = [chance.randrange(60) for _ in range(chance.randrange(4))]
        gone = [key for key in list(truth) if chance.random() < 0.02]
        changed = [
            meeting(
                key,
                " ".join(chance.choices(words, k=12)),
                title=" ".join(chance.choices(words, k=3)),
                day=f"20{chance.randrange(10, 25)}-01-01",
                chairs=[chance.choice(["Lê An", "Võ Ba", "Trần Đăng Kỷ"])],
            )
            for key in dict.fromkeys(chosen)
        ]
        many.update(changed, gone, generation)
        for key in gone:
            truth.pop(key, None)
        truth |= {document.key: document for document in changed}
    once = open_index(tmp_path / "once")
    once.update(truth.values(), [], 1)
    for text in ("họp", "giao ban", "hien dat", '"sơ kết"', "đảng viên -NTM", "ky", "chair:kỉ", ""):
        assert sorted(graded(many, text)) == sorted(graded(once, text)), text
        assert_same_tiers(many, once, text)
    many.close()
    once.close()


def assert_same_tiers(one: Index, other: Index, text: str) -> None:
    """Tiers come in the same order; scores may differ by what was dropped meanwhile."""
    assert [match for _, match in graded(one, text)] == [match for _, match in graded(other, text)]
