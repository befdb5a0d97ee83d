"""A warm contestant: loads once, then makes one document for each line on standard input."""

from __future__ import annotations

import gc
import resource
import sys
import time
from pathlib import Path

from bench.contestants import CONTESTANTS
from bench.measure import megabytes


def main(name: str, folder: Path) -> None:
    """Prints the seconds of each document; the work includes its bytes, not their writing."""
    make = CONTESTANTS[name].warm(folder)
    for _ in sys.stdin:
        gc.collect()
        start = time.perf_counter()
        make()
        seconds = time.perf_counter() - start
        print(seconds, megabytes(resource.getrusage(resource.RUSAGE_SELF)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
