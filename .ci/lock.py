"""Bring the lock files and the ``locked`` extra of pyproject.toml up to date.

Run it from the repository: ``python .ci/lock.py``, or with ``--upgrade`` to take newer releases. It needs ``uv``
on the PATH (``python -m pip install uv``). Neither file may name where packages are fetched from: that is
settled by each machine's own settings of pip.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN, TESTS, REGION = "requirements.lock", "requirements-dev.lock", "requirements-region.lock"
OPTIONS = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11", "--quiet"]
LOCKED = re.compile(r"^locked = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)


def main() -> None:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    compile_lock(RUN, ["pyproject.toml", *upgrade])
    compile_lock(TESTS, ["pyproject.toml", *upgrade, "--group", "dev", "--constraints", RUN])
    compile_lock(REGION, [*upgrade, "--group", "region"])
    project = ROOT / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    pins = pins_of((ROOT / RUN).read_text(encoding="utf-8"))
    project.write_text(with_pins(text, pins), encoding="utf-8", newline="\n")


def compile_lock(name: str, options: list[str]) -> None:
    """Ask uv for the versions. Exits when uv is missing, fails, or writes an address into the file."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("uv is not on the PATH: python -m pip install uv")
    command = [uv, "pip", "compile", "--output-file", name, *OPTIONS, *options]
    subprocess.run(command, cwd=ROOT, check=True)
    if "://" in (ROOT / name).read_text(encoding="utf-8"):
        sys.exit(f"{name} names an address")


def pins_of(lock: str) -> list[str]:
    """The requirements of a lock without their hashes."""
    lines = [line.rstrip("\\").strip() for line in lock.splitlines()]
    return [line for line in lines if line and not line.startswith(("--hash", "#"))]


def with_pins(project: str, pins: list[str]) -> str:
    """pyproject.toml with its ``locked`` extra replaced."""
    lines = "".join(f'    "{pin}",\n' for pin in pins)
    return LOCKED.sub(lambda _: f"locked = [\n{lines}]\n", project, count=1)


if __name__ == "__main__":
    main()
