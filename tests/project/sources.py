"""The project's own files, for tests that look at them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("sheets_schema", "forms", "sync", "localgoogle")


def modules(*folders: str) -> list[Path]:
    """Every Python file below these folders of the project (a file stands for itself), sorted."""
    found: list[Path] = []
    for folder in folders or PACKAGES:
        path = ROOT / folder
        found += [path] if path.is_file() else path.rglob("*.py")
    return sorted(found)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def project_files() -> list[Path]:
    """What git tracks, and what it would track with the next commit."""
    # The folder may belong to another user, as it does in a container.
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]
