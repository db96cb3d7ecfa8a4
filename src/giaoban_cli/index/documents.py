"""Sets of documents as whole numbers: bit n is set when document n belongs to the set.

In: numbers of documents. Out: sets that are joined, intersected and counted at the speed of the
machine: `one & other`, `one | other`, `one & ~other`, `one.bit_count()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, compress, count

Documents = int
"""A set of documents of one segment."""

_ZERO, _ONE = b"0", ord("1")
_TRUTH = bytes.maketrans(b"01", b"\0\1")

_DENSE = 4
"""When one document in so many belongs to a set, looking at each is quicker than leaping."""


def gathered(numbers: Iterable[int], size: int) -> Documents:
    """The set of these documents.

    Args:
        numbers: of documents, in any order, perhaps more than once.
        size: how many documents the segment has.
    """
    digits = bytearray(_ZERO * (size + 1))
    for number in numbers:
        digits[~number] = _ONE
    return int(digits, 2)


def everything(size: int) -> Documents:
    """The set of all documents of a segment."""
    return (1 << size) - 1


def members(documents: Documents) -> list[int]:
    """The numbers of the documents, ascending."""
    digits = f"{documents:b}"[::-1]
    if documents.bit_count() * _DENSE > len(digits):
        return list(compress(count(), digits.encode().translate(_TRUTH)))
    # Between two documents lie as many zeros as the one is further on than the other.
    steps = digits.replace("1", "01").split("1")
    return list(accumulate(map(len, steps[:-1]), initial=-1))[1:]
