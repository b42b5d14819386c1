"""The programme's folder on this computer: secrets, and a list of what set-up made.

Nothing here is the only copy of anything: the list can be found again through Drive.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sync.errors import CredentialsBroken, CredentialsExposed, CredentialsMissing, OtherProgramme
from sync.last_run import LastRun, last_run_from

OWNER_ONLY = 0o600


@dataclass
class KnownForm:
    """A form that set-up made: ``built`` marks the questionnaire it stands for, ``open`` that it takes answers.

    ``items`` and ``questions`` are Google's ids by our keys, kept only when Google chose them; ``asked`` are the
    ids of all questions that set-up ever put there, those that the questionnaire has dropped since among them.
    ``turned`` is when it was last opened or closed ("" for never, else the server's time): of two computers the later
    word counts. ``unsettled``: options were sent to it, and the book may not say so yet.
    """

    id: str
    address: str = ""
    built: str = ""
    published: bool = False
    open: bool = False
    shared: bool = False
    items: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    turned: str = ""
    unsettled: bool = False

    def turn(self, accepting: bool, moment: datetime | None) -> None:
        """It takes answers from this moment on (the server's), or takes none. Each word is later than the last."""
        if self.open != accepting:
            before = [datetime.fromisoformat(self.turned) + timedelta(seconds=1)] if self.turned else []
            self.turned = max([moment, *before]).isoformat() if moment else self.turned
            self.open = accepting


@dataclass
class KnownBook:
    """A book that set-up made; ``grants`` are the rights given, as "e-mail role"."""

    id: str
    built: str = ""
    grants: list[str] = field(default_factory=list)


@dataclass
class KnownFiles:
    """What set-up made for the programme of this id, by our keys."""

    programme: str = ""
    folder: str = ""
    forms: dict[str, KnownForm] = field(default_factory=dict)
    books: dict[str, KnownBook] = field(default_factory=dict)


@dataclass(frozen=True)
class Folder:
    """Paths of one programme."""

    path: Path

    @property
    def questionnaires(self) -> Path:
        """The school's own questionnaires; need not be there."""
        return self.path / "questionnaires"

    @property
    def papers(self) -> Path:
        """The papers that were made, each kind in a folder of its own, and beside these the school's own templates."""
        return self.path / "papers"

    @property
    def credentials(self) -> Path:
        return self.path / "credentials.json"

    @property
    def token(self) -> Path:
        return self.path / "token.json"

    @property
    def mail_password(self) -> Path:
        return self.path / "mail.json"

    @property
    def letters(self) -> Path:
        return self.path / "letters"

    def forget_letters(self, codes: Collection[str], asked: Collection[str] = ()) -> None:
        """Letters that were not sent, written to or about any of these codes; but not those that ask for a consent and
        are to one of ``asked``. What is open in another program stays."""
        for file in self.letters.glob("*.*"):
            kind, *about = file.stem.split("-")
            still_asked = kind == "consent" and not set(about).isdisjoint(asked)
            if not still_asked and not {kind, *about}.isdisjoint(codes):
                with suppress(OSError):
                    file.unlink()

    @property
    def local_google(self) -> Path:
        return self.path / "local-google"

    @property
    def local_tokens(self) -> Path:
        return self.local_google / "tokens.json"

    @property
    def known_files(self) -> Path:
        return self.path / ".nastavnik" / "files.json"

    @property
    def last_run_file(self) -> Path:
        return self.path / ".nastavnik" / "last_run.json"

    def load_last_run(self) -> LastRun | None:
        """How the last synchronisation on this computer ended; None when that is not known."""
        try:
            return last_run_from(json.loads(self.last_run_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def save_last_run(self, last: LastRun) -> None:
        """A disk that takes nothing must not turn a synchronisation that succeeded into a failed one."""
        with suppress(OSError):
            write_whole(self.last_run_file, json.dumps(last.to_json()))

    def known_for(self, programme: str) -> KnownFiles:
        """The list of this programme's files. Raises OtherProgramme when set-up made it for another id."""
        known = self.load_known()
        if known.programme not in ("", programme):
            raise OtherProgramme(known.programme, programme)
        known.programme = programme
        return known

    def load_known(self) -> KnownFiles:
        """What set-up made, as far as this computer knows; a broken list counts as none."""
        try:
            content = json.loads(self.known_files.read_text(encoding="utf-8"))
            return KnownFiles(
                programme=content.get("programme", ""),
                folder=content["folder"],
                forms={key: KnownForm(**form) for key, form in content["forms"].items()},
                books={key: KnownBook(**book) for key, book in content["books"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return KnownFiles()

    def change_forms(self, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Note something of single forms, in the list as it stands now: another command may have changed the rest."""
        known = self.load_known()
        for key, change in changes.items():
            if key in known.forms:
                known.forms[key] = replace(known.forms[key], **change)
        if known.forms:
            self.save_known(known)

    def closed_file(self, form: str) -> Path:
        return self.path / ".nastavnik" / "closed" / f"{form}.json"

    def load_closed(self, form: str) -> list[dict[str, Any]]:
        """The answers kept of a closed form; a broken file counts as none."""
        try:
            found = json.loads(self.closed_file(form).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return found if isinstance(found, list) and all(isinstance(item, dict) for item in found) else []

    def save_closed(self, form: str, responses: list[dict[str, Any]]) -> None:
        """Only for the owner's eyes. What a disk will not take is read from the form again."""
        with suppress(OSError):
            write_whole(self.closed_file(form), json.dumps(responses, ensure_ascii=False), OWNER_ONLY)

    def forget_closed(self) -> None:
        """Nothing is kept of closed forms any more: the next synchronisation reads each once."""
        for file in self.closed_file("any").parent.glob("*.json"):
            file.unlink()

    @property
    def tombstones(self) -> Path:
        return self.path / ".nastavnik" / "tombstones.json"

    def load_tombstones(self) -> dict[str, dict[str, Any]]:
        """The marks of the erased that this computer keeps; a broken file counts as none."""
        try:
            found = json.loads(self.tombstones.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and all(map(is_tombstone, found.values())) else {}

    def save_tombstones(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """What a disk will not take is in the book all the same."""
        with suppress(OSError):
            write_whole(self.tombstones, json.dumps(found), OWNER_ONLY)

    def save_known(self, known: KnownFiles) -> None:
        write_whole(self.known_files, json.dumps(asdict(known), ensure_ascii=False, indent=1))


def is_tombstone(entry: object) -> bool:
    if not isinstance(entry, dict) or entry.keys() != {"salt", "marks", "codes"}:
        return False
    lists = (entry["marks"], entry["codes"])
    return isinstance(entry["salt"], str) and all(
        isinstance(item, list) and all(isinstance(text, str) for text in item) for item in lists
    )


def write_whole(path: Path, content: str | bytes, mode: int | None = None) -> None:
    """Write a file so that at any moment it is the old one or the new one, never a half. Bytes stay as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    raw = content.replace("\n", os.linesep).encode() if isinstance(content, str) else content
    try:
        with os.fdopen(os.open(fresh, flags, mode or 0o644), "wb") as file:
            file.write(raw)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def read_secret(path: Path) -> Mapping[str, Any]:
    """A JSON file that only its owner may read. Raises CredentialsMissing, -Exposed, -Broken."""
    if not path.is_file():
        raise CredentialsMissing(path)
    refuse_exposed(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CredentialsBroken(path) from error
    if not isinstance(content, dict):
        raise CredentialsBroken(path)
    return content


def read_tokens(path: Path) -> dict[str, str]:
    """The keys of the local server's users, e-mail to key. Raises CredentialsMissing, -Exposed, -Broken."""
    users = read_secret(path).get("users")
    if not isinstance(users, dict) or not all(isinstance(token, str) for token in users.values()):
        raise CredentialsBroken(path)
    return users


def refuse_exposed(path: Path) -> None:
    """As ssh does with keys. Windows has no such bits: there the folder's own rights decide."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if sys.platform != "win32" and mode & 0o077:
        raise CredentialsExposed(path, mode)


def write_secret(path: Path, content: Mapping[str, Any]) -> None:
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1), OWNER_ONLY)
