"""A cluster by hand: python -m tests.cluster [--check] [--nodes N].

Starts one, prints its addresses, and stops it when Enter is pressed or the terminal is closed. With
`--check` it only says whether tests have a server: exit code 0, 1 when the launcher does not build,
3 and a reason when this machine lacks what it takes.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cluster.cluster import SERVER, Cluster
from tests.cluster.launcher import Broken, Unavailable, prepared

BROKEN = 1
UNAVAILABLE = 3


def main() -> int:
    """Check, or run one."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster")
    parser.add_argument("--check", action="store_true", help="only say whether tests have one")
    parser.add_argument("--nodes", type=int, default=3, help="how many")
    options = parser.parse_args()
    try:
        if not options.check:
            run(options.nodes)
        elif not os.environ.get(SERVER):
            prepared()
    except Unavailable as reason:
        print(f"no cluster can be started here: {reason}")
        return UNAVAILABLE
    except Broken as error:
        print(error, file=sys.stderr)
        return BROKEN
    return 0


def run(nodes: int) -> None:
    """Keep a cluster until a line comes in, or none can come any more."""
    with (
        TemporaryDirectory(prefix="giaoban-cluster-") as folder,
        Cluster(Path(folder), nodes) as cluster,
    ):
        print(*cluster.urls, flush=True)
        print("Enter stops it.", file=sys.stderr)
        sys.stdin.readline()


if __name__ == "__main__":
    sys.exit(main())
