"""Documents of an office around a report: Word, rich text, a web archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from io import BytesIO
from xml.sax.saxutils import escape

from tests.formats.parts import Parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINED = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "insideH", "insideV"))


def p(text: str, properties: str = "") -> str:
    """A paragraph, its words in runs as Word splits them."""
    half = len(text) // 2
    runs = "".join(
        '<w:r><w:rPr><w:sz w:val="28"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for piece in (text[:half], text[half:])
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(rows: Iterable[Sequence[Sequence[str]]], *, lined: bool) -> str:
    """A table: rows of cells of paragraphs."""
    borders = f"<w:tblBorders>{LINED}</w:tblBorders>" if lined else ""
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{''.join(map(p, cell))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{body}</w:tbl>"


def package(body: str, **others: str) -> bytes:
    """A Word document of a body; `others` are parts such as `header1`, `numbering`, `styles`."""
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATION}/{name.rstrip("0123456789")}"'
        f' Target="{name}.xml"/>'
        for number, name in enumerate(others)
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r"'
        f' Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}'
        "</Relationships>",
        **{f"word/{name}.xml": part for name, part in others.items()},
    }
    return zipped({name: part.encode() for name, part in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file, the same bytes every time."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2024, 5, 2, 8, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def printed(parts: Parts) -> tuple[str, ...]:
    """A report's lines as a page prints them, its stamp above the title."""
    stamp = (parts.stamp,) if parts.stamp else ()
    title = (parts.title,) if parts.title else ()
    return (*parts.above, *stamp, *title, *parts.paragraphs)


def docx(parts: Parts) -> bytes:
    """A report copied into Word, below a header with the number of its page."""
    header = f'<w:hdr xmlns:w="{W}">{p("2")}</w:hdr>'
    return package("".join(map(p, printed(parts))), header1=header)


def rtf(parts: Parts) -> bytes:
    """A report saved by WordPad."""
    lines = (
        "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in _escaped(line))
        for line in printed(parts)
    )
    head = r"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0\fcharset163 Times New Roman;}}\f0\fs28 "
    return (head + "\\par\r\n\r\n\\par\r\n".join(lines) + "\\par}").encode("ascii")


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")


def mht(page: str, address: str) -> bytes:
    """A page as Edge saves it: with its pictures, in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = address
    message["MIME-Version"] = "1.0"
    message.set_content(page, subtype="html", cte="quoted-printable")
    message["Content-Location"] = address
    message.make_related(boundary="----MultipartBoundary--2024")
    message.add_related(b"GIF89a", "image", "gif", cid="<frame@mhtml.blink>")
    return message.as_bytes()
