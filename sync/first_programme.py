"""A first programme.toml, written from a few answers, checked like any other before it is kept."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from forms.meanings import PUPILS, TEACHERS
from sync.errors import AlreadyThere, AnswersRefused
from sync.folder import write_whole
from sync.programme import FILE, problems_of

TEMPLATE = """\
# Программа наставничества школы. Все ключи объяснены в programme.example.toml.

[school]
name = {school}
address = {address}
head = {head}

[programme]
id = {id}
year = "{year}-{next_year}"
until = {next_year}-08-31
forms = {forms}   # ещё бывают "выпускник — ученик", "работодатель — ученик"

[place]
kind = "local"   # свой сервер школы; "google" — таблицы и формы Google
address = "http://127.0.0.1:{port}"

# Кто видит таблицы, зависит от должности: координатор, директор, заместитель директора,
# педагог-психолог, методист, социальный педагог, классный руководитель.
[[staff]]
name = {name}
email = {email}
position = "координатор"
"""
DEFAULT_PORT = 8017
ASKED = {
    "programme.id": "короткое имя",
    "school.name": "название школы",
    "school.address": "адрес школы",
    "school.head": "директор",
    "staff[1].name": "координатор",
    "staff[1].email": "почта координатора",
}


def refuse_existing(folder: Path) -> None:
    """Raises AlreadyThere when the folder has a programme."""
    path = folder / FILE
    if path.exists():
        raise AlreadyThere(path)


def write_first_programme(
    folder: Path,
    identity: str,
    answers: Mapping[str, str],
    today: date,
    port: int = DEFAULT_PORT,
    forms: tuple[str, ...] = (PUPILS, TEACHERS),
) -> Path:
    """Write the file; ``answers`` are school, address, head, name, email. Raises AlreadyThere, AnswersRefused."""
    refuse_existing(folder)
    path = folder / FILE
    year = today.year if today.month >= 7 else today.year - 1
    # A JSON string is a TOML basic string too, but for DEL, which nobody types.
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in {**answers, "id": identity}.items()}
    listed = json.dumps(forms, ensure_ascii=False)
    text = TEMPLATE.format(**quoted, year=year, next_year=year + 1, port=port, forms=listed)
    if problems := sorted(problems_of(tomllib.loads(text))):
        raise AnswersRefused(tuple(replace(problem, key=ASKED.get(problem.key, problem.key)) for problem in problems))
    write_whole(path, text)
    return path
