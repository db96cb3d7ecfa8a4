"""Reports that nobody held: as many as wanted, the same ones for the same seed, on every machine.

In: how many, and a seed. Out: `Report`s of about 5 KB: title, lead with date, holder and chairs,
results, figures, documents, one matter that only this meeting dealt with, difficulties, directions,
byline, and what a portal prints around them. Report n depends on the seed and n alone, so a small
archive is the beginning of a large one.

    python -m benchmarks.generator COUNT FOLDER [--seed N]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

from benchmarks.genre import Dice, Phrase, capital, genre
from benchmarks.letters import old_placement, plain

FIRST_YEAR, LAST_YEAR = 2010, 2025
REFORM = date(2025, 7, 1)
"""From this day there are no districts: their party committees are those of communes."""

_CHARACTERS = (1300, 3100)
"""Least and most characters of a report before its last sections; a character is 1.35 bytes."""


@dataclass(frozen=True, slots=True)
class Report:
    """A generated report and what is true of it.

    Attributes:
        path: where it lies below its folder.
        title: its headline.
        text: the whole page.
        told: the page without what the portal prints, and without its byline.
        date: the day of the meeting.
        chairs: who chaired, as written.
        holder: who held it, for example `Ban Thường vụ Huyện ủy Khe Vằng`.
        quirk: the sentence that tells a matter of this meeting alone.
    """

    path: str
    title: str
    text: str
    told: str
    date: date
    chairs: tuple[str, ...]
    holder: str
    quirk: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A party committee. `body` is `Huyện ủy` and the like, `area` what it leads: `huyện`."""

    body: str
    area: str
    name: str
    sites: tuple[str, ...]
    seed: str

    @property
    def folder(self) -> str:
        """A folder name: the name in plain letters."""
        return plain(f"{self.body} {self.name}").replace(" ", "-")

    def official(self, post: int, day: date) -> str:
        """Who holds a post on a day: the people change with the terms of five years."""
        term = (day.year * 12 + day.month - (FIRST_YEAR * 12 + 8)) // 60
        return person(Dice(f"{self.seed}/{post}/{term}"))


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a meeting is held: its title's tail, its lead's tail, the period and the day."""

    kind: str
    tail: str
    period: str
    ahead: str
    day: date


def reports(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The first `count` reports of a seed, each as its relative path and its text."""
    return ((report.path, report.text) for report in drafts(count, seed))


def drafts(count: int, seed: int = 1) -> Iterator[Report]:
    """The first `count` reports of a seed with what is true of them."""
    return islice(_drafts(seed), count)


def _drafts(seed: int) -> Iterator[Report]:
    number = 0
    while True:
        yield _report(seed, number)
        number += 1


def _report(seed: int, number: int) -> Report:
    """One report, decided by the seed and its number alone."""
    dice = Dice(f"{seed}/{number}")
    occasion = _occasion(dice)
    unit = _unit(seed, dice.ranked(range(_units())), occasion.day >= REFORM)
    writer = _Writer(dice, unit, occasion)
    chairs, chairing = writer.chairs()
    holder = f"{dice.ranked(('Ban Thường vụ', 'Thường trực'))} {unit.body} {unit.name}"
    topic = writer.say("topic")
    title = writer.title(topic)
    quirk = writer.say("quirk")
    body = [
        f"{writer.lead(holder, topic)} {chairing} {writer.say('attendees')}",
        *writer.results(quirk),
        writer.say("discussion"),
        *writer.directions(chairs),
    ]
    told = "\n\n".join([title + "\n" + body[0], *body[1:]])
    text = "\n\n".join([*writer.top(), told, *writer.bottom()])
    habits = _habits(dice)
    return Report(
        f"{unit.folder}/{number:06d}.txt",
        habits(title),
        habits(text) + "\n",
        habits(told),
        occasion.day,
        tuple(habits(chair) for chair in chairs),
        habits(holder),
        habits(quirk),
    )


class _Writer:
    """Writes the parts of one report."""

    def __init__(self, dice: Dice, unit: Unit, occasion: Occasion) -> None:
        self._dice = dice
        self._unit = unit
        self._occasion = occasion
        self._said: set[Phrase] = set()

    def say(self, section: str) -> str:
        """A phrase of a section of the genre."""
        return genre().say(self._dice, section, self._fill)

    def _unsaid(self, section: str) -> str:
        """A phrase of a section that this report does not hold yet, as long as there is one."""
        fresh = [phrase for phrase in genre().sections[section] if phrase not in self._said]
        phrase = self._dice.ranked(fresh or genre().sections[section])
        self._said.add(phrase)
        return genre().fill(self._dice, phrase, self._fill)

    def _fill(self, slot: str) -> str | None:
        """What a slot stands for when it is no section: a site, the period, a number, a name."""
        if slot == "site":
            return self._dice.ranked(self._unit.sites)
        if slot == "period":
            return self._occasion.period
        made = _MADE.get(slot)
        return made(self._dice) if made else None

    def title(self, topic: str) -> str:
        """The headline."""
        unit, occasion = self._unit, self._occasion
        return self._dice.ranked(
            (
                f"{unit.body} {unit.name} {occasion.kind} {topic} {occasion.tail}",
                f"{unit.name}: {capital(occasion.kind)} {topic} {occasion.tail}",
                f"Hội nghị {occasion.kind} {topic} {occasion.tail}",
                f"{unit.body} {unit.name} tổ chức hội nghị {occasion.kind} {topic} {occasion.tail}",
            )
        )

    def lead(self, holder: str, topic: str) -> str:
        """The sentence that tells when, who and what."""
        day, occasion = self._occasion.day, self._occasion
        session = self._dice.ranked(("Sáng", "Chiều"))
        when = self._dice.ranked(
            (
                f"{session} {day.day}/{day.month}",
                f"{session} ngày {day.day}/{day.month}/{day.year}",
                f"{session} ngày {day.day:02d}/{day.month}",
                f"Ngày {day.day:02d}/{day.month:02d}/{day.year}",
                f"{session} nay ({day.day}/{day.month})",
                f"Ngày {day.day} tháng {day.month} năm {day.year}",
            )
        )
        return (
            f"{when}, {holder} tổ chức hội nghị {occasion.kind} {topic} {occasion.period}; "
            f"triển khai nhiệm vụ trọng tâm {occasion.ahead}."
        )

    def chairs(self) -> tuple[tuple[str, ...], str]:
        """Who chairs, and the sentence that says so."""
        unit, day, dice = self._unit, self._occasion.day, self._dice
        head = f"Bí thư {unit.body}"
        deputy = f"Phó Bí thư Thường trực {unit.body}"
        if unit.area in ("huyện", "thị xã"):
            head = dice.ranked((f"TUV, {head}", head, f"{head}, Chủ tịch HĐND {unit.area}"))
        first, second = unit.official(0, day), unit.official(1, day)
        if dice.chance(0.45):
            return (first, second), dice.ranked(
                (
                    f"Đồng chí {first}, {head}; đồng chí {second}, {deputy} chủ trì hội nghị.",
                    f"Đồng chí {first} - {head} và đồng chí {second} - {deputy} đồng chủ trì.",
                    f"Các đồng chí: {first}, {head}; {second}, {deputy} đồng chủ trì hội nghị.",
                )
            )
        name, role = (first, head) if dice.chance(0.55) else (second, deputy)
        return (name,), dice.ranked(
            (
                f"Đồng chí {name}, {role} chủ trì hội nghị.",
                f"Đồng chí {name} - {role} dự và chủ trì hội nghị.",
                f"Hội nghị do đồng chí {name}, {role} chủ trì.",
            )
        )

    def results(self, quirk: str) -> list[str]:
        """The paragraphs of what was done; `quirk` stands in one of them."""
        dice, unit = self._dice, self._unit
        wanted = dice.between(*_CHARACTERS)
        opening = (
            f"{capital(self._occasion.period)}, {unit.body} {unit.name} đã bám sát chương trình "
            f"công tác, lãnh đạo toàn diện các mặt. {self._documents()}"
        )
        paragraphs = [[opening]]
        length = len(opening)
        while length < wanted:
            sentence = self._unsaid("figure" if dice.chance(0.25) else "result")
            if len(paragraphs[-1]) >= dice.between(3, 6):
                paragraphs.append([])
            paragraphs[-1].append(sentence)
            length += len(sentence)
        place = dice.one(paragraphs)
        place.insert(dice.between(1, len(place)), quirk + ".")
        return [" ".join(sentences) for sentences in paragraphs]

    def _documents(self) -> str:
        """A sentence that cites a central and a local document."""
        dice, unit, day = self._dice, self._unit, self._occasion.day
        central = genre().say(dice, "central", self._fill, day.year - 1)
        year = day.year - dice.between(0, 1)
        issuer = {"tỉnh": "TU", "xã": "ĐU", "huyện": "HU"}.get(unit.area, "ThU")
        kind, code = dice.ranked((("Kế hoạch", "KH"), ("Chương trình", "CTr"), ("Kết luận", "KL")))
        number = f"{dice.small(1, 280):02d}-{code}/{issuer}"
        return (
            f"Việc thực hiện {central} được gắn với {kind} số {number}, ngày "
            f"{dice.between(2, 28):02d}/{dice.between(1, max(1, day.month - 1)):02d}/{year} "
            f"của {unit.body} về {self.say('field')}."
        )

    def directions(self, chairs: tuple[str, ...]) -> list[str]:
        """The paragraphs of who concluded, and what is to be done."""
        dice, unit = self._dice, self._unit
        speaker = dice.one(chairs)
        role = (
            "Bí thư"
            if speaker == unit.official(0, self._occasion.day)
            else "Phó Bí thư Thường trực"
        )
        opening = dice.ranked(
            (
                f"Phát biểu kết luận hội nghị, đồng chí {speaker}, {role} {unit.body} đề nghị ",
                f"Kết luận hội nghị, đồng chí {speaker} yêu cầu ",
                f"Phát biểu chỉ đạo tại hội nghị, {role} {unit.body} {speaker} nhấn mạnh: ",
            )
        )
        items = "; ".join(self.say("direction") for _ in range(dice.between(2, 4)))
        return [opening + items + ".", self.say("direction_more")]

    def top(self) -> list[str]:
        """What the portal prints above: counters, the section, its own stamp."""
        dice, day = self._dice, self._occasion.day
        lines = []
        if dice.chance(0.5):
            lines.append(self.say("chrome_top"))
        if dice.chance(0.6):
            lines.append(self.say("section"))
        if dice.chance(0.5):
            stamp = day + timedelta(days=dice.small(0, 3))
            at = f"{dice.between(7, 21):02d}:{dice.between(0, 59):02d}"
            lines.append(f"Cập nhật lúc : {stamp:%d/%m/%Y} {at}")
        return lines

    def bottom(self) -> list[str]:
        """The byline, and what the portal prints below."""
        lines = [self.say("byline")]
        if self._dice.chance(0.5):
            lines.append(self.say("chrome_end"))
        return lines


def _occasion(dice: Dice) -> Occasion:
    """What a meeting is about, and when it is held."""
    year = dice.between(FIRST_YEAR, LAST_YEAR)
    kind = dice.ranked(("quarter", "month", "quarter", "half", "year", "nine"))
    if kind == "quarter":
        return _quarter(dice, year)
    if kind == "month":
        month = dice.between(2, 12)
        day = _working(date(year, month, dice.between(1, 9)))
        return Occasion(
            "giao ban",
            f"tháng {month}/{year}",
            f"tháng {month - 1}",
            f"tháng {month} năm {year}",
            day,
        )
    if kind == "half":
        day = _working(date(year, 6, 18) + timedelta(days=dice.between(0, 26)))
        tail = f"6 tháng đầu năm {year}"
        return Occasion("sơ kết", tail, tail, f"6 tháng cuối năm {year}", day)
    if kind == "nine":
        day = _working(date(year, 9, 20) + timedelta(days=dice.between(0, 20)))
        tail = f"9 tháng đầu năm {year}"
        return Occasion("giao ban", tail, tail, f"3 tháng cuối năm {year}", day)
    day = _working(date(year, 12, 8) + timedelta(days=dice.between(0, 20)))
    return Occasion("tổng kết", f"năm {year}", f"năm {year}", f"năm {year + 1}", day)


def _quarter(dice: Dice, year: int) -> Occasion:
    """A meeting on a quarter, held around its end."""
    quarter = dice.between(1, 3)
    roman = ("I", "II", "III", "IV")
    day = _working(date(year, quarter * 3, 22) + timedelta(days=dice.between(0, 24)))
    label, ahead = f"quý {roman[quarter - 1]}", f"quý {roman[quarter]} năm {year}"
    if dice.chance(0.5):
        return Occasion("giao ban", f"{label} năm {year}", label, ahead, day)
    tail = f"{label}, triển khai nhiệm vụ {ahead}"
    return Occasion("giao ban", tail, f"{label} năm {year}", ahead, day)


def _working(day: date) -> date:
    """The day itself, or the Monday after a week-end."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _units() -> int:
    """How many committees there are: districts and provinces."""
    return len(genre().sections["unit"]) + len(genre().sections["province"])


@lru_cache(512)
def _unit(seed: int, number: int, reformed: bool) -> Unit:
    """The committee of a number; every eighth is a province's."""
    dice = Dice(f"{seed}/unit/{number}")
    districts, provinces = genre().names("unit"), genre().names("province")
    at = number // 8
    if number % 8 == 7 and at < len(provinces):
        body, area, name = "Tỉnh ủy", "tỉnh", provinces[at]
    else:
        name = districts[number - min(at, len(provinces))]
        body, area = ("Huyện ủy", "huyện") if dice.chance(0.85) else ("Thị ủy", "thị xã")
        if reformed:
            body, area = "Đảng ủy xã", "xã"
    syllables = genre().names("syllable")
    sites = tuple(
        f"{dice.ranked(syllables)} {dice.one(syllables) if dice.chance(0.7) else coined(dice)}"
        for _ in range(60)
    )
    return Unit(body, area, name, sites, f"{seed}/unit/{number}")


def coined(dice: Dice) -> str:
    """A name of one syllable that few texts hold, as small places and firms have."""
    names = genre().names
    return capital(dice.ranked(names("onset")) + dice.one(names("rhyme")))


def person(dice: Dice) -> str:
    """A full name; surnames, middle and given names as skewed as they are."""
    names = genre().names
    surname = dice.ranked(names("surname"))
    sex = "m" if dice.chance(0.7) else "f"
    return f"{surname} {dice.ranked(names(f'middle_{sex}'))} {dice.ranked(names(f'given_{sex}'))}"


def _habits(dice: Dice) -> Callable[[str], str]:
    """How an office writes: old places of the tone, short forms, spaces that do not break."""
    changes: list[Callable[[str], str]] = []
    if dice.chance(0.2):
        changes.append(lambda text: text.replace("nông thôn mới", "NTM"))
    if dice.chance(0.1):
        changes.append(lambda text: text.replace("đồng chí ", "đồng chí\N{NO-BREAK SPACE}"))
    if dice.chance(0.25):
        changes.append(old_placement)

    def written(text: str) -> str:
        for change in changes:
            text = change(text)
        return text

    return written


_MADE: Mapping[str, Callable[[Dice], str]] = {
    "n_small": lambda dice: f"{dice.small(2, 19):{'02d' if dice.chance(0.3) else 'd'}}",
    "n_mid": lambda dice: str(dice.small(11, 420)),
    "n_big": lambda dice: f"{dice.small(1, 40)}.{dice.between(0, 999):03d}",
    "count": lambda dice: str(dice.small(1, 19)),
    "percent": lambda dice: str(dice.between(41, 99)),
    "digit": lambda dice: str(dice.between(1, 9)),
    "day": lambda dice: str(dice.between(1, 28)),
    "month": lambda dice: str(dice.between(1, 12)),
    "serial": lambda dice: str(dice.small(3, 9999)),
    "coined": coined,
    "person": person,
}
"""What is made up for a slot of that name."""


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write the first `count` reports of a seed into a folder.

    Raises:
        OSError: the folder cannot be written to.
    """
    for path, text in reports(count, seed):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the reports that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    parser.add_argument("count", type=int, help="how many reports")
    parser.add_argument("folder", type=Path, help="where to")
    parser.add_argument("--seed", type=int, default=1, help="other reports for another number")
    options = parser.parse_args(arguments)
    write(options.folder, options.count, options.seed)


if __name__ == "__main__":
    main()
