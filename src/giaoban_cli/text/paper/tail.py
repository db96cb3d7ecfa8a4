"""The end of a paper: whom it goes to, who signed it and as what.

In: the lines of a page below the title. Out: `Tail`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.paper.rows import Cell
from giaoban_cli.text.words.letters import UPPER

TAIL = 40
"""Among so many lines from the end recipients and signatures stand."""

_RECIPIENTS = re.compile(r"nơi nhận\s?:?\s*(?P<rest>.*)", re.IGNORECASE)

# on whose behalf: "T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TL.", "TUQ."
_BEHALF = re.compile(r"(?:T/?\s?[ML]|KT|K/T|TUQ|T/U/Q|TLC)\s?[./ ]\s?\S")

# the office of who signs, and what one is at a meeting: "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "THƯ KÝ"
_OFFICE = re.compile(
    r"(?:Q\. ?|QUYỀN )?(?:PHÓ )?(?:BÍ THƯ|CHỦ TỊCH|TRƯỞNG (?:BAN|PHÒNG|ĐOÀN|CÔNG AN)|CHÁNH VĂN"
    r" PHÒNG|CHỦ NHIỆM|GIÁM ĐỐC|THƯ K[ÝÍ]|CHỦ T[OỌ][AẠ]|CHỦ TRÌ|NGƯỜI GHI|TỔNG BIÊN TẬP|VĂN PHÒNG"
    r"|CHỈ HUY TRƯỞNG|HIỆU TRƯỞNG|TRƯỞNG BAN)(?: [A-ZĐÀ-Ỹ,]{1,12}){0,12}",
)
_AT_MEETING = re.compile(r"thư k[ýí]|chủ t[oọ][aạ]|chủ trì|người ghi|^văn phòng$")
_PRESIDES = re.compile(r"chủ t[oọ][aạ]|chủ trì")

# a person's name alone: "Nguyễn Thị Hoài Sâm", "Y Hliang Niê", "LÊ VĂN A"
_NAME = re.compile(
    r"(?:(?:ThS|TS|BS|Đ/c|Đồng chí)\.? ?)?"
    rf"([{UPPER}][\w'’]{{0,9}}(?: [{UPPER}][\w'’]{{0,9}}){{1,4}})"
)

# what stands where a signature was: “(đã ký)”, “(Ký tên, đóng dấu)”
_SIGNED = re.compile(r"\(?\s?(?:đã )?k[ýí](?: tên)?\W", re.IGNORECASE)

# what closes a paper: "Hội nghị kết thúc lúc 10 giờ", "Văn phòng Huyện ủy thông báo để … biết"
_CLOSES = re.compile(
    r"(?:hội nghị|cuộc họp|buổi họp|phiên họp|buổi làm việc)(?: giao ban)? kết thúc (?:lúc|vào|hồi)"
    r"|(?:biên bản|nội dung)[^.]{0,40} (?:được|đã) thông qua|văn phòng [^.;]{2,60} thông báo để"
    r"|trên đây là ",
    re.IGNORECASE,
)

# columns parted by one space: "Nơi nhận: T/M BAN THƯỜNG VỤ", "- Lưu VP. Lê Thị Yến"
_RIGHT = re.compile(
    rf"\s(?=(?:T/[ML]|TM\.|TL\.|KT\.|K/T|TUQ\.)\s?[{UPPER}]|(?<!PHÓ\s)(?:PHÓ |QUYỀN )?(?:BÍ"
    r" THƯ|CHỦ TỊCH|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|GIÁM ĐỐC)(?!\w))"
    rf"|(?<=[.;,])\s(?=[{UPPER}][a-zà-ỹ]{{1,6}}"
    rf"(?: [{UPPER}][a-zà-ỹ]{{1,6}}){{1,4}}$)"
)

# "- Như trên;", "+ Lưu VT": one whom the paper goes to
_ITEM = re.compile(r"[-–+*•]\s?")
_ITEMS = re.compile(r";\s|[;,.]?\s[-–]\s")


@frozen
class Signature:
    """Who signed: the name, the office in sentence case (None when none is printed), the place."""

    name: str
    office: str | None
    span: Span
    presides: bool = False


@frozen
class Tail:
    """Recipients and signatures; `begins` is where the first of them stands, None for neither.

    `listed` are the cells that the recipients were read from.
    """

    recipients: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    begins: int | None = None
    listed: tuple[Span, ...] = ()

    @property
    def signer(self) -> Signature | None:
        """The one who signed for the body: of minutes who presided, else the last."""
        presided = [each for each in self.signatures if each.presides]
        return next(iter(presided), self.signatures[-1] if self.signatures else None)


def read_tail(lines: Sequence[Sequence[Cell]]) -> Tail:
    """Read the end of a paper from its lines below the title."""
    last = [[part for cell in cells for part in _columns(cell)] for cells in lines[-TAIL:]]
    first = next((at for at, cells in enumerate(last) if any(map(_opens, cells))), None)
    if first is None:
        return Tail()
    recipients: list[str] = []
    offices: list[str] = []
    names: list[Cell] = []
    listed: list[Span] = []
    listing = False
    for cells in last[first:]:
        for cell in cells:
            if found := _RECIPIENTS.match(cell.text):
                listing = True
                recipients += _listed(found["rest"])
                listed += [cell.span] if found["rest"] else []
            elif _BEHALF.match(cell.text) or _OFFICE.fullmatch(cell.text):
                offices.append(cell.text)
                listing = listing and len(cells) > 1
            elif listing and (_ITEM.match(cell.text) or not _is_name(cell)):
                recipients += _listed(cell.text)
                listed.append(cell.span)
            elif _is_name(cell):
                names.append(cell)
    begins = last[first][0].span[0]
    while first > 0 and (_CLOSES.match(last[first - 1][0].text)):
        first -= 1
        begins = last[first][0].span[0]
    return Tail(tuple(recipients), tuple(_signed(offices, names)), begins, tuple(listed))


def _columns(cell: Cell) -> Iterator[Cell]:
    """A cell in parts, when its two columns are parted by one space."""
    start = cell.span[0]
    at = 0
    lists = _ITEM.match(cell.text) or _RECIPIENTS.match(cell.text)
    for cut in (*(_RIGHT.finditer(cell.text) if lists else ()), None):
        end = cut.start() if cut else len(cell.text)
        if at < end:
            yield Cell(cell.text[at:end], (start + at, start + end))
        at = cut.end() if cut else end


def _opens(cell: Cell) -> bool:
    """Whether a cell begins the end of a paper."""
    return bool(
        _RECIPIENTS.match(cell.text) or _BEHALF.match(cell.text) or _OFFICE.fullmatch(cell.text)
    )


def _is_name(cell: Cell) -> bool:
    return _NAME.fullmatch(cell.text) is not None and not _SIGNED.match(cell.text)


def _listed(text: str) -> Iterator[str]:
    """The recipients of a line, without dashes and stops."""
    for part in _ITEMS.split(text):
        name = _ITEM.sub("", part, count=1).strip(" ,;.")
        if name and not _SIGNED.match(text):
            yield " ".join(name.split())


def _signed(offices: Sequence[str], names: Sequence[Cell]) -> Iterator[Signature]:
    """Names with their offices: one for each when there are as many, else all of the one name."""
    own = [office for office in offices if not _BEHALF.match(office)]
    for at, cell in enumerate(names):
        mine = own[at : at + 1] if len(own) == len(names) else own[-1:] if len(names) == 1 else []
        found = _NAME.fullmatch(cell.text)
        assert found is not None
        start = cell.span[0] + found.start(1)
        office = due_case(mine[0]) if mine else None
        presides = office is not None and _PRESIDES.search(office.lower()) is not None
        if office and _AT_MEETING.search(office.lower()):
            office = None
        name = found[1].title() if found[1].isupper() else found[1]
        yield Signature(name, office, (start, cell.span[1]), presides)


# words of offices that keep their capital: "Phó Bí thư Thường trực", "Chánh Văn phòng"
_PROPER = re.compile(
    r"(?<!\w)(?:bí thư|chủ tịch|trưởng|chánh|văn phòng|giám đốc|chủ nhiệm|thường trực|ủy ban"
    r"|huyện ủy|tỉnh ủy|thành ủy|thị ủy|đảng ủy)(?!\w)"
)


def due_case(shouted: str) -> str:
    """An office in capitals as texts print it: `PHÓ CHÁNH VĂN PHÒNG` → `Phó Chánh Văn phòng`."""
    small = _PROPER.sub(lambda word: word[0][:1].upper() + word[0][1:], shouted.lower())
    return small[:1].upper() + small[1:]
