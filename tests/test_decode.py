"""Bytes to text: what a file's encoding is, and when it is no text at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.text.decode import BinaryContent, UnknownEncoding, decode

TEXT = "Sáng 16/4, Huyện ủy Khê Lĩnh giao ban quý I.\nĐồng chí Lê Đắc Nhuận chủ trì.\n"


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32"]
)
def test_unicode_is_told_by_its_bytes(name: str) -> None:
    decoded = decode(TEXT.encode(name))
    assert decoded.text == TEXT
    assert decoded.encoding == name
    assert decoded.warnings == ()


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_a_mark_before_utf_16_is_no_part_of_the_text(mark: str) -> None:
    assert decode("\ufeff".encode(mark) + TEXT.encode(mark)).text == TEXT


def test_marks_piled_upon_a_letter_are_parted() -> None:
    """No text has them; a hundred thousand would take minutes to put into order."""
    text = decode(("a" + "\u0323\u0302" * 1000).encode()).text
    assert text.startswith("ậ")
    assert max(len(part) for part in text.split("\u034f")) <= 30
    few = "…" * 50 + "e\u0323\u0302\u0301" + "—" * 50
    assert decode(few.encode()).text == unicodedata.normalize("NFC", few)


def test_letters_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()).text == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_are_line_feeds(end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode()).text == TEXT


def test_a_character_cut_off_by_the_end_is_said_to_be_lost() -> None:
    decoded = decode("Khê Lĩnh quý".encode()[:-1])
    assert decoded.text == "Khê Lĩnh qu"
    assert decoded.warnings == ("cut_character",)


def test_an_encoding_that_is_named_is_the_only_one_tried() -> None:
    data = unicodedata.normalize("NFD", "quý").encode("cp1258", "ignore")
    assert decode(data, "windows-1258").encoding == "cp1258"
    with pytest.raises(UnknownEncoding):
        decode("Huyện ủy".encode("utf-16-le")[1:] + b"\xff\xfe\xff", "utf-8")


def test_an_encoding_nobody_knows_is_an_error() -> None:
    with pytest.raises(UnknownEncoding):
        decode(TEXT.encode(), "tcvn-2050")


def test_bytes_of_an_unknown_encoding_are_not_guessed() -> None:
    legacy = (
        "Hội nghị giao ban quý I: kết quả, nhiệm vụ".encode("latin-1", "ignore")
        + b"\xb8\xd6\xae t\xb5i"
    )
    with pytest.raises(UnknownEncoding):
        decode(legacy)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04" + b"word/document.xml" * 9,
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        bytes(range(256)) * 8,
        b"a\x00b\x01c\x00\x00\x02" * 40,
        b"\x01\x02\x03\x04 text" * 20,
    ],
    ids=["pdf", "zip", "png", "every byte", "nul bytes", "control bytes"],
)
def test_what_is_no_text_is_called_binary(data: bytes) -> None:
    with pytest.raises(BinaryContent):
        decode(data)


def test_no_bytes_are_an_empty_text() -> None:
    assert decode(b"").text == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_one_of_two_errors(data: bytes) -> None:
    try:
        text = decode(data).text
    except (BinaryContent, UnknownEncoding):
        return
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_utf_8_comes_back_as_it_was_written(text: str) -> None:
    expected = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    assert decode(text.encode()).text == expected
