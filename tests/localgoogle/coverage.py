"""Which of Google's methods and kinds of request the local server has: docs/localgoogle-coverage.md is made here.

What there is comes from Google's discovery documents. Whether it is done is asked of the server itself: a method
without a route, or one whose answer says that it is not supported, is refused; the kinds of a batch are looked up
in the server's own tables. The test that shows a thing stands in ``shown_by.txt``; ``conftest.school`` checks, at
the end of that very test, that the thing was asked for and succeeded.

To renew the page: ``python -m tests.localgoogle.coverage docs/localgoogle-coverage.md``.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from localgoogle.forms.schema import REQUEST_KINDS
from localgoogle.sheets.batch import KINDS, STORED
from tests.localgoogle.discovery import APIS, BATCHES, Method, document, methods
from tests.localgoogle.school import School

DONE, KEPT, REFUSED = "done", "stored", "refused"

NOT_SUPPORTED = re.compile(r"(not|n't) support")

KEPT_METHODS = "forms.forms.watches."
"""Watches are kept, expire and are renewed, but there is no Pub/Sub here that would be told."""

HEADER = """# What of Google's API the local server has

Written by `python -m tests.localgoogle.coverage docs/localgoogle-coverage.md` from Google's discovery documents and
the server's own tables: change those, not this file.

- **done**: works, as the test named beside it shows (tests/localgoogle/)
- **stored**: kept, follows its rows and columns, given back as it came; nothing else happens
- **refused**: a 400 that names it
"""


@cache
def claims() -> dict[str, str]:
    """The test that shows each thing, as ``module.function``."""
    lines = Path(__file__).with_name("shown_by.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.rsplit(maxsplit=1) for line in lines if line and not line.startswith("#"))


def shown_by(test: str) -> set[str]:
    """What a test is said to show."""
    return {name for name, shower in claims().items() if shower == test}


def state_of_method(school: School, method: Method) -> str:
    """Asks the server: a method that it does not have says so."""
    path = re.sub(r"\[\^/\]\+\?", "1", method.pattern.pattern).replace("\\", "")
    answer = school.api(method.verb, path, {} if method.verb in {"POST", "PUT", "PATCH"} else None)
    if answer.text.startswith("<") or (answer.status >= 400 and NOT_SUPPORTED.search(answer.message)):
        return REFUSED
    return KEPT if method.id.startswith(KEPT_METHODS) else DONE


def kinds_of(api: str) -> dict[str, str]:
    """Every kind of request of an API's batch, and what becomes of it."""
    known = document(api)["schemas"]["Request"]["properties"]
    if api == "forms.v1":
        return {kind: DONE if kind in REQUEST_KINDS else REFUSED for kind in known}
    return {kind: DONE if kind in KINDS else KEPT if kind in STORED else REFUSED for kind in known}


@cache
def states() -> dict[str, dict[str, str]]:
    """By API, then by name: done, stored or refused. A kind is called as in ``discovery.names_of``."""
    school = School(wrap=lambda app: app)
    school.state.settings.enforceQuotas = False
    found = {
        api: {each.id: state_of_method(school, each) for each in methods() if each.api == api} for api in sorted(APIS)
    }
    school.state.close()
    for method, batch in BATCHES.items():
        api = next(api for api in found if method in found[api])
        found[api] |= {f"{batch} {kind}": state for kind, state in kinds_of(api).items()}
    return found


def page() -> str:
    return HEADER + "".join(section(api, known) for api, known in states().items())


def section(api: str, known: dict[str, str]) -> str:
    """The part of the page about one API: its methods first, then the kinds of its batch."""
    counts = ", ".join(f"{list(known.values()).count(state)} {state}" for state in (DONE, KEPT, REFUSED))
    rows = "".join(row(name, known[name]) for name in sorted(known, key=lambda name: (" " in name, name)))
    title = f"{document(api)['title']} {api.rpartition('.')[2]}"
    return f"\n## {title}\n\n{counts}\n\n| | | shown by |\n|---|---|---|\n{rows}"


def row(name: str, state: str) -> str:
    short = name.partition(" ")[2] or name.partition(".")[2]
    called = f"`{short}`" if " " not in name else f"batchUpdate `{short}`"
    return f"| {called} | {state} | {claims().get(name, '')} |\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
