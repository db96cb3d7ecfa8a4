"""The files of an index: damage is noticed, and nothing that is planted in them is run."""

# mypy: disallow-untyped-calls=False

from __future__ import annotations

import os
import pickle
import random
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.fields import ID, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from giaoban_cli.errors import Refused
from giaoban_cli.index import stamp
from giaoban_cli.index.port import IndexDamaged, IndexDocument
from giaoban_cli.index.segment import Batch
from giaoban_cli.index.w3 import WhooshIndex, WhooshSegment
from giaoban_cli.index.whoosh import write_segment
from tests.contract.making import asked, found, graded, meeting

QUESTIONS = ["họp", '"giao ban"', "hien dat", "chair:An", "date:2023", "t*", "giao -họp", ""]


def meetings(first: int, last: int) -> Iterator[IndexDocument]:
    chance = random.Random(first)
    words = ["họp", "giao", "ban", "hiến", "đất", "Tỉnh", "ủy", "thi", "đua"]
    for key in range(first, last):
        yield meeting(
            key,
            " ".join(chance.choices(words, k=40)),
            title="giao ban",
            day=f"2023-01-{key % 28 + 1:02}",
            chairs=["Lê An"],
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of two segments."""
    index = WhooshIndex(tmp_path / "index")
    index.update(meetings(0, 80), [], 1)
    index.update(meetings(80, 90), [3], 2)
    index.close()
    return tmp_path / "index"


def answers(folder: Path) -> list[object]:
    """What an index says to all questions."""
    index = WhooshIndex(folder)
    try:
        return [graded(index, text) for text in QUESTIONS]
    finally:
        index.close()


def flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flipped": lambda data, chance: flip(data, chance.randrange(len(data))),
    "cut": lambda data, chance: data[: chance.randrange(len(data))],
    "zeroed": lambda data, _: bytes(len(data)),
    "longer": lambda data, _: data + b"\0",
}


@pytest.mark.parametrize("damage", sorted(DAMAGES))
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_file_is_noticed_at_opening(folder: Path, damage: str, seed: int) -> None:
    chance = random.Random(seed)
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        path.write_bytes(DAMAGES[damage](whole, chance))
        with pytest.raises(IndexDamaged):
            WhooshIndex(folder)
        path.write_bytes(whole)
    assert len(answers(folder)) == len(QUESTIONS)


def test_a_missing_file_is_noticed(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamaged):
            WhooshIndex(folder)
        path.write_bytes(whole)


def test_verify_names_the_files_that_are_not_whole(folder: Path) -> None:
    index = WhooshIndex(folder)
    assert index.verify() == ()
    segment = next(folder.glob("*.seg"))
    segment.write_bytes(flip(segment.read_bytes(), 100))
    assert index.verify() == (segment.name,)
    (folder / stamp.NAME).write_bytes(b"")
    assert index.verify() == (stamp.NAME,)
    index.close()


@pytest.mark.parametrize("seed", range(40))
def test_damage_that_size_and_time_do_not_show_is_never_worse_than_damage(
    folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a large index, whose files are not read through at every opening."""
    monkeypatch.setattr(stamp, "_SMALL", 0)
    right = answers(folder)
    segment = sorted(folder.glob("*.seg"))[seed % 2]
    status = segment.stat()
    data = segment.read_bytes()
    segment.write_bytes(flip(data, random.Random(seed).randrange(len(data))))
    os.utime(segment, ns=(status.st_atime_ns, status.st_mtime_ns))
    try:
        said = answers(folder)
    except IndexDamaged:
        return
    assert len(said) == len(right)
    index = WhooshIndex(folder)
    assert index.verify() == (segment.name,)
    index.close()


def test_an_index_of_other_rules_is_made_anew(folder: Path) -> None:
    text = (folder / stamp.NAME).read_bytes()
    head, _, body = text.partition(b"\n")
    body = body.replace(b'"analysis":', b'"analysis":9')
    head = head[: head.rindex(b" ")] + b" %08x" % zlib.crc32(body)
    (folder / stamp.NAME).write_bytes(head + b"\n" + body)
    with pytest.raises(IndexDamaged, match="analysis"):
        WhooshIndex(folder)


def test_a_file_copied_with_another_time_is_read_through_once(folder: Path) -> None:
    right = answers(folder)
    for path in folder.iterdir():
        os.utime(path, ns=(1, 1))
    assert answers(folder) == right


def test_what_a_writer_left_behind_is_removed_and_nothing_else(folder: Path) -> None:
    right = answers(folder)
    index = WhooshIndex(folder)
    assert not index.untidy()
    other = WhooshIndex(folder)
    other.update(meetings(90, 95), [], 3)  # after the first one had looked
    (folder / "building-00ff").mkdir()
    (folder / "giaoban_00ff.seg").write_bytes(b"half")
    assert index.untidy()
    index.tidy()
    assert not index.untidy()
    assert index.generation == 3
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [stamp.NAME, *(file.name for file in stamp.read(folder).segments)]
    )
    assert len(answers(folder)) == len(right)
    index.close()
    other.close()


# --- nothing is run --------------------------------------------------------------------------


class Planted:
    """Writes a file when it is unpickled, if anything lets it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self._path,))


@pytest.mark.parametrize("protocol", [0, 2, 4])
@pytest.mark.parametrize(
    "where", ["everywhere", "toc", "directory", "lexicon", "block", "bare", "stamp"]
)
def test_a_planted_pickle_is_refused(folder: Path, where: str, protocol: int) -> None:
    ran = folder.parent / "ran"
    payload = pickle.dumps(Planted(ran), protocol)
    assert pickle.loads(payload) is None, "the plant works where nothing holds it"
    ran.unlink()
    segment = next(folder.glob("*.seg"))
    data = segment.read_bytes()
    match where:
        case "everywhere":
            segment.write_bytes(payload * (len(data) // len(payload)))
        case "toc":
            (folder / "_MAIN_1.toc").write_bytes(payload)
        case "directory":
            at = int.from_bytes(data[:8], "big")
            segment.write_bytes(data[:at] + payload + data[at + len(payload) :])
        case "lexicon":
            at = data.rindex(b"\x80\x05", 0, data.rindex(b"fieldmap"))
            segment.write_bytes(data[:at] + payload + data[at + len(payload) :])
        case "block":
            head, *lists = data.split(b"W3Bl")
            length = (-len(payload)).to_bytes(4, "big", signed=True)
            lists = [
                length + payload + each[4 + len(payload) :] if len(each) > 200 else each
                for each in lists
            ]
            segment.write_bytes(b"W3Bl".join([head, *lists]))
        case "bare":
            (folder / stamp.NAME).unlink()
            (folder / "_MAIN_1.toc").write_bytes(payload)
        case "stamp":
            (folder / stamp.NAME).write_bytes(payload)
    _stamp_anew(folder)
    with suppress(IndexDamaged):
        answers(folder)
    assert not ran.exists()


def _stamp_anew(folder: Path) -> None:
    """What someone who plants things would do, too: make the stamp fit."""
    try:
        known = stamp.read(folder)
    except IndexDamaged:
        return
    fitting = [
        stamp.segment_file(
            folder / file.name,
            documents=file.documents,
            words=file.words,
        )
        for file in known.segments
    ]
    stamp.write(folder, stamp.Stamp(known.generation, known.analysis, tuple(fitting)))


# --- what they are ---------------------------------------------------------------------------


def test_stock_whoosh_reads_terms_documents_and_frequencies(tmp_path: Path) -> None:
    batch = Batch()
    batch.add(meeting(1, "họp giao ban họp", chairs=["Lê An"]))
    batch.add(meeting(2, "giao đất"))
    path = write_segment(tmp_path, "abc", batch.columns, batch.pairs, batch.contents())
    segment = W3Segment(W3Codec(), "giaoban", 2, "abc")
    segment.compound = True
    reader = SegmentReader(FileStorage(str(tmp_path)), Schema(words=ID(), chair=ID()), segment)
    matcher = reader.postings("words", "hop hopJ")
    assert (matcher.id(), matcher.weight()) == (0, 2.0)
    assert list(reader.postings("words", "giao").all_ids()) == [0, 1]
    assert "dat đâtS".encode() in list(reader.lexicon("words"))
    assert list(reader.postings("chair", "an\tan").all_ids()) == [0]
    reader.close()
    ours = WhooshSegment(path, 2)
    giao = ours.postings("words", "giao")
    assert giao is not None
    assert (list(giao.ids), list(giao.counts)) == ([0, 1], [1, 1])
    ours.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_may_not_be_written_is_refused(folder: Path) -> None:
    folder.chmod(0o500)
    index = WhooshIndex(folder)
    with pytest.raises(Refused):
        index.update(meetings(100, 101), [], 3)
    assert len(found(index, "")) == 89
    index.close()
    folder.chmod(0o700)


def test_a_full_disk_is_refused_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = WhooshIndex(folder)
    before = {path.name for path in folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stamp, "write_whole", full)
    with pytest.raises(Refused):
        index.update(meetings(100, 101), [], 3)
    assert {path.name for path in folder.iterdir()} == before
    assert index.generation == 2
    assert index.count(asked(""), 100) == 89
    index.close()
