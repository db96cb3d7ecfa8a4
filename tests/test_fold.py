"""Keys of words: what search forgets, what it keeps, and what a typed word may mean."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.text.fold import (
    base,
    begins,
    compatible,
    keys,
    marked_key,
    parted,
    plain_key,
    respelled,
    spelled,
    tokens,
    unmarked,
)

SYLLABLES = [
    f"{onset}{rime}"
    for onset in ("", "b", "đ", "gh", "gi", "qu", "ngh", "tr", "x")
    for rime in ("à", "ại", "ảo", "ắc", "ẩm", "én", "ỉ", "ượng", "uyễn", "oà", "uỷ", "ưa", "yết")
]
words = st.sampled_from(SYLLABLES) | st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÀÁẢÃẠẦẾỞỰỲĐ0123456789'éñßǅİ", min_size=1, max_size=8
)


@pytest.mark.parametrize(
    ("word", "marked", "plain"),
    [
        ("Đảng", "đangR", "dang"),
        ("Ðảng", "đangR", "dang"),
        ("ðảng", "đangR", "dang"),
        ("uỷ", "uyR", "uy"),
        ("ỦY", "uyR", "uy"),
        ("hoà", "hoaF", "hoa"),
        ("hòa", "hoaF", "hoa"),
        ("qúy", "quyS", "quy"),
        ("quý", "quyS", "quy"),
        ("gìa", "giaF", "gia"),
        ("đọan", "đoanJ", "doan"),
        ("huyện", "huyênJ", "huyen"),
        ("nghiễn", "nghiênX", "nghien"),
        ("đường", "đươngF", "duong"),
        ("05", "5", "5"),
        ("000", "0", "0"),
        ("café", "cafeS", "cafe"),
        ("2024", "2024", "2024"),
    ],
)
def test_keys_of_a_word(word: str, marked: str, plain: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, word)
        assert (marked_key(written), plain_key(written)) == (marked, plain)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kinh tế - xã hội", ["kinh", "têS", "xaX", "hôiJ"]),
        ("kinh tế—xã\u00a0hội", ["kinh", "têS", "xaX", "hôiJ"]),
        ("“Dân vận khéo”", ["dân", "vânJ", "kheoS"]),
        ("Ban Chấp hành T.Ư Đảng", ["ban", "châpS", "hanhF", "tw", "đangR"]),
        ("BCH TƯ, TW, T.W", ["bch", "tw", "tw", "tw"]),
        ("TƯ TƯỞNG", ["tư", "tươngR"]),
        ("ĐẦU TƯ CÔNG", ["đâuF", "tư", "công"]),
        ("thứ tư, riêng tư", ["thưS", "tư", "riêng", "tư"]),
        ("29-KH/TU", ["29", "kh", "tu^"]),
        ("BAN CHẤP HÀNH TU", ["ban", "châpS", "hanhF", "tu"]),
        ("HUYEN UY", ["huyen", "uy"]),
        ("khóa XII, XIII", ["khoaS", "xii", "xiii"]),
        ("U.B.N.D xã", ["ubnd", "xaX"]),
        ("16.4.2024", ["16", "4", "2024"]),
        ("snake_case", ["snake", "case"]),
        ("đ/c H'Yim", ["đ", "c", "h", "yim"]),
        ("nhân dân.Tăng cường", ["nhân", "dân", "tăng", "cươngF"]),
        ("…", []),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert list(keys(text)) == expected


def test_tokens_cut_the_words_out_of_the_text() -> None:
    text = "  Đ/c Lê\u00a0Văn A - UBND (T.Ư) …"
    assert [text[start:end] for _, start, end in tokens(text)] == [
        "Đ", "c", "Lê", "Văn", "A", "UBND", "T.Ư",
    ]  # fmt: skip
    assert tokens(text, 5, 9) == [token for token in tokens(text) if token.start in range(5, 9)]


@pytest.mark.parametrize(
    ("typed", "word", "may_mean"),
    [
        ("dang", "đảng", True),
        ("đang", "đảng", True),
        ("đảng", "đảng", True),
        ("đàng", "đảng", False),
        ("dảng", "đảng", True),
        ("dẳng", "đảng", False),
        ("huyen", "huyện", True),
        ("huyên", "huyện", True),
        ("huyẹn", "huyện", True),
        ("chính", "chỉnh", False),
        ("ban", "bàn", True),
        ("bàn", "ban", False),
        ("thuy", "thui", False),
        ("d", "đ", True),
        ("đ", "d", False),
        ("ngheo", "nghe", False),
    ],
)
def test_what_is_typed_with_a_mark_must_match(typed: str, word: str, may_mean: bool) -> None:
    assert compatible(marked_key(typed), marked_key(word)) is may_mean


def test_capitals_that_bind_match_capitals_only() -> None:
    typed, text = keys("của TU"), keys("TU, tu, tư")
    assert [compatible(typed[1], word) for word in text] == [True, False, False]
    assert [compatible("tu", word) for word in text] == [True, True, True]


@pytest.mark.parametrize(
    ("typed", "word", "may_begin"),
    [("th", "thuế", True), ("thư", "thường", True), ("thư", "thuế", False), ("kế", "kệ", False),
     ("nghe", "ngh", False)],
)  # fmt: skip
def test_the_beginning_of_a_word(typed: str, word: str, may_begin: bool) -> None:
    assert begins(marked_key(typed), marked_key(word)) is may_begin


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("kỷ", "kỉ"), ("kì", "kỳ"), ("lý", "lí"), ("mĩ", "mỹ"), ("sỹ", "sĩ"), ("tỷ", "tỉ"),
        ("vĩ", "vỹ"), ("quý", "quí"), ("ky", "ki"), ("hy", "hi"),
        ("y", None), ("tay", None), ("ngày", None), ("thúy", None), ("nghỉ", None), ("chị", None),
        ("kia", None), ("quyết", None),
    ],
)  # fmt: skip
def test_i_and_y(word: str, other: str | None) -> None:
    assert respelled(marked_key(word)) == (marked_key(other) if other else None)


@pytest.mark.parametrize(
    "word",
    [
        "ủy",
        "hòa",
        "quý",
        "giá",
        "gì",
        "già",
        "quyết",
        "thuở",
        "thủy",
        "người",
        "nghiễn",
        "hoàn",
        "đường",
        "khỏe",
        "ngoài",
        "đảng",
        "huyện",
        "mía",
        "của",
        "nghĩa",
        "xã",
        "chuyển",
        "thúy",
        "ruộng",
        "chị",
        "yếu",
        "2024",
        "ubnd",
    ],
)
def test_a_key_is_spelled_as_offices_write_it(word: str) -> None:
    assert spelled(marked_key(word)) == word


def test_an_abbreviation_is_spelled_in_capitals() -> None:
    assert spelled(keys("của TU")[1]) == "TU"


@given(words)
def test_folding_is_idempotent(word: str) -> None:
    key = plain_key(word)
    assert plain_key(key) == key == unmarked(key)


@pytest.mark.parametrize("syllable", SYLLABLES)
def test_a_spelled_key_folds_to_itself(syllable: str) -> None:
    key = marked_key(syllable)
    assert marked_key(spelled(key)) == key


@given(words, st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_the_unicode_form_does_not_matter(word: str, form: Literal["NFC", "NFD", "NFKC"]) -> None:
    assert marked_key(unicodedata.normalize(form, word)) == marked_key(
        unicodedata.normalize("NFC" if form != "NFKC" else form, word)
    )


@given(words)
def test_a_word_may_be_typed_plain_or_with_some_of_its_marks(word: str) -> None:
    key = marked_key(word)
    assert compatible(key, key)
    assert compatible(unmarked(key), key)
    assert compatible(key.rstrip("FSRXJ"), key)


@given(st.text(max_size=60))
def test_any_text_has_tokens_in_order(text: str) -> None:
    found = tokens(text)
    assert all(token.start < token.end and token.key for token in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_letters_lose_their_marks() -> None:
    assert "".join(base(letter) for letter in "ăâđêôơưáỹ") == "aadeoouay"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hliang", ("h", "liang")),
        ("kbrêl", ("k", "brêl")),
        ("hyim", ("h", "yim")),
        ("mgar", ("m", "gar")),
        ("khoe", None),
        ("nghiem", None),
        ("giang", None),
        ("huong", None),
        ("ubnd", None),
        ("ntm", None),
    ],
)
def test_parts_a_name_that_was_typed_without_its_apostrophe(
    typed: str, words: tuple[str, str] | None
) -> None:
    assert parted(typed) == words
