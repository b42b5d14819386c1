"""The door: ``nastavnik`` and ``python -m sync``."""

from __future__ import annotations

import gc
import io
import sys

OBJECTS_BETWEEN_SWEEPS = (100_000, 50, 100)
"""A command makes millions of objects, keeps most of them to its end and leaves hardly a circle: at Python's own
thresholds looking for circles takes a sixth of its time."""


def main() -> None:
    """Run the command line. Output is UTF-8 everywhere: a redirected Windows console would not be."""
    gc.set_threshold(*OBJECTS_BETWEEN_SWEEPS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from sync.cli.russian import speak_russian

    speak_russian()
    from sync.cli.root import run

    sys.exit(run())


if __name__ == "__main__":
    main()
