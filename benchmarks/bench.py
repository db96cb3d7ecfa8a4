"""giaoban beside stock Whoosh, SQLite FTS5 and ripgrep, over the same generated reports.

In: sizes. Out: Markdown tables on stdout, and all figures as JSON when asked for. What is timed is
a process started for that purpose; several runs, medians; ratios only within one run. Unix only:
the accounts of ended children are read with wait4.

    python -m benchmarks.bench [--sizes N,N] [--large] [--runs N] [--keep DIR] [--only NAME]

With `--keep` a run that was broken off goes on where it was: every part that was measured is noted
in the folder, and what was built stays there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.children import Cost, measured, typical
from benchmarks.figures import EMPTY, Figures, cold, goal_table, start, tables, waited, warm
from benchmarks.goals import goals
from benchmarks.peers import giaoban, opensearch, ripgrep
from benchmarks.peers.giaoban import Giaoban
from benchmarks.peers.opensearch import Clustered
from benchmarks.peers.program import Command, Corpus, Program, folder_bytes
from benchmarks.peers.question import KINDS, Question
from benchmarks.peers.registry import PROGRAMS

SIZES = (1_000, 10_000)
LARGE = 100_000
WARM_TURNS = 3
WARM_ROUNDS = 3
STARTS = 3
"""Start-ups are short: so many times as many runs."""

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run works: its scratch folder, and one size of corpus."""

    scratch: Path
    corpus: Corpus
    size: int

    @property
    def user(self) -> Path:
        """A user's home that holds nothing."""
        return self.scratch / "user"

    def home(self, program: Program) -> Path:
        """Where a program keeps what it builds."""
        return self.scratch / f"{self.size}" / program.home


class Parts:
    """The parts of a run that are done, with all figures, in a file that a later run reads.

    Args:
        file: need not exist.
        figures: filled with what is known.
    """

    def __init__(self, file: Path, figures: Figures) -> None:
        self._file = file
        self.done: list[str] = []
        if file.exists():
            known = json.loads(file.read_text(encoding="utf-8"))
            self.done = known["done"]
            for program, measure, size, value in known["figures"]:
                figures.note(program, measure, size, value)

    def finish(self, part: str, figures: Figures) -> None:
        """Note that a part is done."""
        self.done.append(part)
        known = {"done": self.done, "figures": figures.rows()}
        written = self._file.with_suffix(".new")
        written.write_text(json.dumps(known, indent=1), encoding="utf-8")
        written.replace(self._file)


class Bench:
    """One run over one size.

    Args:
        place: where it works.
        runs: how often a short process is run for one figure.
        figures: where the figures go.
        parts: what was measured before.
    """

    def __init__(self, place: Place, runs: int, figures: Figures, parts: Parts) -> None:
        self._place = place
        self._runs = runs
        self._figures = figures
        self._parts = parts
        self._input = folder_bytes(place.corpus.reports)
        lines = place.corpus.questions.read_text(encoding="utf-8").splitlines()
        self._asked = tuple(map(Question.from_json, lines))

    def measure(self, programs: Sequence[Program]) -> None:
        """Everything about these programs; what shares a home is built once."""
        with ExitStack() as servers:
            for program in programs:
                if isinstance(program, Clustered) and program.whole:
                    servers.enter_context(program.served(self._place.home(program)))
            self._measure(programs)

    def _measure(self, programs: Sequence[Program]) -> None:
        built: set[str] = set()
        for program in programs:
            if program.home not in built and program is not ripgrep.PROGRAM:
                built.add(program.home)
                self._once(f"build {program.name}", partial(self._build, program))
        self._once("warm", partial(self._warm, programs))
        self._once("cold", partial(self._cold, programs))
        for program in programs:
            if isinstance(program, Giaoban) and program.whole:
                self._once(f"starts {program.name}", partial(self._starts, program))
                self._once(f"care {program.name}", partial(self._care, program))

    def _once(self, part: str, measure: Callable[[], None]) -> None:
        """Measure a part, unless a run that was broken off has done so."""
        name = f"{self._place.size} {part}"
        if name not in self._parts.done:
            measure()
            self._parts.finish(name, self._figures)

    def _note(self, program: str, measure: str, value: float) -> None:
        self._figures.note(program, measure, self._place.size, value)
        print(f"{self._place.size:>7,}  {program}: {measure} {value:,.3f}", file=sys.stderr)

    def _run(self, command: Command, *, watch: bool = False) -> tuple[Cost, str]:
        return measured(command, self._place.user, watch=watch)

    def _part(self, *arguments: str) -> Command:
        """A part of a measurement that runs as a process of its own."""
        return Command((sys.executable, "-m", "benchmarks.peers", *arguments))

    def _build(self, program: Program) -> None:
        """Take the reports in: rate, memory, bytes."""
        place = self._place
        home = place.home(program)
        home.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(home, ignore_errors=True)  # half of one, from a run that was broken off
        command = self._part("build", program.name, str(place.corpus.folder), str(home))
        cost, _ = self._run(command, watch=True)
        self._note(program.name, "reports/s", place.size / cost.wall)
        self._note(program.name, "reports/cpu s", place.size / cost.cpu)
        self._note(program.name, "MB/s", self._input / MB / cost.wall)
        self._note(program.name, "ingest MB", cost.memory / MB)
        self._note(program.name, "ingest s", cost.wall)
        if isinstance(program, Giaoban):
            index = program.index_bytes(home)
            truth = folder_bytes(home) - folder_bytes(home / "index")
            self._note(program.name, "truth/input", truth / self._input)
        else:
            index = folder_bytes(home)
        self._note(program.name, "index/input", index / self._input)

    def _warm(self, programs: Sequence[Program]) -> None:
        """Queries on an open index, the programs taking turns: the median question of each kind."""
        place = self._place
        open_ = [one for one in programs if one.opened(place.home(one)) is not None]
        cpu: dict[str, list[list[float]]] = {one.name: [[] for _ in self._asked] for one in open_}
        wall: dict[str, list[list[float]]] = {one.name: [[] for _ in self._asked] for one in open_}
        memory: dict[str, int] = {}
        for turn in range(WARM_TURNS):
            for program in open_:
                file, home = str(place.corpus.questions), str(place.home(program))
                part = self._part("warm", program.name, home, file, str(WARM_ROUNDS))
                cost, written = self._run(part)
                hits, *both = json.loads(written)
                for times, seconds in zip((cpu, wall), both, strict=True):
                    for known, more in zip(times[program.name], seconds, strict=True):
                        known.extend(more)
                memory[program.name] = cost.memory
                if not turn:
                    self._missing(program, hits)
        for program in open_:
            name = program.name
            for kind in KINDS:
                if not isinstance(program, Clustered):  # its work is done elsewhere
                    self._note(name, warm(kind), self._typical(cpu[name], kind))
                self._note(name, waited(kind), self._typical(wall[name], kind))
            self._note(name, "search MB", memory[name] / MB)

    def _typical(self, times: Sequence[Sequence[float]], kind: str) -> float:
        """The median question of a kind, each by the median of its times: milliseconds."""
        of_kind = [
            median(seconds)
            for question, seconds in zip(self._asked, times, strict=True)
            if question.kind == kind
        ]
        return median(of_kind) * 1000

    def _missing(self, program: Program, hits: Sequence[int]) -> None:
        """Tell which questions a program did not answer: every one has an answer."""
        for question, found in zip(self._asked, hits, strict=True):
            if not found:
                print(f"no hit: {program.name}: {question.to_json()}", file=sys.stderr)

    def _cold(self, programs: Sequence[Program]) -> None:
        """One question of each kind as a whole process, the programs taking turns."""
        for kind in KINDS:
            question = next(one for one in self._asked if one.kind == kind)
            commands = {
                program.name: command
                for program in programs
                if (
                    command := program.command(
                        self._place.corpus, self._place.home(program), question
                    )
                )
            }
            for name, cost in self._turns(commands, self._runs).items():
                self._note(name, cold(kind), cost.wall * 1000)

    def _turns(self, commands: dict[str, Command], runs: int) -> dict[str, Cost]:
        """The typical cost of several commands, each run once before it counts."""
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for number in range(runs + 1):
            for name, command in commands.items():
                cost, _ = self._run(command)
                if number:
                    costs[name].append(cost)
        return {name: typical(each) for name, each in costs.items()}

    def _starts(self, program: Giaoban) -> None:
        """Search and show beside an empty Typer program."""
        home = self._place.home(program)
        question = next(one for one in self._asked if one.kind == "phrase")
        _, found = self._run(program.search(home, question, "json"))
        id_ = json.loads(found)["hits"][0]["id"]
        launcher = str(giaoban.LAUNCHER.with_name("launch_empty.py"))
        commands = {
            EMPTY: Command((sys.executable, launcher, "first")),
            "search json": program.search(home, question, "json"),
            "search table": program.search(home, question, "table"),
            "show json": program.run(home, "show", id_, "--format", "json"),
            "show table": program.run(home, "show", id_, "--format", "table"),
        }
        for name, cost in self._turns(commands, self._runs * STARTS).items():
            self._note(program.name, start(name), cost.cpu * 1000)

    def _care(self, program: Giaoban) -> None:
        """The same folder again, and a search after the index was lost."""
        home = self._place.home(program)
        again = program.run(home, "ingest", str(self._place.corpus.reports))
        cost = typical([self._run(again)[0] for _ in range(3)])
        self._note(program.name, "again s", cost.wall)
        program.forget_index(home)
        question = next(one for one in self._asked if one.kind == "phrase")
        cost, _ = self._run(program.search(home, question, "json"), watch=True)
        self._note(program.name, "heal s", cost.wall)
        self._note(program.name, "heal MB", cost.memory / MB)


def machine() -> str:
    """What it ran on."""
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        memory = f", {size / 2**30:.0f} GiB of memory"
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{memory}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def load() -> str:
    """How many processes wanted a core lately; what is measured beside others is rough."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of reports")
    parser.add_argument("--large", action="store_true", help=f"{LARGE:,} reports as well")
    parser.add_argument("--runs", type=int, default=5, help="runs of a short process")
    parser.add_argument("--seed", type=int, default=1, help="of reports and questions")
    parser.add_argument("--only", action="append", help="leave out programs not named; repeatable")
    parser.add_argument("--keep", type=Path, help="work here, go on where a run was broken off")
    parser.add_argument("--json", type=Path, help="write every figure to this file, too")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")] + [LARGE] * options.large
    clustered, why_not = opensearch.measurable()
    programs = [
        one
        for one in PROGRAMS
        if (not options.only or one.name in options.only)
        and (not isinstance(one, Clustered) or one in clustered)
    ]
    figures = Figures()
    before = load()
    with ExitStack() as stack:
        temporary = options.keep or stack.enter_context(TemporaryDirectory(prefix="giaoban-bench-"))
        scratch = Path(temporary).absolute()
        (scratch / "user").mkdir(parents=True, exist_ok=True)
        parts = Parts(scratch / "parts.json", figures)
        for size in sizes:
            made = Corpus(scratch / f"corpus-{size}")
            if not made.questions.exists():  # written last
                shutil.rmtree(made.folder, ignore_errors=True)
                make = ("-m", "benchmarks.corpus", str(made.folder), str(size), str(options.seed))
                measured(Command((sys.executable, *make)), scratch / "user")
            Bench(Place(scratch, made, size), options.runs, figures, parts).measure(programs)
            if not options.keep:
                shutil.rmtree(scratch / f"{size}", ignore_errors=True)
                shutil.rmtree(made.folder)
    print(f"{machine()}; reports of seed {options.seed}; medians of {options.runs} runs.")
    print(f"Load average {before} before, {load()} after.")
    if not ripgrep.installed():
        print("ripgrep is not installed here, and was not measured.")
    if why_not:
        print(f"OpenSearch was not measured: {why_not}.")
    print("\n" + tables(figures) + "\n\n" + goal_table(figures, goals()))
    if options.json:
        day = str(date.today())  # noqa: DTZ011
        found = {"machine": machine(), "day": day, "figures": figures.rows()}
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
