"""Engines against the plain rules: the same hits in the same tiers, whatever is asked."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban_cli.index.port import IndexDocument
from giaoban_cli.models import MATCHES
from giaoban_cli.query import Marks
from tests.contract.conftest import Open
from tests.contract.making import asked, graded, meeting
from tests.contract.reference import answer

SYLLABLES = [
    "dang",
    "đang",
    "đảng",
    "đáng",
    "ky",
    "kỷ",
    "kỳ",
    "kỉ",
    "tu",
    "tư",
    "TU",
    "TƯ",
    "nông",
    "thôn",
    "mới",
    "NTM",
    "huyện",
    "ủy",
    "uỷ",
    "HU",
    "5",
    "05",
    "a",
    "quý",
    "quí",
    "3",
    "III",
    "h",
    "hliăng",
    "liăng",
]
TYPED = [
    *SYLLABLES,
    "đ*",
    "k*",
    "t*",
    "ta",
    "nong",
    "thon",
    "moi",
    "Huyên",
    "đ/c",
    "quy",
    "hliang",
    "liang",
    "Q3",
]

texts = st.lists(st.sampled_from(SYLLABLES), max_size=25).map(" ".join)
names = st.lists(
    st.lists(
        st.sampled_from(["Lê", "Kỷ", "Kỳ", "Ky", "Đăng", "Dang", "Tý", "Tí"]),
        min_size=1,
        max_size=4,
    ).map(" ".join),
    max_size=2,
)
runs = st.lists(st.sampled_from(TYPED), min_size=1, max_size=4).map(" ".join)
phrases = st.builds(
    lambda words, slop: f'"{" ".join(words)}"' + (f"~{slop}" if slop else ""),
    st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4),
    st.integers(0, 4),
)
fields = st.sampled_from(["chair:kỷ", 'chair:"le dang"', "chair:ti", 'chair:"Đăng Ky"'])
queries = st.recursive(
    runs | phrases | fields,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) OR ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) AND ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) NOT ({pair[1]})"),
    ),
    max_leaves=4,
)
documents = st.lists(
    st.builds(lambda body, more, title, chairs: (body, more, title, chairs),
              texts, texts, texts, names),
    min_size=1,
    max_size=8,
)  # fmt: skip


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(documents, st.lists(queries, min_size=1, max_size=6), st.sampled_from(["smart", "ignore"]))
def test_same_hits_in_the_same_tiers(
    open_index: Open,
    pieces: list[tuple[str, str, str, list[str]]],
    typed: list[str],
    marks: Marks,
) -> None:
    known: list[IndexDocument] = [
        meeting(key, body, more, title=title, chairs=chairs)
        for key, (body, more, title, chairs) in enumerate(pieces)
    ]
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(Path(folder) / "index")
        half = len(known) // 2
        index.update(known[:half], [], 1)
        index.update(known[half:], [], 2)
        try:
            for text in typed:
                query = asked(text, marks=marks)
                hits = graded(index, query)
                assert dict(hits) == answer(known, query), text
                tiers = [MATCHES.index(match) for _, match in hits]
                assert tiers == sorted(tiers), text
        finally:
            index.close()
