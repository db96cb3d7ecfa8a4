"""Who is named where: persons with their offices, in lists of every order.

In: a text, its lower-case twin and the span of a sentence. Out: `Cluster`s, persons that are
named side by side and so share the verb before or after them. What they do is for acts.py.
"""

from __future__ import annotations

import re
from dataclasses import replace

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.who import gazetteer
from giaoban_cli.text.who.names import MOST, name_at, syllables, well_known
from giaoban_cli.text.who.roles import (
    CALLED,
    LONGEST,
    TRIGGER,
    addresses,
    head_at,
    normal,
    role_at,
    young,
)
from giaoban_cli.text.words.wordlist import Finder, one_of


@frozen
class Mention:
    """One person, or one office without a name, as it stands in the text.

    `name` may be one syllable (“đồng chí Ngần”) or None (“đồng chí Bí thư Huyện ủy”, and with no
    roles a bare “đồng chí”); `plural` marks “các đồng chí” without names: a group.
    """

    name: Span | None
    roles: tuple[Span, ...]
    span: Span
    plural: bool = False


@frozen
class Cluster:
    """Persons named side by side: “đồng chí A, Bí thư; đồng chí B, Phó Bí thư”."""

    mentions: tuple[Mention, ...]
    span: Span


_RANKS = one_of(row[1] for row in table("roles") if row[0] == "rank")
_HEADS = one_of(row[1] for row in table("roles") if row[0] in ("head", "prefix"))
_OFFICES = {row[1] for row in table("roles") if row[0] in ("rank", "head", "prefix")}
_FIRST = _OFFICES.union(CALLED)
# “các đồng chí”, “Đại tá”, “Phó Bí thư”: where a person may begin
_ANCHOR = Finder(_FIRST, re.compile(rf"(?:(?P<who>{TRIGGER})|(?P<rank>{_RANKS})|{_HEADS})(?!\w)"))
_WHO = re.compile(TRIGGER)
_PLURAL = re.compile(r"(?:các|hai|ba|những)\s")
_MANY_BEFORE = re.compile(r"(?<!\w)(?:các|hai)\s{1,3}$")
_MANY_OF = re.compile(rf"(?:các|hai)\s{{1,3}}(?={_HEADS}(?!\w))")  # “các Phó Chủ tịch A, B”
# a line that ends with an office of many: “…, các Phó Chủ tịch UBND tỉnh:”
_MANY_LINE = re.compile(rf"(?:các|hai)\s{{1,3}}{_HEADS}(?!\w)[^.;:]{{0,60}}:$")
# “… gồm các đồng chí:”, “đồng chí: ”, “các đồng chí gồm: ”, and the bullet in the line below
_OPENS = re.compile(
    r"\s{0,3}(?:(?:gồm|là|có)(?:\s{1,3}có)?\s{0,3}(?=:))?[:\-]?\s{0,3}"
    r"(?:(?<=\n)(?:[-+*•]|\d{1,2}[.)])\s{0,3})?"
)
_BRACKET = re.compile(r"\s{0,3}\([^()]{1,40}\)\s{1,3}(?!-)")
_RANK = re.compile(rf"{_RANKS}(?!\w)[.,]?\s{{0,3}}")
# between a name and its role: “, ”, “ - ”, “-”, “/”, “: ”, “ (”, “, kiêm ”, “ và ”,
# “ được bầu làm ”, “ đã được tín nhiệm tái cử giữ chức ”, nothing
_TO_ROLE = re.compile(
    r"\s{0,3}(?P<mark>[,:(\-/]{0,2})\s{0,3}"
    r"(?:(?:và|kiêm|đồng\s+thời\s+là|hiện\s+là|(?P<is>là)|giữ\s+chức(?:\s+vụ)?|nguyên\s+là"
    r"|(?:đã\s+|vừa\s+|tiếp\s+tục\s+){0,2}(?:được|tái\s+(?:đắc\s+)?cử)(?:\s(?!giới|đề)[^\s,.;:()]{1,10}){0,8}?"
    r"(?:\s+(?:làm|giữ\s+(?:chức(?:\s+(?:vụ|danh))?|cương\s+vị)"
    r"|(?:chỉ\s+định|bầu)(?!\s+(?:\w{1,10}\s+){0,3}(?:làm|giữ)(?!\w)))))\s{1,3})?"
)
# between two persons: “; ”, “, ”, “ và ”, “ cùng với ”, “ - ” in a list, a bullet in a new line
_TO_NEXT = re.compile(
    r"\s{0,4}(?:[;,&]|(?P<dash>-)|và(?!\w)|c[ùũ]ng(?:\s+với)?(?!\w)|\n)\s{0,4}"
    r"(?:[-+*•]\s{0,3})?(?:\d{1,2}[.)]\s{0,3})?(?:(?:và|cùng(?:\s+với)?|có)\s{1,3})?"
)
# “Chủ tịch UBND các xã”, “bí thư 12 chi bộ”: an office of many; “Đảng ủy Khối các cơ quan” is one
# body, “Trưởng thôn 5 xã Rào Vạc” one man.
_MANY = re.compile(
    r"(?<!khối)(?<!quản lý)(?<!hiệp hội)\s+các\s"
    r"|(?:bí\s+thư|chủ\s+tịch|trưởng|phó|giám\s+đốc|ủy|ubnd|hđnd)\s+\d{1,3}\s+"
    r"(?:chi|đảng\s+bộ|xã|phường|thị\s+trấn|thôn|bản|đơn\s+vị|cơ\s+quan|phòng|trường|huyện|ban)(?!\w)"
)
# an office that several hold at a time
_SHARED = re.compile(r"phó |ủy viên|thành viên|nguyên |huyện ủy viên|tỉnh ủy viên|đảng ủy viên")
_ON_BEHALF = re.compile(
    r"(?:của|thay\s+mặt|quyền|cùng|với)\s+$"
)  # “thừa ủy quyền của Thủ tướng, …”
# “thừa ủy quyền của Bí thư Huyện ủy, | đồng chí A”: two persons, the second acts
_DEPUTY_OF = re.compile(r"(?:(?:quyền|nhiệm|công)\s+của|thay\s+mặt)\s+$")
_COUNTED = re.compile(r"\d\s{0,3}$")  # “76 đồng chí”
# where “các đồng chí trong Ban Thường vụ” ends
_GROUP_END = re.compile(
    r"\s*(?:[:;.,(]|(?<!\w)(?:gồm|(?:(?:đồng|cùng)\s+)?chủ\s+(?:trì|tọa)|dự|tham\s+dự|đã|phát\s+biểu"
    r"|cùng|thảo\s+luận|báo\s+cáo|được)(?!\w))"
)
_LISTS = re.compile(r"\s{0,3}(?::|gồm(?:\s+có)?\s?:?)\s{0,4}")
_NAME_END = re.compile(r"\s{0,3}(?:[,:(]|\s-|-\s?)?\s{0,3}$")
_LAST_WORD = re.compile(r"[^\s,;:.()\"]{1,15}$")
_UNIT_BEFORE = re.compile(
    r"(?:xã|phường|thị\s+trấn|huyện|tỉnh|thị\s+xã|thành\s+phố|quận|thôn|bản|ấp|trường|đường|phố"
    r"|tại|ở|tư\s+tưởng|phong\s+cách|đạo\s+đức|cố|chủ\s+tịch|hiệu|tên)\s{1,3}$"
)


class Reader:
    """Reads the persons of one text.

    Args:
        plain: the text, dashes and quotes made plain.
        low: its lower-case twin of the same length (`wordlist.lowered`).
    """

    def __init__(self, plain: str, low: str) -> None:
        self.plain = plain
        self.low = low
        self._in_office: set[str] = set()

    def _who(self, start: int, end: int) -> re.Match[str] | None:
        """“đồng chí”, “các đồng chí”, “anh” at `start`, if somebody is addressed so there."""
        who = _WHO.match(self.low, start, end)
        return who if who and addresses(self.plain, self.low, start) else None

    def _counts(self, cluster: Cluster) -> bool:
        """Whether a cluster may be officials: who is only “anh” or “chị” needs an office.

        In a list, or once for the whole text, one office is enough.
        """
        names = {self.low[slice(*m.name)] for m in cluster.mentions if m.name}
        if any(m.roles for m in cluster.mentions):
            self._in_office |= names
            return True
        return not young(self.low, cluster.span[0]) or bool(names & self._in_office)

    def clusters(self, span: Span) -> list[Cluster]:
        """The clusters of a sentence, in order."""
        found: list[Cluster] = []
        at, end = span
        for anchor in _ANCHOR.finditer(self.low, at, end):
            if anchor.start() < at:
                continue
            start, named = anchor.start(), bool(anchor["rank"])
            if (many := self._many(at, start, end)) and self._counts(many):
                found.append(many)
                at = many.span[1]
                continue
            if not anchor["who"]:
                name = self._name_before(at, start)
                if name is None and not self._stands_alone(start):
                    at = anchor.end()
                    continue
                named = named or name is not None
                start = start if name is None else name
            cluster = self._cluster(start, end, named)
            if cluster is None or not self._counts(cluster):
                at = anchor.end()
                continue
            found.append(cluster)
            at = max(cluster.span[1], anchor.end() if start == anchor.start() else 0)
        return found

    def _many(self, left: int, start: int, end: int) -> Cluster | None:
        """“các | Phó Chủ tịch A, B”: persons behind an office of many; None without names."""
        before = _MANY_BEFORE.search(self.low, max(left, start - 6), start)
        cluster = self._cluster(before.start(), end, named=False) if before else None
        return cluster if cluster and cluster.mentions[0].name else None

    def opens_person(self, start: int, end: int) -> bool:
        """Whether a person begins here: “đồng chí”, a name with a surname, a role with a name."""
        if self._who(start, end) or self._known_name(start, end):
            return True
        role = role_at(self.plain, self.low, start, end)
        return role is not None and role.name is not None

    def names_after_office(self, line: Span, following: Span) -> bool:
        """“Tham dự có các Phó Chủ tịch UBND tỉnh:” and names in the next line."""
        listed = _MANY_LINE.search(self.low, max(line[0], line[1] - 120), line[1])
        return listed is not None and self._known_name(*following) is not None

    def _stands_alone(self, start: int) -> bool:
        """Whether an office without “đồng chí” may begin a person: “Bí thư”, not “bí thư”."""
        if not self.plain[start].isupper():
            return False
        return not (self.low.startswith("thường vụ", start) and self.low.endswith("ban ", 0, start))

    def _name_before(self, left: int, at: int) -> int | None:
        """Where a known name begins that ends just before the role at `at`."""
        low, plain = self.low, self.plain
        joint = _NAME_END.search(plain, max(left, at - 6), at)
        end = joint.start() if joint else at
        words: list[int] = []
        stop = end
        while len(words) < MOST + 1:
            word = _LAST_WORD.search(plain, max(left, stop - 16), stop)
            if word is None or not word[0][0].isupper():
                break
            words.insert(0, word.start())
            stop = word.start()
            while stop > left and plain[stop - 1] == " ":
                stop -= 1
        for start in words:
            name = name_at(plain, low, start, end)
            if name is None or name[1] != end or not well_known(plain, name):
                continue
            if _UNIT_BEFORE.search(low, max(left, start - 12), start):
                return None
            return None if gazetteer.known(low[slice(*name)]) else start
        return None

    def _cluster(self, start: int, end: int, named: bool) -> Cluster | None:
        first = self._item(start, end, named)
        if first is None:
            return None
        mentions = [first]
        if not first.name and _DEPUTY_OF.search(self.low, max(0, start - 14), start):
            return Cluster((first,), first.span)
        listed, shared = self._list_of(first)
        while not mentions[-1].plural and (
            following := self._next(mentions[-1].span[1], end, listed)
        ):
            following = self._sharing(following, shared)
            mentions.append(following)
            if self._list_of(following)[0]:
                listed, shared = self._list_of(following)
        mentions = self._share_back(mentions)
        return Cluster(tuple(mentions), (start, mentions[-1].span[1]))

    def _sharing(self, mention: Mention, shared: tuple[Span, ...]) -> Mention:
        """A person of a list with the office of all: “các đồng chí Ủy viên …: A, …; B, …”."""
        if not shared or mention.name is None:
            return mention
        if mention.roles and not (
            mention.roles[0] > mention.name and _SHARED.match(normal(self.plain[slice(*shared[0])]))
        ):
            return mention
        return replace(mention, roles=(*shared, *mention.roles))

    def _list_of(self, mention: Mention) -> tuple[bool, tuple[Span, ...]]:
        """Whether “các đồng chí” opens a list here, and the office that all in it hold."""
        if not _PLURAL.match(self.low, mention.span[0]):
            return False, ()
        name = mention.name
        return True, tuple(role for role in mention.roles if role < name) if name else ()

    def _share_back(self, mentions: list[Mention]) -> list[Mention]:
        """“các đồng chí A, B - Phó Chủ tịch UBND huyện”: both hold the office."""
        last = mentions[-1]
        if (
            len(mentions) < 2
            or not last.name
            or not last.roles
            or any(m.roles for m in mentions[:-1])
        ):
            return mentions
        if not _SHARED.match(normal(self.plain[slice(*last.roles[0])])):
            return mentions
        return [replace(m, roles=last.roles) for m in mentions]

    def _next(self, at: int, end: int, listed: bool) -> Mention | None:
        """The person that follows at `at` behind a comma, semicolon or “và”."""
        joint = _TO_NEXT.match(self.low, at, end)
        if joint is None:
            return None
        start = joint.end()
        if joint["dash"] and not (listed and self._known_name(start, end)):
            return None
        if self._who(start, end):
            item = self._item(start, end)
            return item if item and (item.name or item.plural) else None
        if head_at(self.low, start, end):
            item = self._item(start, end)
            return item if item and item.name else None
        rank = _RANK.match(self.low, start, end)
        at = rank.end() if rank else start
        sure = self._known_name(at, end) is not None
        if not sure and not (listed and name_at(self.plain, self.low, at, end)):
            return None
        item = self._item(start, end, named=True)
        return item if item and item.name and (item.roles or (listed and sure)) else None

    def _opening(self, start: int, end: int, who: re.Match[str] | None) -> tuple[int, bool]:
        """Where the name or office behind “các đồng chí:” begins, and whether many are meant."""
        low = self.low
        if who is None:
            many = _MANY_OF.match(low, start, end)
            return (many.end(), True) if many else (start, False)
        plural = bool(_PLURAL.match(low, start))
        at = who.end()
        if opens := _OPENS.match(low, at, end):
            at = opens.end()
        if plural and (again := self._who(at, end)):  # “các đồng chí: Đồng chí A”
            at = again.end()
            at += len(self.plain[at:end]) - len(self.plain[at:end].lstrip(" "))
        return at, plural

    def _item(self, start: int, end: int, named: bool = False) -> Mention | None:
        """The person or office that begins exactly at `start`.

        `named` tells that a name may stand here without “đồng chí”.
        """
        low = self.low
        who = self._who(start, end)
        if who and _COUNTED.search(low, max(0, start - 4), start):
            return None
        at, plural = self._opening(start, end, who)
        while rank := _RANK.match(low, at, end):
            at = rank.end()
        if (named or who) and (name := name_at(self.plain, low, at, end)):
            roles, stop = self._roles_after(name[1], end)
            return Mention(name, roles, (start, stop))
        if head_at(low, at, end):
            return self._role_first(start, at, end, trigger=bool(who), plural=plural)
        if who is None:
            return None
        short = syllables(self.plain, low, at, end, most=1)
        if short and not plural:
            return Mention(short[0], (), (start, short[0][1]))
        stop = who.end()
        if plural:
            limit = min(end, at + LONGEST)
            close = _GROUP_END.search(low, at, limit)
            stop = close.start() if close else limit
        # “các đồng chí trong Thường trực Huyện ủy: A, B”
        listed = _LISTS.match(low, stop, end) if plural else None
        if listed and (name := self._known_name(listed.end(), end)):
            roles, stop = self._roles_after(name[1], end)
            return Mention(name, roles, (start, stop))
        return Mention(None, (), (start, stop), plural=plural)

    def _known_name(self, start: int, end: int) -> Span | None:
        """The name that begins here, if it begins with a surname and is no place's."""
        name = name_at(self.plain, self.low, start, end)
        if name is None or not well_known(self.plain, name):
            return None
        return None if gazetteer.known(self.low[slice(*name)]) else name

    def _name_behind_role(self, at: int, joint: re.Match[str], end: int) -> Span | None:
        """“…, | Thượng tá | Trần Văn An”, “… xã Rào Vạc (huyện Khê Lĩnh) | Trần Văn An”."""
        if not joint["mark"]:
            return None
        if bracket := _BRACKET.match(self.low, at, end):
            return self._known_name(bracket.end(), end)
        rank = _RANK.match(self.low, joint.end(), end)
        return self._known_name(rank.end() if rank else joint.end(), end)

    def _titled_name(self, start: int, end: int) -> Span | None:
        """“Bí thư Đảng ủy xã, | ông Tẩn Văn An”: the name behind one “ông”, “bà” or “đồng chí”."""
        who = self._who(start, end)
        if who is None or _PLURAL.match(self.low, start):
            return None
        blank = re.compile(r"\s{1,3}").match(self.low, who.end(), end)
        return name_at(self.plain, self.low, blank.end(), end) if blank else None

    def _role_first(
        self, start: int, at: int, end: int, *, trigger: bool, plural: bool
    ) -> Mention | None:
        """“Phó Bí thư Thường trực Tỉnh ủy Phan Văn An”, with or without the name."""
        roles: list[Span] = []
        while (role := role_at(self.plain, self.low, at, end, trigger=trigger)) is not None:
            roles.append(role.span)
            at = role.name[0] if role.name else role.span[1]
            if role.name:
                more, stop = self._roles_after(role.name[1], end, role_first=True)
                return Mention(role.name, (*roles, *more), (start, stop))
            joint = _TO_ROLE.match(self.low, at, end)
            if joint is None:
                break
            name = self._name_behind_role(at, joint, end)
            for_another = _ON_BEHALF.search(self.low, max(0, start - 14), start)
            titled = joint["mark"] == "," or joint["is"]  # “Phó Bí thư là chị A”
            if name is None and titled and not (trigger or for_another):
                name = self._titled_name(joint.end(), end)
            if name is not None:
                more, stop = self._roles_after(name[1], end)
                return Mention(name, (*roles, *more), (start, stop))
            at = joint.end()
            if joint.end() == joint.start() or not head_at(self.low, at, end):
                break
        if not roles:
            return None
        many = plural or any(_MANY.search(self.low, *span) for span in roles)
        return Mention(None, tuple(roles), (start, roles[-1][1]), plural=many)

    def _roles_after(
        self, at: int, end: int, *, role_first: bool = False
    ) -> tuple[tuple[Span, ...], int]:
        """The roles that follow a name at `at`, and where they end.

        Behind a role the name ends its person when roles lead to another name: “Bí thư Huyện ủy
        A, | Chủ tịch UBND huyện - Trưởng ban B”.
        """
        roles: list[Span] = []
        stop = at
        while joint := _TO_ROLE.match(self.low, stop, end):
            mark = joint["mark"]
            body = not roles and any(each in mark for each in "-(/")
            role = role_at(self.plain, self.low, joint.end(), end, body=body)
            if role_first and role is not None and role.name:
                return (), at
            if role is None or role.name or _MANY.search(self.low, *role.span):
                break
            roles.append(role.span)
            stop = role.span[1]
            if self.plain[stop : stop + 1] == ")":
                stop += 1
        return tuple(roles), stop
