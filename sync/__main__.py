"""The door: ``nastavnik`` and ``python -m sync``."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line. Output is UTF-8 everywhere: a redirected Windows console would not be."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from sync.cli.russian import speak_russian

    speak_russian()
    from sync.cli.root import run

    sys.exit(run())


if __name__ == "__main__":
    main()
