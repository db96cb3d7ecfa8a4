"""Makes the committed files of other formats out of sample reports in plain text.

    pip install fpdf2; python -m tests.formats.make_binaries

Into sample_corpus/khac-dinh-dang/ those that every giaoban reads, into tests/formats/binary/ PDF
and old Word files. Needs fpdf2, the fonts DejaVu and LibreOffice, which tests do without: what it
made is committed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from giaoban_cli.sources import read
from tests.formats import portals
from tests.formats.office import docx, mht, printed, rtf
from tests.formats.parts import CORPUS, LIMIT, Parts, taken_apart

HERE = Path(__file__).parent / "binary"
DAY = datetime(2024, 5, 2, tzinfo=UTC)
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"

SAMPLES = (
    "huyen-uy-khe-linh/2023-h1-so-ket.txt",
    "huyen-uy-khe-linh/2024-07-thong-bao-ket-luan.txt",
    "huyen-uy-ea-mnga/2018-q1-giao-ban-dan-van.txt",
)


def others() -> dict[str, bytes]:
    """Reports of the sample corpus as other offices keep them."""

    def parts(name: str) -> Parts:
        text = read(str(CORPUS / "huyen-uy-khe-linh" / f"{name}.txt"), limit=LIMIT).text
        assert text
        return taken_apart(text)

    return {
        "2023-h1-so-ket.html": portals.nukeviet(parts("2023-h1-so-ket")).encode(),
        "2018-thang-9-giao-ban.htm": portals.tables(parts("2018-thang-9-giao-ban")).encode(
            "utf-16"
        ),
        "2023-9-thang-giao-ban.mht": mht(
            portals.wordpress(parts("2023-9-thang-giao-ban")), portals.ADDRESS
        ),
        "2025-06-hoi-nghi-tong-ket.docx": docx(parts("2025-06-hoi-nghi-tong-ket")),
        "2024-01-giao-ban-quy-iv.rtf": rtf(parts("2024-01-giao-ban-quy-iv")),
    }


def pdf(lines: tuple[str, ...], to: Path, *, password: str | None = None) -> None:
    """Print lines on A4, justified, with the number of each page at its foot."""
    import fpdf  # type: ignore[import-not-found,import-untyped,unused-ignore]

    class Paper(fpdf.FPDF):  # type: ignore[misc,unused-ignore]
        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 10, str(self.page_no()), align="C")

    paper: Any = Paper()
    paper.set_creation_date(DAY)
    paper.add_font("Serif", fname=FONT)
    paper.set_font("Serif", size=12)
    if password:
        paper.set_encryption(owner_password=password, user_password=password)
    paper.add_page()
    for line in lines:
        paper.multi_cell(0, 7, line, align="J", new_x="LMARGIN", new_y="NEXT")
        paper.ln(2)
    paper.output(to)


def scan(to: Path) -> None:
    """A page without a letter: a line across it, as a scanner's picture would be."""
    import fpdf

    paper: Any = fpdf.FPDF()
    paper.set_creation_date(DAY)
    paper.add_page()
    paper.line(10, 10, 200, 280)
    paper.output(to)


def doc(data: bytes, to: Path) -> None:
    """A Word document as Word 97 would save it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, to.with_suffix(".docx").name)
        source.write_bytes(data)
        settings = f"-env:UserInstallation={Path(folder, 'settings').as_uri()}"
        words = ["soffice", settings, "--headless", "--convert-to", "doc:MS Word 97"]
        subprocess.run([*words, "--outdir", to.parent, source], check=True)


def main() -> int:
    """Make all of them."""
    HERE.mkdir(exist_ok=True)
    for sample in SAMPLES:
        text = read(str(CORPUS / sample), limit=LIMIT).text
        assert text
        parts = taken_apart(text)
        name = Path(sample).stem
        pdf(printed(parts), HERE / f"{name}.pdf")
        doc(docx(parts), HERE / f"{name}.doc")
    for file, data in others().items():
        (CORPUS / "khac-dinh-dang" / file).write_bytes(data)
    pdf(("Báo cáo mật",), HERE / "locked.pdf", password="khelinh")
    scan(HERE / "scan.pdf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
