"""What belongs together: the same report, nearly the same, and others of the same meeting."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from giaoban_cli.archive.related import SHARED_BANDS
from giaoban_cli.text.likeness import BANDS, NEAR, bands, fingerprint, resemblance, words_of
from giaoban_cli.text.page.clean import clean
from tests.running import Giaoban

SAMPLES = Path(__file__).parent.parent / "sample_corpus"
REPORT = SAMPLES / "huyen-uy-khe-linh" / "2023-h1-so-ket.txt"
TEXT = REPORT.read_text(encoding="utf-8")
OTHER_VIEW = (
    "Huyện ủy Khê Lĩnh sơ kết công tác 6 tháng đầu năm\n"
    "Sáng 11/7/2023, Ban Thường vụ Huyện ủy Khê Lĩnh họp sơ kết 6 tháng đầu năm 2023. Đồng chí"
    " Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì hội nghị.\n"
)


@pytest.fixture
def user(tmp_path: Path) -> Giaoban:
    return Giaoban(tmp_path / "home")


def ingest(user: Giaoban, folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert user("ingest", folder).code == 0


def related(user: Giaoban, folder: Path, name: str) -> list[tuple[str, str]]:
    """The names of related files, each with the reason."""
    names = {
        user("show", path, "--format", "json").json["id"]: path.stem for path in folder.iterdir()
    }
    found = user("show", folder / f"{name}.txt", "--format", "json").json.get("related", [])
    return [(names[each["id"]], each["why"]) for each in found]


class TestLikeness:
    def test_page_format_and_punctuation_make_no_other_report(self) -> None:
        other = f"Trang chủ\n256\n{TEXT.replace('“', chr(34)).replace('”', chr(34))}\nRss\n"
        assert fingerprint(words_of(clean(other))) == fingerprint(words_of(clean(TEXT)))

    def test_another_word_does(self) -> None:
        other = TEXT.replace("47 chi bộ", "48 chi bộ")
        assert fingerprint(words_of(clean(other))) != fingerprint(words_of(clean(TEXT)))

    def test_texts_that_share_nine_shingles_in_ten_share_most_bands(self) -> None:
        """Two words in a hundred changed at random cost about one shingle in ten."""
        chance = random.Random(1)
        words = [f"w{chance.randrange(2000)}" for _ in range(900)]
        missed = near = 0
        for _ in range(200):
            other = [chance.choice(words) if chance.random() < 0.01 else word for word in words]
            if resemblance(words, other) >= NEAR:
                near += 1
                missed += len(set(bands(words)) & set(bands(other))) < SHARED_BANDS
        assert near > 100
        assert missed < near / 10
        assert len(bands(words)) == BANDS

    def test_a_short_text_is_like_no_other(self) -> None:
        assert bands(["thông", "báo", "của", "huyện", "ủy"]) == ()


class TestRelated:
    def test_a_copy_with_a_sentence_more_is_linked_and_not_merged(
        self, user: Giaoban, tmp_path: Path
    ) -> None:
        folder = tmp_path / "in"
        ingest(user, folder, one=TEXT, two=f"{TEXT}\nMột câu được thêm vào khi đăng lại.\n")
        assert related(user, folder, "one") == [("two", "near-duplicate")]
        assert related(user, folder, "two") == [("one", "near-duplicate")]
        assert user("search", "--format", "json").json["total"] == 2

    def test_review_lists_copies_until_a_person_has_looked(
        self, user: Giaoban, tmp_path: Path
    ) -> None:
        folder = tmp_path / "in"
        ingest(user, folder, one=TEXT, two=f"{TEXT}\nMột câu được thêm vào khi đăng lại.\n")
        listed = user("review", "--format", "json").json["meetings"]
        assert [[each["code"] for each in row["reasons"]] for row in listed] == [
            ["near_duplicate"]
        ] * 2
        assert listed[1]["id"] in listed[0]["reasons"][0]["message"]
        assert user("amend", listed[0]["id"], "--reviewed").code == 0
        left = user("review", "--format", "json").json["meetings"]
        assert [row["id"] for row in left] == [listed[1]["id"]]

    def test_another_report_of_the_meeting_is_named(self, user: Giaoban, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        ingest(user, folder, one=TEXT, two=OTHER_VIEW)
        assert related(user, folder, "two") == [("one", "same-meeting")]
        shown = user("--lang", "vi", "show", folder / "one.txt").out
        assert "Liên quan" in shown
        assert "bài khác về cùng cuộc họp" in shown

    @pytest.mark.parametrize(
        ("here", "there"),
        [
            ("11/7/2023", "12/7/2023"),
            ("Trịnh Quang Hợi", "Lê Đắc Nhuận"),
            ("Huyện ủy Khê Lĩnh", "Huyện ủy Nậm Sáng"),
        ],
        ids=["day", "chair", "body"],
    )
    def test_another_meeting_is_not(
        self, user: Giaoban, tmp_path: Path, here: str, there: str
    ) -> None:
        folder = tmp_path / "in"
        ingest(user, folder, one=TEXT, two=OTHER_VIEW.replace(here, there))
        assert related(user, folder, "two") == []

    def test_what_was_forgotten_is_related_to_nothing(self, user: Giaoban, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        ingest(user, folder, one=TEXT, two=OTHER_VIEW)
        id_ = user("show", folder / "one.txt", "--format", "json").json["id"]
        assert user("forget", id_).code == 0
        shown = user("show", folder / "two.txt", "--format", "json").json
        assert "related" not in shown


class TestNumbers:
    PAPER = SAMPLES / "van-ban" / "2024-03-tb-ket-luan-ubnd-huyen.txt"

    def test_a_paper_is_shown_and_found_by_its_number(self, user: Giaoban) -> None:
        assert user("ingest", self.PAPER).code == 0
        id_ = user("show", "87/TB-UBND", "--format", "json").json["id"]
        assert user("show", "87/tb-ubnd", "--format", "json").json["id"] == id_
        hits = user("search", "87/TB-UBND", "--format", "json").json["hits"]
        assert [hit["id"] for hit in hits] == [id_]
        snippet = hits[0]["snippet"]
        start, end = snippet["highlights"][0]
        assert snippet["text"][start:end] == "87/TB-UBND"
        assert user("search", "--cites", "87/TB-UBND").code == 1

    def test_a_number_of_two_papers_lists_both(self, user: Giaoban, tmp_path: Path) -> None:
        text = self.PAPER.read_text(encoding="utf-8")
        ingest(user, tmp_path / "in", one=text, two=text.replace("Vàm Tràm", "Khê Lĩnh"))
        ran = user("show", "87/TB-UBND")
        assert ran.code == 2
        assert ran.err.count("2024-03-12") == 2
