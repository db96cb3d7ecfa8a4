"""Texts for property tests: any characters, and soups of the words that the rules look for."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "Sáng", "chiều", "ngày", "16/4", "16-17/4", "16", "17/4/2024", "29/2", "31/12", "4/16/2024",
    "tháng", "quý I", "quý IV năm 2024", "6 tháng đầu năm", "3 tháng cuối năm 2022", "năm", "2023",
    "từ", "đến", "và", ",", ".", "./.", "…", ";", "(", ")", "-", "–", "“", "”", "hội nghị",
    "giao ban", "sơ kết", "tổng kết", "triển khai nhiệm vụ", "đánh giá kết quả", "Huyện ủy",
    "đồng chí Lê Văn", "chủ trì", "Cập nhật lúc :", "16:19", "Rss", "EmailPrintAa", "loading....",
    "Bài trước", "Tin liên quan", "Trang chủ »", "Chia sẻ", "Trần Thư", "thứ Ba", "\n", "\n\n",
    "\u00a0", "\u200b", "256", "+ aa -",
)  # fmt: skip
"""What the rules about chrome, parts and time react to."""

any_text = st.text(max_size=400)
"""Any characters at all."""

soup = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
"""Words that rules react to, in any order."""

years = st.integers(min_value=1930, max_value=2099)
days = st.dates()
