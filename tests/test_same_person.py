"""Two officials that the user made one are one, however many steps lead there."""

from __future__ import annotations

from giaoban_cli.models import Merge, Person
from giaoban_cli.text.who.same import key, other_names, same_person

VUI = Person("Võ Văn Vui", "Khê Lĩnh")
VU = Person("Vũ Văn Vui", "Khê Lĩnh")
VUY = Person("Võ Văn Vuy", "Khê Lĩnh")
ELSEWHERE = Person("Vũ Văn Vui", "Hoành Sơn")


def merge(person: Person, other: Person) -> Merge:
    return Merge(person, other, "2024-05-02T08:00:00+00:00", "lan")


def test_without_merges_everyone_is_themselves() -> None:
    assert same_person([])(VU) == VU
    assert other_names([]) == {}


def test_the_other_is_the_kept_one_within_the_place_only() -> None:
    meant = same_person([merge(VUI, VU)])
    assert meant(VU) == meant(VUI) == VUI
    assert meant(ELSEWHERE) == ELSEWHERE


def test_capitals_and_the_place_of_a_tone_do_not_matter() -> None:
    meant = same_person([merge(Person("Hoà Bình", "Thuý Sơn"), Person("Hòa Binh", "Thúy Sơn"))])
    assert meant(Person("HOÀ BINH", "Thuý sơn")) == Person("Hoà Bình", "Thuý Sơn")


def test_steps_are_followed_in_either_order() -> None:
    for merges in (
        [merge(VU, VUY), merge(VUI, VU)],
        [merge(VUI, VU), merge(VU, VUY)],
    ):
        meant = same_person(merges)
        assert {meant(each) for each in (VU, VUY, VUI)} == {VUI}


def test_the_last_word_ends_a_circle() -> None:
    meant = same_person([merge(VUI, VU), merge(VU, VUI)])
    assert meant(VUI) == meant(VU)


def test_one_person_may_have_held_office_in_two_places() -> None:
    meant = same_person([merge(VU, ELSEWHERE)])
    assert meant(ELSEWHERE) == VU


def test_each_of_those_who_are_one_has_the_others_as_other_names() -> None:
    others = other_names([merge(VUI, VU), merge(VU, VUY)])
    assert set(others[key(VUY)]) == {VUI, VU}
    assert set(others[key(VUI)]) == {VU, VUY}
