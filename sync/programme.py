"""programme.toml: what the school says of its programme. Every fault of the file is found at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forms.meanings import MENTORING_FORMS, PUPILS, TEACHERS
from sync import indicators
from sync.errors import NoProgramme, ProgrammeError, ProgrammeProblem
from sync.indicators import Indicators, indicator_problems, indicators_of

FILE = "programme.toml"
POSITIONS = (
    "координатор",
    "директор",
    "заместитель директора",
    "педагог-психолог",
    "методист",
    "социальный педагог",
    "классный руководитель",
)
PLACES = ("local", "google")

# What counts how much when pairs are proposed, in hundredths: what was asked for most, then the subject, then whether
# the two can meet at ease. Language counts where a school asks about it.
WEIGHTS: Mapping[str, int] = {
    "topics": 45,
    "subjects": 20,
    "times": 15,
    "format": 5,
    "interests": 5,
    "age": 5,
    "language": 0,
    "distance": 5,
}
CLASS_DISTANCE, INERTIA = 0, 50
PAIRING: Mapping[str, int] = {**dict.fromkeys(WEIGHTS, 100), "class_distance": 10, "inertia": 1000}  # the most of each

KEYS: dict[str, dict[str, type]] = {
    "school": {"name": str, "address": str, "head": str},
    "programme": {"id": str, "year": str, "until": date, "time_zone": str, "forms": list, "consent_days": int},
    "pairing": dict.fromkeys(PAIRING, int),
    "place": {"kind": str, "address": str, "public_address": str, "stand_in": str},
    "staff": {"name": str, "email": str, "position": str},
    "mail": dict.fromkeys(("host", "security", "user", "from", "reply_to"), str) | {"port": int, "per_minute": int},
    indicators.SECTION: indicators.KEYS,
}
OPTIONAL_SECTIONS = {"mail"}
OPTIONAL = {
    "place.address",
    "place.public_address",
    "place.stand_in",
    "programme.time_zone",
    "programme.forms",
    "programme.consent_days",
    "mail.port",
    "mail.security",
    "mail.user",
    "mail.reply_to",
    "mail.per_minute",
    *(f"{indicators.SECTION}.{key}" for key in indicators.KEYS),
    *(f"pairing.{key}" for key in PAIRING),
}
CONSENT_DAYS, LONGEST_TERM = 60, 366
PORTS = {"starttls": 587, "tls": 465, "none": 25}  # of mail servers, by how the connection is protected
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PER_MINUTE, MOST_PER_MINUTE = 20, 25  # letters; each costs two reads of a book, and Google grants 60 a minute
DEFAULT_ADDRESS = "http://127.0.0.1:8017"
ID = re.compile(r"[a-z0-9-]{3,40}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
HOST = re.compile(r"[\w.-]+|::1")
ADDRESS = re.compile(r"https?://[^/\s]+")


@dataclass(frozen=True)
class Staff:
    """Someone of the staff; ``position`` decides which books they see."""

    name: str
    email: str
    position: str


@dataclass(frozen=True)
class Mail:
    """The mail server that letters go through. ``security`` is "starttls", "tls" or, on this computer only, "none".

    ``user`` is empty where the server asks for none; the password never stands in programme.toml.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    reply_to: str = ""
    per_minute: int = PER_MINUTE


@dataclass(frozen=True)
class Programme:
    """A school's programme for a year. ``place`` is "local" or "google".

    ``address`` is the local server's; with "google" it is empty, or a server that stands in for Google in tests.
    ``consent_days`` is how long an application waits for its consent before it is dropped.
    ``pairing`` are the numbers of [pairing], those that the file says.
    ``public_address`` is where people reach the local server through a proxy, "" when only this computer does.
    """

    id: str
    school: str
    school_address: str
    head: str
    year: str
    until: date
    staff: tuple[Staff, ...]
    time_zone: str = "Europe/Moscow"
    mentoring_forms: tuple[str, ...] = (PUPILS, TEACHERS)
    place: str = "local"
    address: str = DEFAULT_ADDRESS
    public_address: str = ""
    consent_days: int = CONSENT_DAYS
    mail: Mail | None = None
    own_indicators: Indicators | None = None

    @property
    def indicators(self) -> Indicators:
        """What the monitoring is measured by, as the file says it, else as most schools do."""
        return self.own_indicators or indicators_of({}, self.until)

    pairing: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def coordinator(self) -> Staff:
        return next(person for person in self.staff if person.position == "координатор")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def words(self) -> dict[str, str]:
        """What may stand in braces in a questionnaire."""
        return {
            "school": self.school,
            "address": self.school_address,
            "head": self.head,
            "programme": "Программа наставничества",
            "year": self.year,
            "until": self.until.strftime("%d.%m.%Y"),
        }


def load_programme(folder: Path) -> Programme:
    """The programme of a folder. Raises NoProgramme and ProgrammeError."""
    path = folder / FILE
    if not path.is_file():
        raise NoProgramme(folder)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(path, (ProgrammeProblem("", "not toml", str(error)),)) from error
    except UnicodeDecodeError as error:
        raise ProgrammeError(path, (ProgrammeProblem("", "not utf-8"),)) from error
    if problems := tuple(sorted(problems_of(content))):
        raise ProgrammeError(path, problems)
    return from_content(content)


def problems_of(content: Mapping[str, Any]) -> Iterator[ProgrammeProblem]:
    for name in content:
        if name not in KEYS:
            yield ProgrammeProblem(name, "unknown key", hint=close_to(name, KEYS))
    for name, known in KEYS.items():
        if name == "staff":
            yield from staff_sections_problems(content.get(name, []), known)
        elif name in OPTIONAL_SECTIONS and name not in content:
            continue
        elif isinstance(table := content.get(name, {}), dict):
            yield from table_problems(name, name, table, known)
        else:
            yield ProgrammeProblem(name, "no section")
    yield from value_problems(content)


def staff_sections_problems(staff: Any, known: Mapping[str, type]) -> Iterator[ProgrammeProblem]:
    if not isinstance(staff, list) or not all(isinstance(person, dict) for person in staff):
        yield ProgrammeProblem("staff", "no sections")
        return
    for place, person in enumerate(staff, start=1):
        yield from table_problems("staff", f"staff[{place}]", person, known)


def close_to(word: str, known: Mapping[str, Any]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")


def table_problems(
    name: str, where: str, table: Mapping[str, Any], known: Mapping[str, type]
) -> Iterator[ProgrammeProblem]:
    for key, value in table.items():
        if key not in known:
            yield ProgrammeProblem(f"{where}.{key}", "unknown key", hint=close_to(key, known))
        elif type(value) is not known[key]:  # a datetime is a date to isinstance, True is an int
            yield ProgrammeProblem(f"{where}.{key}", "wrong type", str(value), known[key].__name__)
        elif value in ("", []) or (isinstance(value, str) and not value.strip()):
            yield ProgrammeProblem(f"{where}.{key}", "empty")
    for key in known:
        if key not in table and f"{name}.{key}" not in OPTIONAL:
            yield ProgrammeProblem(f"{where}.{key}", "missing")


def value_problems(content: Mapping[str, Any]) -> Iterator[ProgrammeProblem]:
    """Values of the right type that cannot be right."""
    programme = table_of(content, "programme")
    place = table_of(content, "place")
    if isinstance(identity := programme.get("id"), str) and not ID.fullmatch(identity):
        yield ProgrammeProblem("programme.id", "bad id", identity)
    if isinstance(zone := programme.get("time_zone"), str) and not is_zone(zone):
        yield ProgrammeProblem("programme.time_zone", "unknown zone", zone)
    if isinstance(forms := programme.get("forms"), list):
        for form in forms:
            if form not in MENTORING_FORMS:
                yield ProgrammeProblem("programme.forms", "unknown value", str(form), "; ".join(MENTORING_FORMS))
    if type(days := programme.get("consent_days")) is int and not 1 <= days <= LONGEST_TERM:
        yield ProgrammeProblem("programme.consent_days", "bad term", str(days), str(LONGEST_TERM))
    yield from pairing_problems(table_of(content, "pairing"))
    if isinstance(kind := place.get("kind"), str) and kind not in PLACES:
        yield ProgrammeProblem("place.kind", "unknown value", kind, "; ".join(PLACES))
    for key in ("address", "public_address", "stand_in"):
        if isinstance(address := place.get(key), str) and not is_address(address):
            yield ProgrammeProblem(f"place.{key}", "bad address", address)
    yield from mail_problems(table_of(content, "mail"))
    yield from indicator_problems(table_of(content, indicators.SECTION))
    yield from staff_problems(content.get("staff", []))


def mail_problems(mail: Mapping[str, Any]) -> Iterator[ProgrammeProblem]:
    security, host = mail.get("security", "starttls"), mail.get("host", "")
    if isinstance(security, str) and security not in PORTS:
        yield ProgrammeProblem("mail.security", "unknown value", security, "; ".join(PORTS))
    if security == "none" and host not in LOOPBACK:
        yield ProgrammeProblem("mail.security", "unprotected", str(host))
    if isinstance(host, str) and not HOST.fullmatch(host) and host.strip():
        yield ProgrammeProblem("mail.host", "bad host", host)
    for key, most in (("port", 65535), ("per_minute", MOST_PER_MINUTE)):
        if type(number := mail.get(key)) is int and not 1 <= number <= most:
            yield ProgrammeProblem(f"mail.{key}", "out of bounds", str(number), f"1–{most}")
    for key in ("from", "reply_to"):
        if isinstance(email := mail.get(key), str) and email.strip() and not is_sendable(email):
            yield ProgrammeProblem(f"mail.{key}", "bad e-mail", email)


def is_sendable(email: str) -> bool:
    """Few mail servers take letters of other alphabets in an address."""
    return email.isascii() and EMAIL.fullmatch(email) is not None


def pairing_problems(pairing: Mapping[str, Any]) -> Iterator[ProgrammeProblem]:
    for key, number in pairing.items():
        if type(number) is int and key in PAIRING and not 0 <= number <= PAIRING[key]:
            yield ProgrammeProblem(f"pairing.{key}", "out of bounds", str(number), f"0–{PAIRING[key]}")


def table_of(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = content.get(name)
    return table if isinstance(table, dict) else {}


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_address(text: str) -> bool:
    try:
        port_is_sound = urlsplit(text).port != 0
    except ValueError:
        return False
    return port_is_sound and ADDRESS.fullmatch(text.rstrip("/")) is not None


def staff_problems(staff: Any) -> Iterator[ProgrammeProblem]:
    if not isinstance(staff, list) or not all(isinstance(person, dict) for person in staff):
        return
    seen: set[str] = set()
    for place, person in enumerate(staff, start=1):
        position, email = person.get("position"), person.get("email")
        if isinstance(position, str) and position not in POSITIONS:
            yield ProgrammeProblem(f"staff[{place}].position", "unknown value", position, "; ".join(POSITIONS))
        if isinstance(email, str):
            if not EMAIL.fullmatch(email):
                yield ProgrammeProblem(f"staff[{place}].email", "bad e-mail", email)
            if email.lower() in seen:
                yield ProgrammeProblem(f"staff[{place}].email", "twice", email)
            seen.add(email.lower())
    if not any(person.get("position") == "координатор" for person in staff):
        yield ProgrammeProblem("staff", "no coordinator")


def address_of(place: Mapping[str, Any]) -> str:
    """With "google" the local server's address, if it still stands in the file, means nothing."""
    found: str = place.get("stand_in", "") if place["kind"] == "google" else place.get("address", DEFAULT_ADDRESS)
    return found.rstrip("/")


def mail_of(content: Mapping[str, Any]) -> Mail | None:
    if not (mail := content.get("mail")):
        return None
    security = mail.get("security", "starttls")
    return Mail(
        host=mail["host"],
        port=mail.get("port", PORTS[security]),
        security=security,
        sender=mail["from"],
        user=mail.get("user", ""),
        reply_to=mail.get("reply_to", ""),
        per_minute=mail.get("per_minute", PER_MINUTE),
    )


def from_content(content: Mapping[str, Any]) -> Programme:
    school, programme, place = content["school"], content["programme"], content["place"]
    return Programme(
        id=programme["id"],
        school=school["name"],
        school_address=school["address"],
        head=school["head"],
        year=programme["year"],
        until=programme["until"],
        staff=tuple(Staff(person["name"], person["email"], person["position"]) for person in content["staff"]),
        time_zone=programme.get("time_zone", "Europe/Moscow"),
        consent_days=programme.get("consent_days", CONSENT_DAYS),
        own_indicators=indicators_of(content.get(indicators.SECTION, {}), programme["until"]),
        pairing=content.get("pairing", {}),
        mentoring_forms=tuple(programme.get("forms", (PUPILS, TEACHERS))),
        place=place["kind"],
        address=address_of(place),
        public_address=place.get("public_address", "").rstrip("/") if place["kind"] == "local" else "",
        mail=mail_of(content),
    )
