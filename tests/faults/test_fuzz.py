"""Whatever comes in, what comes out is an answer or an error of ours: nothing crashes.

`make faults` tries a hundred times as many cases.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban_cli import parse
from giaoban_cli.errors import UnreadableFile, UsageError
from giaoban_cli.index import stamp
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.index.w3 import WhooshIndex, _unpickled
from giaoban_cli.models import from_record, plain
from giaoban_cli.query.highlight import highlights, snippet
from giaoban_cli.query.parse import parse as parse_query
from giaoban_cli.sources.registry import choose
from giaoban_cli.sources.web.page import page_text
from giaoban_cli.store.rows import unpack, unpack_text
from giaoban_cli.text.decode import BinaryContent, UnknownEncoding, decode
from giaoban_cli.text.page.clean import clean
from tests.contract.making import asked, meeting
from tests.faults import notes
from tests.faults.amount import often
from tests.formats import office, portals
from tests.formats.parts import Parts
from tests.strategies import any_text, soup

CASES = settings(
    max_examples=often(60, 6000),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
"""How many cases are tried."""

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1258", "cp1252", "latin-1")

encoded = st.builds(
    lambda text, name, cut: text.encode(name, "ignore")[: len(text) * 2 - cut],
    soup | any_text,
    st.sampled_from(ENCODINGS),
    st.integers(0, 3),
)

pieces = """\
( ) " - | * ~ : [ ] \\ “ ” ’ OR AND NOT HOẶC chair: date: kind: place: cites: giao ban quý I 2024 \
a* đồng chí 29-KH/TU 16/4/2024 \x00 \u0301\
"""

queries = st.builds(
    lambda words, gap: gap.join(words),
    st.lists(st.sampled_from(pieces.split(" ")), max_size=30),
    st.sampled_from(["", " "]),
)


@CASES
@given(st.binary(max_size=4000) | encoded)
def test_decode(data: bytes) -> None:
    with suppress(BinaryContent, UnknownEncoding):
        assert isinstance(decode(data).text, str)


@pytest.fixture(scope="module")
def documents_of_all_kinds() -> dict[str, bytes]:
    """A small document for each reader, to be bent out of shape."""
    parts = Parts(("Tin tức",), "Khe Lĩnh giao ban", "16/04/2024 08:00", (notes.text(1),) * 3)
    binary = Path(__file__).parents[1] / "formats" / "binary"
    return {
        "html": portals.nukeviet(parts).encode(),
        "mht": office.mht(portals.tables(parts), portals.ADDRESS),
        "docx": office.docx(parts),
        "rtf": office.rtf(parts),
        "pdf": (binary / "2023-h1-so-ket.pdf").read_bytes(),
    }


@CASES
@given(st.data())
def test_documents(documents_of_all_kinds: dict[str, bytes], data: st.DataObject) -> None:
    """A document with some of its bytes changed, cut out or doubled."""
    whole = documents_of_all_kinds[data.draw(st.sampled_from(sorted(documents_of_all_kinds)))]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        stop = data.draw(st.integers(at, min(len(whole), at + 400)))
        other = data.draw(st.binary(max_size=20) | st.just(whole[at:stop] * 2))
        whole = whole[:at] + other + whole[stop:] or b" "
    reader = choose("report", whole)
    assert reader
    with suppress(UnreadableFile):
        assert isinstance(reader.extract(whole, "report", None).text, str)


TAGS = """\
<p> </p> <div> </div> <table> <tr> <td> </td> </table> <br> <a/href=x> </a> <ul> <li> <pre> \
<!-- --> <script> </script> <h1>\
"""

markup = st.lists(st.sampled_from(TAGS.split(" ")) | any_text, max_size=60).map("".join)


@CASES
@given(markup)
def test_pages(page: str) -> None:
    with suppress(UnreadableFile):
        assert isinstance(page_text(f"<html>{page}", "page").text, str)


@CASES
@given(any_text | soup)
def test_clean_keeps_every_place(text: str) -> None:
    assert len(clean(text).plain) == len(text)


@CASES
@given(any_text | soup, st.none() | st.text(max_size=20))
def test_parse_says_nothing_that_the_text_does_not(text: str, unit: str | None) -> None:
    found = parse.parse(text, filename="16-4-2024.txt", unit=unit)
    for spans in found.spans.values():
        assert all(0 <= start <= end <= len(text) for start, end in spans)
    for official in found.officials:
        start, end = official.span
        assert 0 <= start <= end <= len(text)


@CASES
@given(any_text | soup)
def test_a_record_comes_back_as_it_was(text: str) -> None:
    found = parse.parse(text, filename=None, unit=None)
    values = json.loads(json.dumps(plain(found)))
    del values["text"]
    assert plain(from_record(values, text)) == plain(found)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@CASES
@given(st.data())
def test_a_record_that_rots_is_refused(data: st.DataObject) -> None:
    values = plain(parse.parse(notes.text(3), filename=None, unit=None))
    del values["text"]
    name = data.draw(st.sampled_from(sorted(values)))
    values[name] = data.draw(json_values)
    with suppress(ValueError):
        unpack("id", _packed(values), notes.text(3), (), "{}")


def _packed(values: object) -> bytes:
    import zlib

    return zlib.compress(json.dumps(values).encode())


@CASES
@given(st.binary(max_size=200))
def test_bytes_that_are_no_row(data: bytes) -> None:
    for read in (lambda: unpack_text(data, "0"), lambda: unpack("id", data, "", (), "{}")):
        with pytest.raises(ValueError):  # noqa: PT011  of zlib, json or hashes
            read()


@CASES
@given(queries | any_text, soup)
def test_queries(typed: str, text: str) -> None:
    try:
        query = parse_query(typed, today=date(2024, 5, 2))
    except UsageError:
        return
    spans = highlights(query, text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    snippet(text, spans)


@pytest.fixture(scope="module")
def index_bytes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, bytes]:
    folder = tmp_path_factory.mktemp("fuzz") / "index"
    index = WhooshIndex(folder)
    index.update((meeting(key, f"giao ban họp {key}") for key in range(20)), (), 1)
    index.close()
    segment = next(folder.glob("*.seg"))
    return segment, segment.read_bytes(), (folder / stamp.NAME).read_bytes()


@CASES
@given(st.data())
def test_index_files(index_bytes: tuple[Path, bytes, bytes], data: st.DataObject) -> None:
    """A segment whose checksum fits, though its bytes are none that we wrote."""
    segment, whole, stamped = index_bytes
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.binary(min_size=1, max_size=40))
    segment.write_bytes(whole[:at] + other + whole[at + len(other) :])
    (segment.parent / stamp.NAME).write_bytes(stamped)
    known = stamp.read(segment.parent)
    file = known.segments[0]
    fitting = stamp.segment_file(segment, documents=file.documents, words=file.words)
    stamp.write(segment.parent, stamp.Stamp(known.generation, known.analysis, (fitting,)))
    with suppress(IndexDamaged):
        index = WhooshIndex(segment.parent)
        try:
            index.keys(asked("giao ban -họp"))
            index.variants("giao", 5)
        finally:
            index.close()


@CASES
@given(st.binary(max_size=300))
def test_bytes_that_are_no_pickle_of_ours(data: bytes) -> None:
    import io

    with suppress(Exception):  # the engine turns all of them into damage
        value = _unpickled(io.BytesIO(data))
        assert _is_plain(value)


def _is_plain(value: object) -> bool:
    """Whether a value is made of plain values only."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, [*value, *value.values()]))
    return value is None or isinstance(value, (bool, int, float, complex, str, bytes, bytearray))
