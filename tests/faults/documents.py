"""Documents made to do harm: bombs, entities, nesting without end, loops. Bytes only."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from tests.formats.office import W, package, zipped

_ENTITIES = "".join(
    f'<!ENTITY lol{n + 1} "{f"&lol{n};" * 10}">' for n in range(9)
)  # “lol9” is a billion


def _document(head: str, text: str) -> bytes:
    """A Word package whose document has a head of its own."""
    return zipped(
        {
            "word/document.xml": (
                f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body><w:p><w:r>'
                f"<w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
            ).encode()
        }
    )


def _packed(piece: bytes, times: int) -> bytes:
    """A Word package of one piece again and again, which is never whole in memory."""
    made = BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("word/document.xml", "w") as part,
    ):
        part.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
        for _ in range(times):
            part.write(piece)
        part.write(b"</w:body></w:document>")
    return made.getvalue()


def word_bomb() -> bytes:
    """A document of 84 MB that packs to a hundred kilobytes."""
    return _packed(b"<w:p/>" * 10_000, 1_400)


def word_of_many_words() -> bytes:
    """Within the bounds of a package, and far longer than a report."""
    return _packed(b"<w:p><w:r><w:t>giao ban so ket</w:t></w:r></w:p>" * 1_000, 300)


def billion_laughs() -> bytes:
    return _document(f'<!DOCTYPE d [<!ENTITY lol0 "lol">{_ENTITIES}]>', "&lol9;")


def external_entities() -> bytes:
    return _document('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;")


def external_relations() -> bytes:
    """A document that says its body stands elsewhere on the disk."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="../../../../etc/passwd"/></Relationships>'
    )
    return zipped({"_rels/.rels": relations.encode(), "word/x.xml": b"<x/>"})


def deep_word() -> bytes:
    return package("<w:tbl><w:tr><w:tc>" * 100_000)


def nested_page(tag: str) -> bytes:
    return b"<html><body>" + f"<{tag}>".encode() * 100_000 + b"giao ban"


def sly_page() -> bytes:
    """Nesting that does not show where tags are counted."""
    return b"<html><body>" + b"<div><marquee></div></marquee>" * 30_000 + b"giao ban"


def page_of_links() -> bytes:
    return b"<html><body>" + b'<p><a href="x">giao ban</a> <b>\xc4\x91' * 60_000


def mail_of_mails() -> bytes:
    """A web archive inside a web archive, and so on."""
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b{0}\n\n--b{0}\n"
    return "".join(head.format(number) for number in range(5_000)).encode()


def rich_links() -> bytes:
    return b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "a' * 20_000 + b"}"


def rich_nesting() -> bytes:
    return b"{\\rtf1 " + b"{" * 200_000 + b"giao ban"


def _pdf(*objects: bytes) -> bytes:
    """A PDF of objects, the first of which is its root."""
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        made
        + head
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            len(made),
        )
    )


def _stream(data: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(data) for _ in range(times)) + packer.flush()
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (
        len(packed),
        entries,
        packed,
    )


_ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<%s>>>>"


def pdf_bomb() -> bytes:
    return _pdf(_ROOT, _PAGES, _PAGE % b"", _stream(b" " * (1 << 20), times=64))


def pdf_of_steps() -> bytes:
    """A page of millions of steps that show nothing."""
    return _pdf(_ROOT, _PAGES, _PAGE % b"", _stream(b"BT (a) Tj ET\n" * 1_000_000))


def pdf_pages_in_a_circle() -> bytes:
    return _pdf(_ROOT, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>")


def pdf_forms_in_a_circle() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    return _pdf(
        _ROOT,
        _PAGES,
        _PAGE % b"/XObject<</F 5 0 R>>",
        _stream(b"/F Do /F Do"),
        _stream(b"/F Do /F Do", form),
    )


def broken_pdf() -> bytes:
    return _pdf(_ROOT, _PAGES, _PAGE % b"", _stream(b"BT (giao ban) Tj ET"))[:-90]


def old_word_of_noise() -> bytes:
    """The frame of an old Word document around noise."""
    noise = bytes((n * n >> 3) % 256 for n in range(200_000))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise + "WordDocument".encode("utf-16-le") + noise
