"""Texts from before Unicode, and those that were read wrongly on their way: found, or refused."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban_cli.data import table
from giaoban_cli.models import plain
from giaoban_cli.parse import parse
from giaoban_cli.sources import encoding_name
from giaoban_cli.text.decode import NAMED, Decoded, UnknownEncoding, decode, mended, name_of
from giaoban_cli.text.decode.fonts import encoding_of, shown
from giaoban_cli.text.decode.legacy import PASTED
from giaoban_cli.text.decode.syllables import is_legal
from tests.legacy import ENCODERS, cp1258, pasted, tcvn3, vni
from tests.running import Giaoban
from tests.test_linear import ALLOWED, LINE, growth

CORPUS = Path(__file__).parent.parent / "sample_corpus"
LEAD = "Sáng ngày 16/4, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban quý I năm 2009."

NAMES = tuple(ENCODERS)
ROUNDS = settings(max_examples=200, deadline=None)


@cache
def reports() -> tuple[str, ...]:
    return tuple(decode(path.read_bytes()).text for path in sorted(CORPUS.rglob("*.txt")))


WORDS = sorted(
    {
        word
        for text in reports()
        for word in re.findall(r"[^\W\d_]+", text)
        if not word.isascii() and is_legal(word) and word.lower()[1:] == word[1:]
    }
)
words = st.lists(st.sampled_from(WORDS), min_size=8, max_size=60, unique=True).map(" ".join)
small = words.map(str.lower)  # TCVN3 has no capital letters with a tone


class TestTables:
    @pytest.mark.skipif(shutil.which("iconv") is None, reason="needs iconv, which is not here")
    def test_tcvn3_is_what_iconv_knows(self) -> None:
        known = subprocess.run(["iconv", "-l"], capture_output=True, text=True, check=True)
        if "TCVN-5712" not in known.stdout:
            pytest.skip("this iconv does not know TCVN-5712")
        for byte in range(0xA1, 0x100):
            told = subprocess.run(
                ["iconv", "-f", "TCVN-5712", "-t", "UTF-8"],
                input=bytes([byte]) + b" ",
                capture_output=True,
                check=True,
            )
            assert PASTED["tcvn3"](f"{chr(byte)} ") == told.stdout.decode()

    def test_every_letter_has_its_code(self) -> None:
        letters = [letter for letter, _, code in table("encodings") if code]
        assert len(letters) == len(set(letters)) == 134
        assert all(PASTED["vni"](pasted(vni(letter))) == letter for letter in letters)
        assert all(PASTED["cp1258"](pasted(cp1258(letter))) == letter for letter in letters)


class TestSyllables:
    def test_words_of_reports_are_legal(self) -> None:
        """All but short forms, names of other tongues and slips."""
        found = [
            word
            for text in reports()
            for word in re.findall(r"[^\W\d_]+", text)
            if not word.isascii()
        ]
        assert sum(map(is_legal, found)) > 0.97 * len(found)

    @pytest.mark.parametrize(
        "words",
        ["nghiệp giữa quyết khuếch xoong", "gì ỷ Ủy ỦY uỷ", "yến ngoằn ngoèo"],
    )
    def test_rare_words_are_legal(self, words: str) -> None:
        assert all(map(is_legal, words.split()))

    @pytest.mark.parametrize(
        "words",
        ["ngê kàn cề gé ghà ngiên", "đươc giât thàch", "fáp zậy", "HuyƯn nh©n caùc baïn Uû"],
    )
    def test_what_no_syllable_is(self, words: str) -> None:
        assert not any(map(is_legal, words.split()))


class TestRoundTrips:
    @pytest.mark.parametrize("name", NAMES)
    def test_bytes(self, name: str) -> None:
        @ROUNDS
        @given(small if name == "tcvn3" else words)
        def check(text: str) -> None:
            decoded = decode(ENCODERS[name](text))
            assert (decoded.text, decoded.encoding) == (text, name)

        check()

    @pytest.mark.parametrize("name", ["tcvn3", "vni"])
    def test_pasted_into_unicode(self, name: str) -> None:
        @ROUNDS
        @given(small if name == "tcvn3" else words)
        def check(some: str) -> None:
            text = f"đảng bộ được {some}"  # words of which every report has one
            decoded = decode(pasted(ENCODERS[name](text)).encode())
            assert decoded.text == text
            assert decoded.encoding == f"utf-8+{name}"

        check()

    @ROUNDS
    @given(words)
    def test_utf_8_taken_for_cp1252(self, text: str) -> None:
        decoded = decode(pasted(text.encode()).encode())
        assert (decoded.text, decoded.encoding) == (text, "utf-8+cp1252")

    @pytest.mark.parametrize("name", NAMES)
    def test_a_paragraph_within_utf_8(self, name: str) -> None:
        @ROUNDS
        @given(small, words, words, st.booleans())
        def check(some: str, before: str, after: str, as_bytes: bool) -> None:
            old = f"đảng bộ được {some}"
            piece = ENCODERS[name](old)
            as_bytes = as_bytes or name == "cp1258"  # half of its letters are those of cp1252
            middle = piece if as_bytes else pasted(piece).encode()
            decoded = decode(b"\n\n".join([before.encode(), middle, after.encode()]))
            assert decoded.text == f"{before}\n\n{old}\n\n{after}"

        check()

    @ROUNDS
    @given(words, st.sampled_from(["© 2024 ", "35°C, ", "El Niño, ", "«", "·Tin ", "Wał\xadęsa "]))
    def test_unicode_with_foreign_signs_is_left_alone(self, text: str, sign: str) -> None:
        decoded = decode((sign + text).encode())
        assert (decoded.text, decoded.encoding) == (sign + text, "utf-8")


def record(text: str) -> dict[str, Any]:
    """What is read from a text, spans and text aside, in small letters of one spelling."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: bare(v) for key, v in value.items() if key not in ("span", "spans", "text")
            }
        if isinstance(value, list):
            return [bare(item) for item in value]
        return value.lower().replace("uỷ", "ủy") if isinstance(value, str) else value

    found: dict[str, Any] = bare(plain(parse(text)))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_report_gives_the_same_record_in_every_encoding(name: str) -> None:
    tried = 0
    for report in reports():
        text = re.sub(r"[«»\u200b\xad\uf02d]", " ", report)
        try:
            data = ENCODERS[name](text)
        except UnicodeEncodeError:
            continue
        tried += 1
        decoded = decode(data)
        assert decoded.encoding == name
        assert record(decoded.text) == record(text)
        if name != "cp1258":  # half of its letters are those of cp1252
            assert record(mended(pasted(data)).text) == record(text)
    assert tried > 25


class TestTcvn3:
    def test_pasted_a_soft_hyphen_is_a_letter(self) -> None:
        text = "Uû ban nh©n d©n x· h­íng dÉn ph­¬ng ¸n sö dông ®Êt."
        assert mended(text).text == "Uỷ ban nhân dân xã hướng dẫn phương án sử dụng đất."

    def test_capitals_between_capitals_are_brought_back(self) -> None:
        decoded = decode(tcvn3("HỘI NGHỊ GIAO BAN QUÝ I\n" + LEAD))
        assert decoded.text.startswith("HỘI NGHỊ GIAO BAN QUÝ I\n")
        assert decoded.warnings == ()

    def test_a_name_has_its_capital_again(self) -> None:
        small = "đồng chí Nguyễn Thị ánh, Bí thư; ông Nông ích Thuận; Thành ủy - Huyện ủy Tạ ở"
        assert decode(tcvn3(small)).text == small.replace("ánh", "Ánh").replace("ích", "Ích")

    def test_a_heading_in_a_font_of_capitals_stays_small_and_is_told(self) -> None:
        small = "thông báo\n\n" + LEAD
        for data in (tcvn3(small), pasted(tcvn3(small)).encode()):
            decoded = decode(data)
            assert decoded.text == small.replace("Ủy", "Uỷ")
            assert decoded.warnings == ("lost_capitals",)

    def test_a_font_tells_encoding_and_capitals(self) -> None:
        assert shown("th«ng b¸o", ".VnTimeH") == "THÔNG BÁO"
        assert shown("Th«ng b¸o", ".VnTime") == "Thông báo"
        assert shown("Thoâng baùo", "VNI-Times") == "Thông báo"
        assert shown("Thông báo", "Times New Roman") == "Thông báo"
        assert [encoding_of(f) for f in (".VnArialH", "VNI-Helve", "Arial", "Vnese")] == [
            "tcvn3",
            "vni",
            None,
            None,
        ]


class TestMojibake:
    def test_what_windows_lost_is_brought_back_where_it_can_be(self) -> None:
        seen = pasted("Đảng ủy xã và toàn dân làm đường".encode())
        assert "\xa0" in seen
        assert "\x90" in seen
        worn = seen.replace("\xa0", " ").replace("\x90", "")
        assert mended(worn).text == "Đảng ủy xã và toàn dân làm đường"

    def test_what_it_lost_for_good_is_told(self) -> None:
        found = mended(pasted("Về việc điều hành hội nghị ở huyện".encode()).replace("\x81", ""))
        assert found.text == "V\ufffd việc đi\ufffdu hành hội nghị ở huyện"
        assert found.warnings == ("lost_characters",)


class TestDoubt:
    @pytest.mark.parametrize("name", NAMES)
    def test_three_words_are_enough(self, name: str) -> None:
        data = ENCODERS[name]("Giao ban huyện quý một, thường kỳ")
        assert decode(data).text == "Giao ban huyện quý một, thường kỳ"

    def test_one_word_is_not_and_the_likeliest_is_named(self) -> None:
        with pytest.raises(UnknownEncoding) as caught:
            decode(tcvn3("huyện"))
        assert caught.value.best == "tcvn3"

    @pytest.mark.parametrize(
        "text",
        ["Déjà vu à Genève, où l'élève français mangeait", "Größe und Übermaß, schöne Grüße"],
        ids=["French", "German"],
    )
    def test_other_tongues_are_not_taken_for_vietnamese(self, text: str) -> None:
        with pytest.raises(UnknownEncoding):
            decode(text.encode("cp1252"))
        assert decode(text.encode()).text == text

    def test_the_user_decides(self) -> None:
        assert decode(tcvn3("Việt"), "abc").text == "Việt"
        assert decode(vni("Việt"), "vni").text == "Việt"
        assert decode(pasted(tcvn3("Việt")).encode(), "tcvn3") == Decoded("Việt", "tcvn3")


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("UTF8", "utf-8"),
            ("ABC", "tcvn3"),
            ("TCVN-5712", "tcvn3"),
            ("VNI-Windows", "vni"),
            ("windows-1258", "cp1258"),
            ("latin-1", "iso8859-1"),
        ],
    )
    def test_an_encoding_has_many(self, typed: str, name: str) -> None:
        assert encoding_name(typed) == name

    @pytest.mark.parametrize("typed", ["", "tcvn-2050", "rot13", "hex", "a\0b"])
    def test_what_is_none(self, typed: str) -> None:
        assert name_of(typed) is None

    def test_those_users_are_told_of_are_known(self) -> None:
        assert [name_of(name) for name in NAMED] == list(NAMED)


class TestIngest:
    def test_the_encoding_is_in_the_record(self, tmp_path: Path) -> None:
        report = tmp_path / "giao-ban.txt"
        report.write_bytes(vni(LEAD))
        giaoban = Giaoban(tmp_path / "home")
        assert giaoban("ingest", report).code == 0
        record = giaoban("show", report, "--format", "json").json
        assert record["source"]["encoding"] == "vni"
        assert record["text"] == LEAD

    def test_a_file_in_doubt_fails_naming_the_likeliest_and_the_user_decides(
        self, tmp_path: Path
    ) -> None:
        report = tmp_path / "giao-ban.txt"
        report.write_bytes(tcvn3("Giao ban huyện 16/4/2009"))
        giaoban = Giaoban(tmp_path / "home")
        ran = giaoban("ingest", report)
        assert ran.code == 3
        assert "--encoding tcvn3" in ran.out
        assert giaoban("ingest", "--encoding", "abc", report).code == 0
        record = giaoban("show", report, "--format", "json").json
        assert (record["text"], record["source"]["encoding"]) == (
            "Giao ban huyện 16/4/2009",
            "tcvn3",
        )
        again = giaoban("ingest", "--encoding", "tcvn3", "--format", "json", report).json
        assert again["unchanged"] == 1

    def test_a_wrong_name_lists_the_right_ones(self, tmp_path: Path) -> None:
        report = tmp_path / "giao-ban.txt"
        report.write_bytes(vni(LEAD))
        giaoban = Giaoban(tmp_path / "home")
        ran = giaoban("ingest", "--encoding", "vietware", report)
        assert ran.code == 2
        assert all(name in ran.err for name in NAMED)
        ran = giaoban("ingest", "--encoding", "utf-8", report)
        assert ran.code == 3
        assert "utf-8" in ran.out


@pytest.mark.parametrize(
    "piece",
    ["Ho¹t ®éng ", "caùc baïn ", "Huyá»‡n á»§y ", "HéI NGHÞ ", "Ã a ", "©", "¸nh NguyÔn ThÞ ¸nh, "],
    ids=str.strip,
)
def test_a_long_line_is_read_at_linear_cost(piece: str) -> None:
    assert growth(mended, [piece], 4 * LINE) < ALLOWED
