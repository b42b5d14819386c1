"""The programme of a made-up school: its folder, its staff, its address."""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path

from sync.errors import AlreadyThere
from sync.programme import FILE

TEMPLATE = """\
# Вымышленная школа: всё здесь выдумано, можно пробовать что угодно.

[school]
name = "МБОУ «Вымышленный лицей»"
address = "г. Примерск, Школьная ул., д. 7"
head = "Анохина Светлана Захаровна"

[programme]
id = "demo-{year}"
year = "{year}-{next_year}"
until = {next_year}-08-31
forms = ["ученик — ученик", "учитель — учитель"]

[place]
kind = "local"
address = "http://127.0.0.1:{port}"

[[staff]]
name = "Петрова Мария Сергеевна"
email = "petrova@school.example"
position = "координатор"

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
DEFAULT_FOLDER = "nastavnik-demo"


def found_school(folder: Path, today: date) -> None:
    """Write the programme of a made-up school into an empty folder. Raises AlreadyThere."""
    path = folder / FILE
    if path.exists():
        raise AlreadyThere(path)
    folder.mkdir(parents=True, exist_ok=True)
    year = today.year if today.month >= 7 else today.year - 1
    text = TEMPLATE.format(year=year, next_year=year + 1, port=free_port())
    path.write_text(text, encoding="utf-8")


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
