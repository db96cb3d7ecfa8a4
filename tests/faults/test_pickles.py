"""An index that someone planted: nothing that stands in it is run, and the answers are right.

tests/test_index_files.py plants at every place where a segment holds pickles; here every way in
which a pickle can call something is tried in a whole archive, as a stranger would leave it.
"""

from __future__ import annotations

import builtins
import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from giaoban_cli.archive import SearchRequest
from giaoban_cli.index import stamp
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.index.w3 import _unpickled
from tests.faults import notes
from tests.faults.child import ingest, run
from tests.faults.promise import broken, opened


def _text(value: Path | str) -> bytes:
    return b"V" + str(value).encode("raw_unicode_escape") + b"\n"


def _call(flag: Path) -> bytes:
    """`open(flag, "w")`, as the arguments of each kind of call."""
    return b"(" + _text(flag) + _text("w")


GADGETS: dict[str, Callable[[Path], bytes]] = {
    "REDUCE": lambda flag: b"cbuiltins\nopen\n" + _call(flag) + b"tR.",
    "INST": lambda flag: _call(flag) + b"ibuiltins\nopen\n.",
    "OBJ": lambda flag: b"(cbuiltins\nopen\n" + _call(flag)[1:] + b"o.",
    "NEWOBJ": lambda flag: (
        b"\x80\x02ctests.faults.test_pickles\nTouched\n(" + _text(flag) + b"t\x81."
    ),
    "STACK_GLOBAL": lambda flag: b"\x80\x04\x8c\x08builtins\x8c\x04open\x93" + _call(flag) + b"tR.",
    "BUILD": lambda flag: b"cbuiltins\nopen\n" + _call(flag) + b"tR(V__dict__\nN}b.",
    "inside a list": lambda flag: b"(lp0\ncbuiltins\nopen\n" + _call(flag) + b"tRa.",
    "own class": lambda flag: pickle.dumps(_Own(flag)),
}
"""Pickles that make the file `flag` when anything lets them."""

PERSISTENT = b"Pgadget\n."
EXTENSION = b"\x80\x02\x82\x01."


class Touched:
    """A class that makes a file when it is made."""

    def __new__(cls, flag: str) -> Touched:
        Path(flag).touch()
        return super().__new__(cls)


class _Own:
    """A class of ours that calls something when it is unpickled."""

    def __init__(self, flag: Path) -> None:
        self._flag = flag

    def __reduce__(self) -> tuple[object, ...]:
        return (builtins.open, (str(self._flag), "w"))


@pytest.mark.parametrize("name", sorted(GADGETS))
def test_a_gadget_is_refused(name: str, tmp_path: Path) -> None:
    flag = tmp_path / "ran"
    with pytest.raises(IndexDamaged):
        _unpickled(io.BytesIO(GADGETS[name](flag)))
    assert not flag.exists()


@pytest.mark.parametrize("name", sorted(set(GADGETS) - {"BUILD"}))
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_gadget_works_where_nothing_holds_it(name: str, tmp_path: Path) -> None:
    flag = tmp_path / "ran"
    pickle.loads(GADGETS[name](flag))
    assert flag.exists()


@pytest.mark.parametrize("data", [PERSISTENT, EXTENSION])
def test_references_out_of_the_file_are_refused(data: bytes) -> None:
    with pytest.raises((IndexDamaged, ValueError)):
        _unpickled(io.BytesIO(data))


@pytest.fixture(scope="module")
def planted_upon(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("planted")
    texts = notes.write(folder / "reports", 30)
    assert run(folder / "home", *ingest(folder / "archive", folder / "reports")).code == 0
    return folder / "archive", texts


def _segment(index: Path) -> Path:
    return next(index.glob("*.seg"))


PLACES: dict[str, Callable[[Path, bytes], object]] = {
    "a segment": lambda index, data: _segment(index).write_bytes(data),
    "a segment, all over": lambda index, data: _segment(index).write_bytes(data * 50),
    "a segment's end": lambda index, data: _segment(index).write_bytes(
        _segment(index).read_bytes()[: -len(data)] + data
    ),
    "a segment's directory": lambda index, data: _into_directory(_segment(index), data),
    "the stamp": lambda index, data: (index / "STAMP").write_bytes(data),
    "a table of contents": lambda index, data: (index / "_MAIN_1.toc").write_bytes(data),
    "alone": lambda index, data: _alone(index, data),  # noqa: PLW0108
}
"""Where it is planted, in an index of an archive."""


def _alone(index: Path, data: bytes) -> None:
    """In the place of everything else."""
    for each in index.iterdir():
        each.unlink()
    (index / "_MAIN_1.toc").write_bytes(data)


def _into_directory(segment: Path, data: bytes) -> None:
    """Into the place that a compound file is opened at."""
    whole = segment.read_bytes()
    at = int.from_bytes(whole[:8], "big")
    segment.write_bytes(whole[:at] + data + whole[at + len(data) :])


@pytest.mark.parametrize("gadget", ["REDUCE", "STACK_GLOBAL"])
@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_planted_index_runs_nothing_and_answers_are_right(
    planted_upon: tuple[Path, dict[str, str]], tmp_path: Path, place: str, gadget: str
) -> None:
    archive, texts = planted_upon
    with opened(archive) as archive_:
        told = {s.sources[0].path: s.id for s in archive_.export(SearchRequest())}
    index = archive / "index" / "whoosh"
    flag = tmp_path / "ran"
    PLACES[place](index, GADGETS[gadget](flag))
    _fit(index)
    assert broken(archive, told, texts) == []
    assert not flag.exists()


def _fit(index: Path) -> None:
    """Make the stamp fit, as someone who plants things would."""
    try:
        known = stamp.read(index)
    except IndexDamaged:
        return
    files = [
        stamp.segment_file(
            index / file.name,
            documents=file.documents,
            words=file.words,
        )
        for file in known.segments
    ]
    stamp.write(index, stamp.Stamp(known.generation, known.analysis, tuple(files)))
    assert json.loads((index / "STAMP").read_bytes().partition(b"\n")[2])["segments"]
