"""Who speaks where: the body of a report cut into turns.

In: a cleaned page, its outline and its people. Out: `Turn`s in the order of the text, every
sentence of the body in exactly one. A turn goes on over sentences and paragraphs until somebody
else speaks, or a sentence tells of the meeting again (“Tại hội nghị, các đại biểu …”; handbook
1f, 1g). What is said in a turn is for directions.py and difficulties.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.who.cast import Act
from giaoban_cli.text.who.people import People
from giaoban_cli.text.words.sentences import sentences
from giaoban_cli.text.words.wordlist import twin

# what tells of the meeting again and so ends a speech: "Dịp này, ", "Tại hội nghị, các đại biểu"
_NARRATES = re.compile(
    r"[-+*\s]{0,4}(?:cũng\s|ngay\s)?(?:"
    r"(?:tại|trong khuôn khổ|kết thúc|sau|trước|bế mạc|kết quả)"
    r"\s(?:hội nghị|cuộc họp|buổi|phiên|kỳ họp|khi kết thúc|đó,)"
    r"|nhân dịp|dịp này|cùng ngày|cũng trong (?:sáng|chiều|ngày|buổi|dịp)"
    r"|hội nghị (?:giao ban [^,.;:]{0,30})?(?:đã|cũng|tiến hành|kết thúc|thành công|diễn ra|là"
    r"|nhằm|góp phần|lần này|được|nghe|thống nhất)"
    r"|(?:các|nhiều|một số|đa số) (?:đại biểu|ý kiến)|ý kiến (?:của )?(?:các )?đại biểu"
    r"|tham gia (?:thảo luận|ý kiến)|thảo luận tại|theo báo cáo"
    r"|nơi nhận|t/[lm]|t[lm]\.|kt\.|văn phòng [^,.;]{2,30} thông báo để)(?!\w)"
)

# a group that speaks without an act of its own: "Các già làng nêu ý kiến:", "Ý kiến các đại biểu
# tập trung vào"; `who` speaks
_GROUP = re.compile(
    r"(?:(?:tại|trong|qua|thảo luận)\s[^,.;:]{2,40},\s)?(?:ý kiến (?:của )?)?"
    r"(?P<who>(?:các|nhiều|một số|đại diện|đa số|đại biểu|ban|phòng|văn phòng|lãnh đạo|ủy ban|hội"
    r"|đảng ủy|chi bộ|mặt trận|ubmttq|ủy ban mttq)(?!\w)"
    r"(?:(?!\sđã\s)[^.;:]){0,80}?)\s"
    r"(?:(?:đã|cũng|đều|thẳng thắn)\s){0,3}"
    r"(?:phản ánh|cho rằng|nêu|băn khoăn|kiến nghị|tập trung vào|cho biết|thẳng thắn|bày tỏ)(?!\w)"
)

# "Hội nghị cũng nghe phản ánh", "Hội nghị dành thời gian bàn về": not told from whom
_HEARD = re.compile(
    r"(?:[^,.;:]{0,20},\s)?(?:hội nghị|cuộc họp|buổi làm việc)[^,.;:]{0,30}\s"
    r"(?:nghe|tiếp nhận|bàn về|chỉ ra|phân tích|làm rõ)\s"
)

# "Theo Văn phòng Huyện ủy, ", "Theo đồng chí A, Chủ tịch UBND huyện, ": `who` tells what follows
_ACCORDING = re.compile(
    r"theo\s(?:báo cáo của\s)?(?P<who>(?:đồng chí|các đồng chí|đ/c|ông|bà|văn phòng|ban|phòng"
    r"|ủy ban|chủ tịch|phó chủ tịch|bí thư|phó bí thư|trưởng|tổ|đại diện|lãnh đạo|các|ubnd|đảng ủy"
    r"|công an|hội|thường trực)(?!\w)[^.;:]{2,120}?),\s(?!\d|phó|ủy|chủ|trưởng|bí|huv|tuv|uv)"
)

# "Văn phòng Huyện ủy báo cáo đã rà soát": an office tells what follows
_REPORTS = re.compile(
    r"(?P<who>(?:văn phòng|phòng|ban|ủy ban|công an|hội|trung tâm|chi cục)"
    r"(?:\s[^\s,.;:]{1,12}){1,8}?)\s(?:(?:cũng|đã)\s){0,2}"
    r"báo cáo(?!\s(?:số|của|tại|kết quả|với|cho|trước))"
)

# ", theo Ban Quản lý dự án.": the source, told behind what it says
_TOLD_BY = re.compile(
    r",\stheo\s(?:báo cáo của\s)?(?P<who>(?:ban|phòng|văn phòng|ủy ban|ubnd|đảng ủy|công an|hội|sở"
    r"|trung tâm|đại diện|lãnh đạo|đồng chí|ông|bà)\s[^,.;:]{2,60})[.\s]{0,3}$"
)

# "Ý kiến kết luận của đồng chí A:", "Kết luận của Bí thư Huyện ủy A:": who speaks stands behind
_SAID_BY = re.compile(
    r"(?:phát biểu |ý kiến )?(?:kết luận|chỉ đạo)(?: hội nghị)? của (?P<who>[^.;:]{5,80}):"
)

# "Ban Thường vụ Huyện ủy yêu cầu", "Hội nghị thống nhất giao", "Phó Chủ tịch UBND huyện giao":
# a body, or who holds an office and is not named, asks
_BODY_ASKS = re.compile(
    r"(?:[^,.;:]{2,40},\s)?(?P<who>hội nghị|(?:đồng chí\s)?(?P<body>thường trực|ban thường vụ"
    r"|ban chấp hành|đảng ủy|ubnd|ủy ban nhân dân|lãnh đạo|(?:phó )?(?:chủ tịch|bí thư))"
    r"(?:\s(?!đã\s|được\s)[^\s,.;:]{1,12}){1,8}?)\s(?:thống nhất\s|cũng\s)?"
    r"(?P<asks>giao|yêu cầu|đề nghị)\s(?!ban\s(?!tổ|tuyên|dân|quản|chỉ|nội|kinh|thường))"
)

# what a `_BODY_ASKS` ends with: looked for first, since that is cheap
_ASKS = re.compile(r"[gyđ](?:(?<=g)iao|(?<=y)êu cầu|(?<=đ)ề nghị) ")

_SPEAKING = frozenset(("concluded", "directed", "spoke"))


@frozen
class Said:
    """A sentence of a turn.

    `acts` are the speaker's speech phrases in it, none when the speech just goes on;
    `told_only`: the speaker is but the source of what is told (“Theo Văn phòng, …”).
    """

    span: Span
    acts: tuple[Act, ...] = ()
    told_only: bool = False


@frozen
class Turn:
    """Sentences in a row that one speaker says, or that nobody says (`speaker` None).

    `named`: the speaker is a person, or several who speak together (“A, B”); else a group.
    `leads`: who speaks presides, sums up, directs or came as a guest, so that what is asked for
    is a direction and no wish. `rank` is the level of the speaker's office, 1 for a commune's to
    4 for a central one, 0 when it is not known: what is asked of those above is a proposal.
    """

    speaker: str | None
    named: bool
    leads: bool
    said: tuple[Said, ...]
    rank: int = 0


@frozen
class Speech:
    """A report's turns, with the lower-case twin of its text that verbs are looked up in.

    `lead` is the paragraph that tells of the meeting.
    """

    text: str
    plain: str
    low: str
    turns: tuple[Turn, ...]
    lead: Span | None = None


def speech(page: Cleaned, outline: Outline, people: People) -> Speech:
    """Cut the body of a report into turns."""
    low = twin(page.plain)
    speaking = (act for act in people.acts if act.kind in _SPEAKING)
    acts = sorted(speaking, key=lambda act: act.span[0])
    leaders = _leaders(low, people)
    offices = {official.name: official.roles for official in people.officials}
    pieces = _pieces(page.plain, low, outline, acts, leaders, offices)
    turns = []
    for _, row in groupby(pieces, key=lambda piece: (piece.speaker, piece.named, piece.leads)):
        first, *more = row
        said = tuple(each for one in more for each in one.said)
        turns.append(replace(first, said=first.said + said) if more else first)
    return Speech(page.text, page.plain, low, tuple(turns), outline.lead)


# the levels of offices and addressees: "Bí thư Đảng ủy xã", "UBND huyện", "Tỉnh ủy", "Bộ Nội vụ"
_RANKS = (
    re.compile(r"(?<!\w)(?:trung ương|chính phủ|quốc hội|bộ (?!chỉ huy|phận)|thủ tướng)(?!\w)"),
    re.compile(r"(?<!\w)(?:tỉnh|sở|cấp trên)(?!\w)"),
    re.compile(r"(?<!\w)(?:huyện|quận|thị ủy|thị xã|thành ủy|thành phố)(?!\w)"),
    re.compile(r"(?<!\w)(?:xã|phường|thị trấn|thôn|ấp|bản|buôn|khóm|chi bộ)(?!\w)"),
)
_MEMBER = re.compile(r"ủy viên|^(?:tuv|huv|utv)|nguyên\s|đại biểu")


def rank(words: str) -> int:
    """The level that lower-case words name: 4 central, 3 province, 2 district, 1 commune, else 0.

    The highest that is named counts: “Chủ tịch UBND xã Rạch Mướp” is 1, “huyện, xã” 2.
    """
    named = (4 - at for at, pattern in enumerate(_RANKS) if pattern.search(words))
    return next(named, 0)


def _rank(roles: tuple[str, ...]) -> int:
    """The level of a person's office; membership of a higher committee is no office."""
    offices = (role.casefold() for role in roles)
    return max((rank(office) for office in offices if not _MEMBER.search(office)), default=0)


def _leaders(low: str, people: People) -> frozenset[str] | None:
    """Who presides, sums up, directs or came as a guest; None, all, when nobody presides."""
    if not people.chairs:
        return None
    leaders = set(people.chairs)
    retired = {
        official.name
        for official in people.officials
        if official.roles and official.roles[0].casefold().startswith("nguyên ")
    }
    for act in people.acts:
        summing_up = any(word in low[slice(*act.span)] for word in ("kết luận", "chỉ đạo"))
        if act.kind == "attended":
            leaders.update(name for name in act.names if name not in retired)
        elif act.kind == "concluded" or (act.kind == "directed" and summing_up):
            leaders.update(act.names)
    return frozenset(leaders)


@frozen
class _Voice:
    """Who speaks: the part of a `Turn` that goes on from sentence to sentence."""

    speaker: str | None = None
    named: bool = False
    leads: bool = False
    rank: int = 0

    def says(self, said: Said) -> Turn:
        """One sentence in this voice."""
        return Turn(self.speaker, self.named, self.leads, (said,), self.rank)


_NOBODY = _Voice()


def _pieces(
    plain: str,
    low: str,
    outline: Outline,
    acts: list[Act],
    leaders: frozenset[str] | None,
    offices: dict[str, tuple[str, ...]],
) -> Iterator[Turn]:
    """One turn a sentence, or several when several speak in it."""
    voice = _NOBODY
    nth = 0
    for part in outline.body:
        for start, end in sentences(plain, part):
            here = []
            while nth < len(acts) and acts[nth].span[0] < end:
                if acts[nth].span[0] >= start:
                    here.append(acts[nth])
                nth += 1
            mine = _by_person(low, here)
            if mine:
                for at, until, theirs in _voices(mine, start, end):
                    speakers = theirs[0].names
                    leads = leaders is None or not leaders.isdisjoint(speakers)
                    above = max(_rank(offices.get(name, ())) for name in speakers)
                    voice = _Voice(", ".join(speakers), True, leads, above)
                    source = low.startswith("theo", at)
                    told_from = theirs[-1].span[1] if source else at
                    yield voice.says(Said((told_from, until), theirs, source))
                if _PRESENTS.search(low, *mine[-1].span):
                    voice = _NOBODY
                continue
            announced = _announced(plain, low, (start, end), here, offices, voice)
            if announced:
                voice, said = announced
                yield voice.says(said)
                if said.told_only and said.span[1] < end:
                    voice = _NOBODY  # told behind it, the source of this sentence alone
                continue
            if _NARRATES.match(low, start, end) or _HEARD.match(low, start, end):
                voice = _NOBODY
            elif voice.speaker and not voice.leads and part[0] == start:
                voice = _NOBODY  # who does not preside ends with the paragraph
            yield voice.says(Said((start, end)))


def _announced(
    plain: str,
    low: str,
    sentence: Span,
    acts: list[Act],
    offices: dict[str, tuple[str, ...]],
    voice: _Voice,
) -> tuple[_Voice, Said] | None:
    """Who speaks in a sentence where no person acts: a source, a group, a body.

    While somebody gives directions (`voice`), an office that reports is told to do so.
    """
    start, end = sentence
    near = min(end, start + 200)
    according = _ACCORDING.match(low, start, near) if low.startswith("theo", start) else None
    if according:
        who = _words(plain, according)
        told = _known(who, offices)
        return _Voice(told or who, told is not None), Said((according.end(), end), told_only=True)
    concluded = _SAID_BY.match(low, start, near)
    told = _known(_words(plain, concluded), offices) if concluded else None
    if concluded and told:
        act = Act("concluded", (told,), (start, concluded.end()))
        return _Voice(told, True, True, _rank(offices[told])), Said(sentence, (act,))
    asks = _BODY_ASKS.match(low, start, near) if _ASKS.search(low, start, near) else None
    if asks:
        body = _words(plain, asks) if asks["body"] and "chí" not in asks["who"] else None
        act = Act("directed", (), (start, asks.start("asks") - 1))
        return _Voice(body, True, True, rank(asks["who"])), Said(sentence, (act,))
    reports = None if voice.leads else _REPORTS.match(low, start, near)
    if reports:
        return _Voice(_words(plain, reports)), Said((reports.end(), end), told_only=True)
    group = _group(plain, low, sentence, acts)
    if group:
        return _Voice(group), Said(sentence, tuple(acts))
    comma = low.rfind(", theo ", max(start, end - 90), end)
    source = _TOLD_BY.match(low, comma, end) if comma >= 0 else None
    if source:
        return _Voice(_words(plain, source)), Said((start, source.start()), told_only=True)
    return None


def _words(plain: str, found: re.Match[str]) -> str:
    """The words of the group `who` as the text prints them."""
    return " ".join(plain[slice(*found.span("who"))].split())


def _known(who: str, names: Iterable[str]) -> str | None:
    """The person that words name, if one is named."""
    return next((name for name in names if name.casefold() in who.casefold()), None)


def _by_person(low: str, acts: list[Act]) -> list[Act]:
    """Acts by persons, without those of persons spoken of: “…, giao đồng chí B phụ trách”."""
    kept: list[Act] = []
    for act in acts:
        inside = kept and act.span[0] < kept[-1].span[1] and act.names != kept[-1].names
        if act.names and not (inside and _SPOKEN_OF.search(low, *act.span)):
            kept.append(act)
    return kept


# "báo cáo do đồng chí A trình bày": what follows is the report's, not A's
_PRESENTS = re.compile(r"(?:trình bày|thông qua|truyền đạt)$")

_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:giao|đề nghị|yêu cầu|phân công|mời)\s(?:cho\s)?(?:các\s)?(?:đồng chí|đ/c|ông|bà)\s"
)


def _voices(acts: list[Act], start: int, end: int) -> Iterator[tuple[int, int, tuple[Act, ...]]]:
    """The stretches of one sentence that belong to one speaker each, with the speaker's acts."""
    rows: list[list[Act]] = []
    for act in acts:
        if rows and rows[-1][0].names == act.names:
            rows[-1].append(act)
        else:
            rows.append([act])
    for index, row in enumerate(rows):
        at = start if index == 0 else row[0].span[0]
        until = rows[index + 1][0].span[0] if index + 1 < len(rows) else end
        yield at, until, tuple(row)


def _group(plain: str, low: str, sentence: Span, acts: list[Act]) -> str | None:
    """The group that speaks in a sentence where no person does."""
    start, end = sentence
    for act in acts:
        if act.group and act.kind == "spoke" and act.span[0] - start < 60:
            return " ".join(act.group.split())
    found = _GROUP.match(low, start, min(end, start + 220))
    return None if found is None or _HEARD.match(low, start, end) else _words(plain, found)
