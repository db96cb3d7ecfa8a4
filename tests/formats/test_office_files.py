"""What is read of documents of Word and of PDF, and what is said of those that cannot be read."""

from __future__ import annotations

import builtins
import shutil
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.errors import SkippedFile, UnreadableFile
from giaoban_cli.sources import read
from giaoban_cli.sources.pdf import flowing
from tests.faults import documents
from tests.formats.office import W, p, package, table, zipped
from tests.formats.parts import LIMIT

COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BINARY = Path(__file__).parent / "binary"


def text_of(tmp_path: Path, data: bytes, name: str = "a.docx") -> str:
    (tmp_path / name).write_bytes(data)
    return read(str(tmp_path / name), limit=LIMIT).text or ""


def reason(tmp_path: Path, data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as error:
        text_of(tmp_path, data, name)
    return error.value.key


def run(inside: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{inside}</w:r></w:p>"


class TestWord:
    def test_paragraphs_are_lines(self, tmp_path: Path) -> None:
        assert (
            text_of(tmp_path, package(p("Giao ban") + p("") + p("Sơ kết")))
            == "Giao ban\n\nSơ kết\n"
        )

    def test_a_table_with_lines_tells_figures_row_by_row(self, tmp_path: Path) -> None:
        rows = [[["Xã"], ["Đảng viên"]], [["Rào Vạc"], ["12"]], [["Khê Thượng"], [""]]]
        found = text_of(tmp_path, package(table(rows, lined=True)))
        assert found.split("\n")[:3] == ["Xã\tĐảng viên", "Rào Vạc\t12", "Khê Thượng"]

    def test_a_table_without_lines_parts_the_page_column_by_column(self, tmp_path: Path) -> None:
        rows = [
            [["HUYỆN ỦY KHÊ LĨNH"], ["ĐẢNG CỘNG SẢN VIỆT NAM"]],
            [["*", "Số 215-TB/HU"], ["Khê Lĩnh, ngày 09 tháng 7 năm 2024"]],
        ]
        found = text_of(tmp_path, package(table(rows, lined=False)))
        assert found.split("\n")[:5] == [
            "HUYỆN ỦY KHÊ LĨNH",
            "*",
            "Số 215-TB/HU",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Khê Lĩnh, ngày 09 tháng 7 năm 2024",
        ]

    def test_a_header_stands_first_and_its_page_number_nowhere(self, tmp_path: Path) -> None:
        header = f'<w:hdr xmlns:w="{W}">{p("Văn phòng Huyện ủy")}{p("12")}</w:hdr>'
        found = text_of(tmp_path, package(p("Giao ban"), header1=header, header2=header))
        assert found == "Văn phòng Huyện ủy\n\nGiao ban\n"

    def test_numbers_that_word_sets_are_read(self, tmp_path: Path) -> None:
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, format_, text in (
                (0, "upperRoman", "%1."),
                (1, "decimal", "%2."),
                (2, "lowerLetter", "%3)"),
                (3, "bullet", "\uf0b7"),
            )
        )
        numbering = (
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
        )
        styles = (
            f'<w:styles xmlns:w="{W}"><w:style w:styleId="Muc"><w:pPr><w:numPr>'
            '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
        )

        def item(text: str, level: int) -> str:
            return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

        body = (
            p("Kết quả", '<w:pStyle w:val="Muc"/>')
            + item("kết nạp", 1)
            + item("kiểm tra", 1)
            + item("xã", 2)
            + item("huyện", 2)
            + item("còn lại", 3)
            + item("Nhiệm vụ", 0)
            + item("sáp nhập", 1)
        )
        found = text_of(tmp_path, package(body, numbering=numbering, styles=styles))
        assert [line for line in found.split("\n") if line] == [
            "I. Kết quả",
            "1. kết nạp",
            "2. kiểm tra",
            "a) xã",
            "b) huyện",
            "- còn lại",
            "II. Nhiệm vụ",
            "1. sáp nhập",
        ]

    @pytest.mark.parametrize(
        "unseen",
        [
            "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>",
            "<w:p><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom></w:p>",
            "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
            run("<w:t>ẩn</w:t>", "<w:vanish/>"),
            f"<mc:Fallback {COMPATIBLE}><w:p><w:r><w:t>bản sao</w:t></w:r></w:p></mc:Fallback>",
        ],
    )
    def test_what_nobody_sees_is_left(self, tmp_path: Path, unseen: str) -> None:
        assert text_of(tmp_path, package(p("Giao ban") + unseen)).split() == ["Giao", "ban"]

    def test_signs_are_letters(self, tmp_path: Path) -> None:
        inside = (
            "<w:t>Số</w:t><w:tab/><w:t>05</w:t><w:noBreakHyphen/><w:t>CT</w:t><w:br/><w:t>x</w:t>"
        )
        assert text_of(tmp_path, package(run(inside))) == "Số\t05-CT\nx\n"

    def test_old_fonts_are_read_as_they_show(self, tmp_path: Path) -> None:
        inside = "<w:t>Huyện uû Khª LÜnh</w:t>".replace("Huyện", "huyÖn")
        capitals = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
        assert text_of(tmp_path, package(run(inside, capitals))) == "HUYỆN UỶ KHÊ LĨNH\n"

    @pytest.mark.parametrize(
        ("make", "key"),
        [
            (documents.word_bomb, "file.bomb"),
            (documents.billion_laughs, "file.document_type"),
            (documents.external_entities, "file.document_type"),
            (documents.external_relations, "file.damaged"),
            (documents.deep_word, "file.bomb"),
            (lambda: package("<w:tbl><w:tr><w:tc>" * 500), "file.too_deep"),
            (lambda: package(p("Giao ban") + "<w:p>"), "file.damaged"),
            (lambda: package(p("Giao ban"))[:900], "file.damaged"),
        ],
    )
    def test_a_document_made_to_do_harm_is_refused(
        self, tmp_path: Path, make: Any, key: str
    ) -> None:
        assert reason(tmp_path, make(), "a.docx") == key

    def test_an_encrypted_document_is_told(self, tmp_path: Path) -> None:
        data = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le")
        )
        assert reason(tmp_path, data, "a.docx") == "file.encrypted"

    def test_another_zip_file_is_no_document(self, tmp_path: Path) -> None:
        data = zipped({"xl/workbook.xml": b"<x/>"})
        with pytest.raises(SkippedFile):
            text_of(tmp_path, data, "a.txt")
        assert reason(tmp_path, data, "a.docx") == "file.damaged"


class TestOldWord:
    def test_without_a_program_the_error_names_them(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shutil, "which", lambda _: None)
        data = next(BINARY.glob("*.doc")).read_bytes()
        with pytest.raises(UnreadableFile) as error:
            text_of(tmp_path, data, "a.doc")
        assert error.value.key == "file.needs_program"
        assert "antiword" in str(error.value.details["programs"])

    @pytest.mark.parametrize("says", ["exit 1", "sleep 60", "true"])
    def test_a_program_that_fails_is_no_program(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
    ) -> None:
        monkeypatch.setattr("giaoban_cli.sources.doc.PATIENCE", 0.5)
        program = tmp_path / "antiword"
        program.write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        only = {"antiword": str(program)}
        monkeypatch.setattr(shutil, "which", only.get)
        data = next(BINARY.glob("*.doc")).read_bytes()
        assert reason(tmp_path, data, "a.doc") == "file.damaged"

    def test_rich_text_under_its_name_is_read(self, tmp_path: Path) -> None:
        data = rb"{\rtf1\ansi Giao ban\par {\trowd X\'e3\cell 12\cell\row}}"
        (tmp_path / "a.doc").write_bytes(data)
        document = read(str(tmp_path / "a.doc"), limit=LIMIT)
        assert document.format == "rtf"
        assert (document.text or "").split() == ["Giao", "ban", "Xã", "12"]

    def test_a_locked_document_is_told(self, tmp_path: Path) -> None:
        data = bytearray(next(BINARY.glob("*.doc")).read_bytes())
        at = data.index(b"\xec\xa5")
        data[at + 11] |= 1
        assert reason(tmp_path, bytes(data), "a.doc") == "file.encrypted"


class TestPdf:
    def test_a_scan_is_told(self, tmp_path: Path) -> None:
        assert reason(tmp_path, (BINARY / "scan.pdf").read_bytes(), "a.pdf") == "file.scan"

    def test_an_encrypted_one_is_told(self, tmp_path: Path) -> None:
        data = (BINARY / "locked.pdf").read_bytes()
        assert reason(tmp_path, data, "a.pdf") == "file.encrypted"

    def test_a_broken_one_is_told(self, tmp_path: Path) -> None:
        assert reason(tmp_path, documents.broken_pdf(), "a.pdf") == "file.damaged_pdf"

    def test_without_the_extra_the_error_names_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = builtins.__import__

        def without(name: str, *rest: Any) -> Any:
            if name == "pypdf":
                raise ImportError(name)
            return real(name, *rest)

        monkeypatch.setattr(builtins, "__import__", without)
        assert reason(tmp_path, (BINARY / "scan.pdf").read_bytes(), "a.pdf") == "file.needs_pdf"

    def test_lines_that_fill_the_page_run_on(self) -> None:
        page = [
            "Sáng 16/4/2024, Huyện ủy Khê Lĩnh tổ chức hội nghị giao",
            "ban quý I.",
            "- Giao Ban Tổ chức Huyện ủy tham mưu kế hoạch đại hội chi",
            "- Giao Văn phòng.",
        ]
        assert flowing([page]).split("\n")[:3] == [f"{page[0]} {page[1]}", page[2], page[3]]

    def test_page_numbers_and_running_heads_are_left(self) -> None:
        pages = [
            ["Báo cáo của Huyện ủy", f"Nội dung thứ {word}", str(n)]
            for n, word in enumerate("abcd")
        ]
        assert flowing(pages).split("\n") == [
            "Nội dung thứ a", "Nội dung thứ b", "Nội dung thứ c", "Nội dung thứ d", "",
        ]  # fmt: skip
