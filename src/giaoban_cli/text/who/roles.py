"""Offices: where a role begins and ends, the name that closes it, and its normal form.

In: a text, its lower-case twin and a place in it. Out: `Role` spans. Roles are kept verbatim;
`normal` is only for telling whether two spellings are one role.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.who import gazetteer
from giaoban_cli.text.who.names import MOST, UPPER, name_at, no_name, surname, syllables
from giaoban_cli.text.words.wordlist import Finder, lowered, one_of

LONGEST = 170
"""Characters of the longest role: nothing further is looked at."""


def _forms(*classes: str) -> list[str]:
    return [row[1] for row in table("roles") if row[0] in classes]


_SURNAMES = one_of(lowered(row[0]) for row in table("surnames"))

TRIGGER = (
    r"(?:(?:các|hai|ba|những)\s{1,3})?"
    r"(?:(?:đồng\s{1,3}chí|(?<!\w)ồng\s{1,3}chí|đ/c|đ\.c|đc)(?:\s{1,3}(?:đồng\s{1,3}chí|đ/c))?"
    r"|(?:ông|bà(?!\s+(?:con|rịa)(?!\w)))(?=\s{1,3}(?:[^\W\d_]|:))"
    rf"|(?:anh|chị)(?=\s{{1,3}}{_SURNAMES}\s{{1,3}}\w))(?!\w)"
)
"""What stands before a person: “đồng chí”, “các đồng chí”, “Đ/c”, “ông”, with its first letter
lost “ồng chí”, and “anh” or “chị” before a surname, as youth unions say (`addresses` tells it from
the last syllable of a name)."""

_ONE = ("đồng chí", "ồng chí", "ông", "bà", "đ/c", "đ.c", "đc", "anh", "chị")
CALLED = (*_ONE, *(f"{many} {one}" for many in ("các", "hai", "ba", "những") for one in _ONE))
"""The words that a `TRIGGER` begins with."""

_YOUNG = re.compile(r"(?:(?:các|hai|ba|những)\s{1,3})?(?:anh|chị)(?!\w)")
# what “Anh” with a capital follows where it opens a sentence: “. Anh Trần Văn An được bầu”
_OPENED = re.compile(r"(?:^|[.:;!?…\n\"(>-])\s{0,3}$")


def young(low: str, start: int) -> bool:
    """Whether “anh” or “chị” addresses the person at `start`."""
    return _YOUNG.match(low, start) is not None


def addresses(plain: str, low: str, start: int) -> bool:
    """Whether a `TRIGGER` at `start` is no syllable of a name: “Lê Thị Hà | Anh Vũ”."""
    if not plain[start].isupper() or not young(low, start):
        return True
    return _OPENED.search(plain, max(0, start - 4), start) is not None


# “nguyên Bí thư”, “Q. Chủ tịch”, “Phó Chánh Văn phòng”, “UV.BTV”; but “Bộ Tư lệnh” is a body
_HEAD = re.compile(
    rf"(?!(?<=bộ\s)tư\s+lệnh)(?:{one_of(_forms('prefix'))}\s{{1,3}})?"
    rf"{one_of(_forms('head'))}(?!\w)"
)
# An office named by its body alone, behind a dash or in brackets: “Hà- MTTQ huyện”.
_BODY = re.compile(one_of(_forms("body")) + r"(?!\w)")
# Where a role may end; `_ends` and `_ends_at_mark` decide for each.
_MARK = re.compile(r"[;:!?\"…•|\n,.()\-]|(?<=\s)/(?=\s)")
_BOUND = Finder(
    (*_forms("end"), "và", "cùng", "&", *CALLED),
    re.compile(
        rf"(?:(?P<and>và|cùng|&)|(?P<who>{TRIGGER})|(?P<verb>{one_of(_forms('end'))}))(?!\w)"
    ),
)
# “Ban Quản lý dự án”, “Phòng Giao thông”, “Hội Từ thiện”: verbs that are parts of nouns.
_NOUN = re.compile(
    r"dự\s+(?:án|báo|trữ|phòng|toán|khuyết)|giao\s+(?:thông|dịch)|từ\s+thiện|có\s+công"
)
_IN_BODIES = re.compile(
    r"(?:tổ\s+chức|chỉ\s+đạo|kiểm\s+tra|điều\s+hành|tiếp|thông\s+tin|khảo\s+sát|đại\s+diện|hướng\s+dẫn"
    r"|giao|làm\s+việc|triển\s+khai|giới\s+thiệu|có|từ|quyết\s+định|định\s+hướng|bổ\s+sung)(?!\w)"
)
# The word before such a verb that makes it a name: “ban chỉ đạo”, “ủy ban kiểm tra”.
_OF_BODY = re.compile(
    r"(?:ban|phòng|sở|hội|(?<!huyện )(?<!tỉnh )(?<!thành )(?<!quận )(?<!thị )(?<!xã )đoàn|tổ|tâm"
    r"|quan|tác|bộ|ngành|khối|đội|quỹ|và|-|văn\s+hóa|nhà)\s+$"
)
# “Lao động, Thương binh và Xã hội”; “phòng, chống dịch”; “Văn hóa, Thể thao và Du lịch”
_LIST_BODY = re.compile(
    r",\s{0,2}(?:thương\s+binh|thể\s+thao|thông\s+tin|khoa\s+học|gia\s+đình|chống|du\s+lịch"
    r"|đảng\s+viên|môi\s+trường|tôn\s+giáo|xã\s+hội\s+và|đoàn\s+thể\s+tỉnh)(?!\w)"
)
# “Ủy ban Kiểm tra (UBKT) Tỉnh ủy”
_SHORT_FORM = re.compile(rf"\([{UPPER}&.\-]{{2,12}}\)")
# “TP. Huế”, “T.Ư”, “UBMT.TQVN”: full stops that end no sentence.
_ABBREVIATED = re.compile(r"(?:(?<!\w)(?:tp|tx|tt|th|q|p|h|t|uv|ubmt|gs|pgs|ths|ts)\.)$")
# “Ủy viên Ban Thường vụ | Trưởng Ban Dân vận”, “Bí thư Đảng ủy | Chủ tịch HĐND xã”: an office that
# is whole, and the head of the next
_WHOLE_OFFICE = re.compile(
    r"(?<!\w)(?:ban\s+thường\s+vụ(?:\s+(?:tỉnh|thành|huyện|quận|thị|đảng)\s+ủy)?"
    r"|(?:tỉnh|thành|huyện|quận|thị|đảng)\s+ủy(?:\s+viên)?|trung\s+ương\s+đảng"
    r"|(?:hđnd|ubnd)\s+(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn))"
    r"(?=\s(?:phó\s+)?(?:bí\s+thư|chủ\s+tịch|trưởng\s+(?:ban|phòng|công\s+an)|giám\s+đốc|chánh\s+văn"
    r"|chủ\s+nhiệm|viện\s+trưởng|chỉ\s+huy\s+trưởng)(?!\w))"
)
# “các cơ quan”, “đại diện lãnh đạo”: what follows “và” when the role is over.
_OTHERS = re.compile(
    r"(?:các|những|một|đại\s+diện|lãnh\s+đạo|toàn\s+thể|tập\s+thể|đại\s+biểu|trưởng|phó|bí\s+thư"
    r"|thủ\s+trưởng|thường\s+trực|ban\s+(?:thường\s+vụ|chấp\s+hành|thường\s+trực)|cán\s+bộ|hơn"
    r"|gần|trên|đông\s+đảo|đồng\s+thời|cùng|\d+)(?!\w)"
)
# “… và Trung tá Bùi Văn An”, “… và PGS.TS. Bùi Văn An”
_RANK = re.compile(
    r"(?:(?:đại|thượng|trung|thiếu)\s{1,3}(?:tướng|tá|úy)(?!\w)"
    r"|(?:gs|pgs|ts|ths|bs|cn|ks|ckii?|nhà giáo|thầy|cô)(?!\w)(?=[.\s]))"
)
# “- Chủ trì hội nghị”, “UBND phường | Báo cáo kết quả”: no name of a body, however it is written
_CHAIRS = re.compile(
    r"(?:(?:đồng|cùng)\s+)?chủ\s+(?:trì|tọa)(?!\w)|(?:báo\s+cáo(?!\s+viên)|phát\s+biểu)(?!\w)"
)
_WORD = re.compile(r"[^\s]{1,40}")
_BLANK = re.compile(r"[ \t]{0,4}")


@frozen
class Role:
    """An office in a text. `name` is the person whose name closes the phrase, if one does.

    `span` ends before that name: “Phó Bí thư Huyện ủy | Trần Văn An”.
    """

    span: Span
    name: Span | None = None


def head_at(low: str, start: int, end: int) -> int | None:
    """Where the head of a role (“phó bí thư”, “nguyên chủ tịch”) that begins here ends."""
    found = _HEAD.match(low, start, end)
    return found.end() if found else None


def role_at(
    plain: str, low: str, start: int, end: int, *, trigger: bool = False, body: bool = False
) -> Role | None:
    """Read the role that begins exactly at `start`.

    Args:
        plain: the text.
        low: its lower-case twin.
        start: where the role begins.
        end: where reading stops at the latest, usually the end of the sentence.
        trigger: whether “đồng chí” stands before, so that a rare name may close the role.
        body: whether a body alone (“MTTQ huyện”) counts as a role here.

    Returns:
        The role, or None when no office begins here.
    """
    found = _HEAD.match(low, start, end)
    if found is None and body and plain[start : start + 1].isupper():
        found = _BODY.match(low, start, end)
    if found is None:
        return None
    stop = phrase_end(plain, low, found.end(), min(end, start + LONGEST))
    name = closing_name(plain, low, (found.end(), stop), trigger=trigger)
    name = name or _name_inside(plain, low, (found.end(), stop))
    if name is not None:
        return Role((start, start + len(plain[start : name[0]].rstrip(" :-,"))), name)
    return Role((start, stop))


def phrase_end(plain: str, low: str, start: int, end: int) -> int:
    """Where an office or a group of people ends whose words go on at `start`: “… Huyện ủy | dự”."""
    marks = (mark.start() for mark in _MARK.finditer(low, start, end))
    stop = next((at for at in marks if _ends_at_mark(plain, low, at, end)), end)
    bounds = _BOUND.finditer(low, start, stop)
    stop = next((bound.start() for bound in bounds if _ends(plain, low, bound, end)), stop)
    offices = _WHOLE_OFFICE.finditer(low, start, stop)
    stop = next((office.end() for office in offices if plain[office.end() + 1].isupper()), stop)
    return start + len(plain[start:stop].rstrip())


def _ends(plain: str, low: str, bound: re.Match[str], end: int) -> bool:
    """Whether a role ends at an “and”, a “đồng chí” or a verb."""
    at, after = bound.span()
    if bound["who"]:
        return addresses(plain, low, at)
    if bound["verb"]:
        if _NOUN.match(low, at):
            return False
        if _IN_BODIES.match(low, at) and _OF_BODY.search(low, max(0, at - 12), at):
            return False
        if _CHAIRS.match(low, at):
            return True
        # “Ban Chỉ đạo”, but “CHỦ TRÌ HỘI NGHỊ” in a line of capitals
        return not (plain[at].isupper() and not plain[at:after].isupper())
    rest = _behind_blanks(plain, after, end)
    return (
        rest >= end or _person_follows(plain, low, rest, end) or bool(_OTHERS.match(low, rest, end))
    )


def _behind_blanks(plain: str, at: int, end: int) -> int:
    return at + len(plain[at:end]) - len(plain[at:end].lstrip())


def _ends_at_mark(plain: str, low: str, at: int, end: int) -> bool:
    """Whether a role ends at the mark at `at`."""
    after = at + 1
    mark = low[at]
    if mark == ",":
        return not _LIST_BODY.match(low, at, end)
    if mark == "(":
        return not _SHORT_FORM.match(plain, at, end)
    if mark == ")":
        return not _SHORT_FORM.match(plain, max(0, plain.rfind("(", 0, at)), end)
    if mark == ".":
        return not (
            low[after : after + 1].isalnum() or _ABBREVIATED.search(low, max(0, at - 6), after)
        )
    if mark == "-":
        rest = _behind_blanks(plain, after, end)
        if rest >= end or plain[rest].isdigit():
            return rest >= end
        small = plain[rest].islower() and plain[at - 1] == " "
        return _person_follows(plain, low, rest, end) or (small and bool(_OTHERS.match(low, rest)))
    return True


def _person_follows(plain: str, low: str, start: int, end: int) -> bool:
    """Whether an office, a name, “đồng chí” or a verb of the sentence begins at `start`."""
    if _HEAD.match(low, start, end):
        return True
    found = _BOUND.pattern.match(low, start, end)
    if found is not None and (found["who"] or (found["verb"] and plain[start].islower())):
        return True
    if _CHAIRS.match(low, start, end) or _RANK.match(low, start, end):
        return True
    name = name_at(plain, low, start, end)
    return name is not None and surname(plain[name[0] : name[1]].split()[0]) > 0


_SMALL_UNIT = frozenset(("xã", "phường", "trấn", "thôn", "bản", "ấp", "làng", "khu", "tổ"))
_TAKES_PLACE = _SMALL_UNIT | frozenset(
    ("ủy", "huyện", "tỉnh", "phố", "quận", "thị", "bộ", "ubnd", "hđnd", "mttq")
)
"""Words that a place name may follow: “Huyện ủy Khê Lĩnh”."""
_MIDDLE = frozenset(("văn", "thị", "xuân", "đình", "hữu", "ngọc", "minh", "thanh"))


def closing_name(plain: str, low: str, span: Span, *, trigger: bool) -> Span | None:
    """The name that closes a role phrase, told apart from the place name before it.

    “Bí thư Huyện ủy Hà Trung Nguyễn Thị Hà”: the table of places says that Hà Trung is one, so
    the name is Nguyễn Thị Hà; behind places that no table knows the surnames decide.

    Args:
        plain: the text.
        low: its lower-case twin.
        span: the phrase after the head of the role.
        trigger: whether “đồng chí” stands before the role.
    """
    words = [found.span() for found in _WORD.finditer(plain, *span)]
    run: list[Span] = []
    while words and len(run) < MOST + 4 and _name_word(plain, low, words[-1]):
        run.insert(0, words.pop())
    before = low[slice(*words[-1])] if words else ""
    whole = low[run[0][0] : run[-1][1]] if run else ""
    if before in _SMALL_UNIT and (whole in _NAMESAKES or gazetteer.commune(whole)):
        return None
    best, best_score = None, 0.0
    for i in range(max(0, len(run) - MOST), len(run) - 1):
        score = _score(plain, low, run, i, before, trigger=trigger)
        if score > best_score:
            best, best_score = i, score
    return None if best is None else (run[best][0], run[-1][1])


# “Nguyễn Thị Hà ”, capitals in the middle of a phrase
_CAPITALS = re.compile(
    rf"(?<!\w)[{UPPER}][^\W\d_]{{1,8}}(?: [{UPPER}][^\W\d_]{{0,8}}){{2,7}}(?= [^\W\d_])"
)


def _name_inside(plain: str, low: str, span: Span) -> Span | None:
    """A name of three syllables or more before a word that no table knows: “Lê Văn An lật sổ”."""
    for run in _CAPITALS.finditer(plain, *span):
        name = closing_name(plain, low, (span[0], run.end()), trigger=False)
        if name is None:
            continue
        words = low[slice(*name)].split()
        if len(words) > 2 and (surname(words[0]) == 1 or words[1] in _MIDDLE):
            return name
    return None


def _name_word(plain: str, low: str, word: Span) -> bool:
    run = syllables(plain, low, *word, most=1)
    # “Võ Đức Trong”: such a word only begins no name
    return (bool(run) and run[0] == word) or (no_name(low, *word) == 1 and plain[word[0]].isupper())


def _score(plain: str, low: str, run: list[Span], i: int, before: str, *, trigger: bool) -> float:
    """How well `run[i:]` serves as the name behind `run[:i]`; 0 when it cannot be one."""
    name = run[i:]
    if len(syllables(plain, low, name[0][0], name[-1][1])) != len(name):
        return 0
    rank = surname(plain[slice(*name[0])])
    middle = low[slice(*name[1])] in _MIDDLE and len(name) > 2
    takes_place = before in _TAKES_PLACE or before.isdigit()
    whole = low[name[0][0] : name[-1][1]]
    score = {0: 0.0, 1: 2.0, 2: 1.0}[rank] + {2: 0.5, 3: 1.0, 4: 0.5, 5: -1.0}[len(name)]
    score += 2 if middle else 0
    if i == 0:
        if gazetteer.known(whole):
            return 0
        if before in _SMALL_UNIT and len(name) == 2:
            return 0
        if rank == 0 and (not trigger or takes_place or gazetteer.known(whole)):
            return 0
        if takes_place and len(name) == 2 and rank != 1:
            return 0
        return score + 1
    if rank == 0 or (takes_place and i == 1 and (rank == 2 or len(name) == 2)):
        return 0
    if i == 1 and takes_place and before not in _SMALL_UNIT and surname(plain[slice(*run[0])]):
        # “thành phố | Lương Nguyễn Minh Trí”: a surname is a place of one word only if it is known
        return score if gazetteer.known(low[slice(*run[0])]) else 0
    if gazetteer.known(low[run[0][0] : run[i - 1][1]]):
        return score + 3
    if takes_place and i == 3 and surname(plain[slice(*run[2])]) == 1:
        score -= 3  # “Huyện ủy Khê Lĩnh | Lương Nguyễn Minh Trí”: places are mostly of two words
    return score + (1 if takes_place and i in (2, 3) else -1)


_NAMESAKES = frozenset(
    (
        "hoàng văn thụ", "trần hưng đạo", "lý thường kiệt", "phan bội châu", "lê hồng phong",
        "nguyễn thái học", "phan đình phùng", "nguyễn thị minh khai", "võ thị sáu",
        "nguyễn văn trỗi", "lê minh xuân", "phan chu trinh", "phan châu trinh",
        "nguyễn đình chiểu", "trần quang khải", "trần quốc toản", "đinh tiên hoàng",
        "lê thánh tông", "nguyễn văn cừ", "nguyễn tất thành", "nguyễn ái quốc", "phạm ngũ lão",
        "nguyễn du", "trần phú", "lê lợi", "nguyễn trãi", "ngô quyền", "hoàng diệu",
    )
)  # fmt: skip
"""People of the past after whom communes, streets and schools are named."""


@cache
def _written_out() -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {row[1]: row[2] for row in table("roles") if len(row) > 2 and row[0] != "rank"}
    forms |= {form: form for form in forms.values()}  # what is written out stays
    return re.compile(rf"(?<!\w){one_of(forms)}(?!\w)"), forms


_STANDING = re.compile(r"(?<!\w)(phó bí thư|phó chủ tịch|pbt|pct)\s?tt(?!\w)")  # “PBT TT”
_MARKS = re.compile(r"\([^)]{0,60}\)|[,;:()\-]")


@lru_cache(maxsize=2048)
def normal(role: str) -> str:
    """The form under which spellings of one role meet.

    “TUV” and “Tỉnh ủy viên”, “PBT TT Huyện ủy” and “Phó Bí thư thường trực Huyện uỷ” have one
    form each; “nguyên Bí thư” keeps its “nguyên”.

    Returns:
        Lower-case words, abbreviations written out, single blanks.
    """
    pattern, forms = _written_out()
    low = " ".join(_MARKS.sub(" ", lowered(role)).split())
    low = _STANDING.sub(r"\1 thường trực", low)
    for _ in range(2):  # “uv btv hu”: what was written out may meet its neighbour
        low = pattern.sub(lambda found: forms[found[0]], low)
    return low.removesuffix(" việt nam")


def same(one: str, other: str) -> bool:
    """Whether two normal forms name one role of one person, one perhaps more fully.

    “phó bí thư thường trực huyện ủy” and the same with “khê lĩnh” behind it are one.
    """
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(short + " ")
