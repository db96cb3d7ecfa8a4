"""A report gives the same record, spans aside, whichever format it arrives in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from giaoban_cli.sources import doc, read
from tests.formats import office, portals
from tests.formats.parts import LIMIT, SAMPLES, Parts, facts, plainly, record_of, taken_apart

BINARY = Path(__file__).parent / "binary"

PAPERS = ("thong-bao", "bien-ban", "giay-moi", "bao-cao", "ket-luan")
"""Samples whose name says so are official papers, which no portal's page takes apart."""

NEWS = tuple(s for s in SAMPLES if not any(name in s.stem for name in PAPERS))

samples = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.stem for sample in SAMPLES])
news = pytest.mark.parametrize("sample", NEWS, ids=[sample.stem for sample in NEWS])


def differences(sample: Path, made: Path) -> dict[str, tuple[object, object]]:
    """Fields that differ from those of the plain text: as they should be, as they are."""
    _, expected = plainly(sample)
    found = record_of(made, sample.name)
    return {key: (value, found[key]) for key, value in expected.items() if value != found[key]}


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def parts_of(sample: Path) -> Parts:
    return taken_apart(plainly(sample)[0])


@news
@pytest.mark.parametrize("layout", portals.PORTALS, ids=lambda layout: layout.__name__)
def test_web_pages(sample: Path, layout: portals.Layout, tmp_path: Path) -> None:
    page = written(tmp_path, "page.html", layout(parts_of(sample)).encode())
    assert differences(sample, page) == {}


@samples
def test_pages_saved_from_word(sample: Path, tmp_path: Path) -> None:
    page = written(tmp_path, "page.html", portals.word(parts_of(sample)).encode())
    assert differences(sample, page) == {}


@samples
@pytest.mark.parametrize("format_", ["docx", "rtf"])
def test_documents(sample: Path, format_: str, tmp_path: Path) -> None:
    make: Callable[[Parts], bytes] = getattr(office, format_)
    made = written(tmp_path, f"report.{format_}", make(parts_of(sample)))
    assert differences(sample, made) == {}
    assert read(str(made), limit=LIMIT).format == format_


@news
def test_web_archives(sample: Path, tmp_path: Path) -> None:
    page = portals.nukeviet(parts_of(sample))
    made = written(tmp_path, "page.mht", office.mht(page, portals.ADDRESS))
    assert differences(sample, made) == {}
    assert read(str(made), limit=LIMIT).format == "mht"


committed = pytest.mark.parametrize(
    "sample",
    [sample for sample in SAMPLES if (BINARY / f"{sample.stem}.pdf").exists()],
    ids=lambda sample: sample.stem,
)


@committed
def test_pdf(sample: Path) -> None:
    assert differences(sample, BINARY / f"{sample.stem}.pdf") == {}


@committed
@pytest.mark.parametrize("program", doc.PROGRAMS)
def test_old_word_documents(
    sample: Path, program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = shutil.which(program)
    if there is None:
        pytest.skip(f"{program} is not installed")
    only = tmp_path / program
    only.write_text(f'#!/bin/sh\nexec {there} "$@"\n', encoding="utf-8")
    only.chmod(0o755)
    monkeypatch.setattr(shutil, "which", {program: str(only)}.get)
    assert differences(sample, BINARY / f"{sample.stem}.doc") == {}


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("windows-1252", "utf-8"),
        ("utf-8", "utf-16"),
        ("utf-8", "cp1258"),
        ("x-unheard-of", "utf-8"),
    ],
)
def test_a_page_may_be_wrong_about_its_encoding(
    declared: str, encoding: str, tmp_path: Path
) -> None:
    sample = next(sample for sample in SAMPLES if sample.stem == "2023-h1-so-ket")
    page = portals.nukeviet(parts_of(sample)).replace("utf-8", declared)
    if encoding == "cp1258":
        page = "".join(map(_old_vietnamese, page))
    made = written(tmp_path, "page.html", page.encode(encoding))
    assert differences(sample, made) == {}


def _old_vietnamese(letter: str) -> str:
    """A letter as windows-1258 has it: its tone a mark of its own."""
    from unicodedata import normalize

    tones = "\u0300\u0301\u0303\u0309\u0323"
    marks = normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in tones)
    return normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tone


def test_a_page_of_frames(tmp_path: Path) -> None:
    sample = next(sample for sample in SAMPLES if sample.stem == "2023-h1-so-ket")
    (tmp_path / "page_files").mkdir()
    written(tmp_path / "page_files", "left.htm", b"<html><a href=x>Trang ch\xe1\xbb\xa7</a></html>")
    text = portals.tables(parts_of(sample)).encode()
    written(tmp_path / "page_files", "main.htm", text)
    frames = (
        '<html><frameset cols="20%,*"><frame src="page_files/left.htm">'
        '<frame src="page_files/main.htm"></frameset></html>'
    )
    assert differences(sample, written(tmp_path, "page.htm", frames.encode())) == {}


def test_a_text_named_like_a_document_is_read_as_text(tmp_path: Path) -> None:
    sample = SAMPLES[0]
    text, _ = plainly(sample)
    for name in ("a.docx", "a.pdf", "a.doc", "a.rtf", "a.mht"):
        document = read(str(written(tmp_path, name, text.encode())), limit=LIMIT)
        assert document.format == ("text" if name != "a.mht" else document.format)
        assert facts(document.text or "", sample.name) == facts(text, sample.name)
