"""Views over the sample corpus, as a clerk and a program see them: golden screens and formats.

`python -m tests.test_views_golden` writes tests/golden_views/ anew; read the difference before you
commit it.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from giaoban_cli.render.markdown import escaped
from tests.running import Giaoban

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_corpus"
GOLDEN = Path(__file__).parent / "golden_views"

UNITS = ("huyen-uy-khe-linh", "dang-uy-xa-khe-linh", "tinh-uy-hoanh-giang", "huyen-uy-vam-tram")
"""The folders that are looked at: enough for every view."""

SCREENS: dict[str, tuple[str, ...]] = {
    "timeline": ("timeline",),
    "timeline-query": ("timeline", "giảm nghèo OR hộ nghèo", "--by", "year"),
    "officials": ("officials",),
    "officials-given-name": ("officials", "Hợi"),
    "officials-one": ("officials", "Lê Đắc Nhuận, tỉnh"),
    "documents": ("documents", "--on", "2023"),
    "documents-one": ("documents", "78-KH/HU"),
    "documents-tree": ("documents", "--tree"),
    "figures": ("figures", "--on", "6/2025"),
    "figures-one": ("figures", "ket nap dang vien", "--organisation", "Huyện ủy Khê Lĩnh"),
    "figures-near": ("figures", "Cái Mướp"),
    "directions": ("directions", "đảng viên", "--speaker", "Trịnh Quang Hợi"),
    "directions-for": ("directions", "--for", "quý IV/2023"),
    "chronicle": ("chronicle", "--organisation", "huyen uy khe linh", "--to", "2025-06-30"),
    "timeline-month": ("timeline", "--by", "month", "--on", "2023"),
}
"""What is shown on a screen, in both languages."""

MACHINE: dict[str, tuple[str, ...]] = {
    "timeline.json": ("timeline", "--by", "year", "--format", "json"),
    "officials.json": ("officials", "Bảo", "--format", "json"),
    "officials.csv": ("officials", "--format", "csv"),
    "documents.json": ("documents", "nghị quyết 21", "--format", "json"),
    "documents.csv": ("documents", "--on", "2023", "--format", "csv"),
    "documents-one.csv": ("documents", "78-KH/HU", "--format", "csv"),
    "documents-tree.json": ("documents", "NQ 21", "--tree", "--format", "json"),
    "figures.json": ("figures", "kết nạp đảng viên", "--on", "2023", "--format", "json"),
    "figures.csv": ("figures", "kết nạp đảng viên", "--format", "csv"),
    "directions.json": ("directions", "--for", "2023-Q3", "--format", "json"),
    "directions.csv": ("directions", "Rào Đá", "--format", "csv"),
    "chronicle.html": ("chronicle", "--place", "Khê Lĩnh", "--format", "html"),
    "timeline.csv": ("timeline", "--on", "2023", "--format", "csv"),
}
"""What other programs read."""

NARROW = ("timeline", "officials", "documents", "documents-tree", "figures-one", "directions-for")
"""Screens that are also looked at on 50 columns of a terminal that has ASCII only."""


def clerk(home: Path) -> Giaoban:
    """A user whose archive holds the samples."""
    user = Giaoban(home)
    assert user("ingest", *(SAMPLES / unit for unit in UNITS)).code == 0
    return user


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Giaoban:
    return clerk(tmp_path_factory.mktemp("home"))


def screens(user: Giaoban) -> dict[str, str]:
    """Every golden file by its name, as giaoban writes it now."""
    made: dict[str, str] = {}
    narrow = replace(
        user, terminal=True, encoding="ascii", environ={"COLUMNS": "50", "TERM": "dumb"}
    )
    for name, words in SCREENS.items():
        for language in ("vi", "en"):
            made[f"{name}.{language}.txt"] = user("--lang", language, *words).out
    for name in NARROW:
        made[f"{name}.narrow.txt"] = narrow("--lang", "vi", *SCREENS[name]).out
    for name, words in MACHINE.items():
        made[name] = user(*words).out
    here = (str(SAMPLES), escaped(str(SAMPLES)))  # as it is, and as Markdown writes it
    for path in here:
        made = {name: text.replace(path, "sample_corpus") for name, text in made.items()}
    return made


@pytest.fixture(scope="module")
def shown(user: Giaoban) -> dict[str, str]:
    return screens(user)


FILES = [
    *(f"{name}.{language}.txt" for name in SCREENS for language in ("vi", "en")),
    *(f"{name}.narrow.txt" for name in NARROW),
    *MACHINE,
]


@pytest.mark.parametrize("name", FILES)
def test_a_view_is_as_it_was(shown: dict[str, str], name: str) -> None:
    assert shown[name] == (GOLDEN / name).read_bytes().decode("utf-8")


def test_every_golden_file_is_compared() -> None:
    assert sorted(each.name for each in GOLDEN.iterdir()) == sorted(FILES)


@pytest.mark.parametrize(
    "name", [name for name in FILES if name.endswith(".txt") and not name.startswith("chronicle")]
)
def test_no_line_is_wider_than_its_screen(name: str) -> None:
    width = 50 if ".narrow." in name else 100
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= width


def main() -> None:
    """Write the golden files anew."""
    with tempfile.TemporaryDirectory() as home:
        made = screens(clerk(Path(home)))
    for old in GOLDEN.iterdir():
        old.unlink()
    for name, text in made.items():
        (GOLDEN / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
