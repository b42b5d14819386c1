"""What a set-up has made and a sync has written, so that two schools can be compared."""

from __future__ import annotations

from collections import Counter

from sync.rules.panel import LAST_RUN
from tests.system.office import Office

Shown = dict[str, list[dict[str, str]]]


def things(office: Office) -> dict[str, object]:
    """Everything that a set-up makes, without the ids that the server chose."""
    state = office.state
    files = {file.id: file for file in state.files()}
    return {
        "files": Counter((file.mime, file.name) for file in files.values()),
        "parents": Counter((file.name, tuple(files[p].name for p in file.parents)) for file in files.values()),
        "grants": Counter(
            (file.name, grant.email, grant.role, grant.type, grant.view)
            for file in files.values()
            for grant in state.permissions(file.id)
        ),
        "forms": {key: form_of(office, known.id) for key, known in office.folder.load_known().forms.items()},
        "books": {
            key: {name: (sheet.title, dict(sheet.columns), sheet.rows) for name, sheet in book.sheets.items()}
            for key, book in office.books().items()
        },
    }


def form_of(office: Office, identity: str) -> dict[str, object]:
    form = office.job().apis.forms.get(identity)
    return {key: form[key] for key in ("info", "settings", "items", "publishSettings")}


def without_last_run(shown: Shown) -> Shown:
    """The panel tells how much the last run changed: one that completes another changes less."""
    return {tab: [row for row in rows if row.get("name") != LAST_RUN] for tab, rows in shown.items()}
