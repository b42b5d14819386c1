"""The programme of a made-up school: its folder, its staff, its address."""

from __future__ import annotations

import re
import socket
from datetime import date
from pathlib import Path

from forms.meanings import MENTORING_FORMS
from sync.first_programme import write_first_programme
from sync.folder import write_whole

SCHOOL = {
    "school": "МБОУ «Вымышленный лицей»",
    "address": "г. Примерск, Школьная ул., д. 7",
    "head": "Анохина Светлана Захаровна",
    "name": "Петрова Мария Сергеевна",
    "email": "petrova@school.example",
}
COLLEAGUES = """
[[staff]]
name = "Сидорова Ольга Ивановна"
email = "sidorova@school.example"
position = "педагог-психолог"

[[staff]]
name = "Кравец Нина Павловна"
email = "kravets@school.example"
position = "методист"

[[staff]]
name = "Анохина Светлана Захаровна"
email = "anokhina@school.example"
position = "директор"
"""
COUNTS = """
[indicators]
pupils_10_19 = 240
pupils_15_19 = 90
young_teachers = 3
enterprises = 4
"""
UNTIL = re.compile(r"^until = .*$", re.MULTILINE)
DEFAULT_FOLDER = "nastavnik-demo"


def found_school(folder: Path, today: date, until: date | None = None) -> None:
    """Write the programme of a made-up school into an empty folder, in the school year of ``today``.

    ``until``: its consents hold as long as that, not to the end of the year. Raises AlreadyThere.
    """
    path = write_first_programme(folder, "demo", SCHOOL, today, free_port(), MENTORING_FORMS)
    text = path.read_text(encoding="utf-8")
    if until:
        text = UNTIL.sub(f"until = {until}", text)
    write_whole(path, text + COLLEAGUES + COUNTS)


def free_folder() -> Path:
    """``nastavnik-demo`` here, or with a number behind it when an earlier one is still there."""
    number = 1
    while (folder := Path(DEFAULT_FOLDER if number == 1 else f"{DEFAULT_FOLDER}-{number}")).exists():
        number += 1
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
