"""What a large school costs in calls: 2,000 people, 15 forms, 10,000 answers, Google's quotas enforced.

Run: ``python -m bench.load [PEOPLE]``. The server's clock moves only when the tool waits, so the minutes printed are
those that a school would wait for.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.reliability.large_school import told, year_of

PEOPLE = 2000


def main(people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in told(year_of(Path(folder), people)):
            print(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else PEOPLE)
