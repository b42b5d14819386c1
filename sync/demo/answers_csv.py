"""Answers kept in CSV files, a file for each questionnaire, read in the order in which people sent them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms.question import Asked
from forms.questionnaire import Questionnaire
from sync.demo.people import Sent
from sync.rules.same_person import who_is

SENT = "sent"
BETWEEN_CHOICES = "; "


@dataclass
class UnreadableAnswersError(ValueError):
    """A file of answers that cannot be read: in which line, and which words of it."""

    path: Path
    line: int
    words: str


def read_answers(folder: Path, questionnaires: tuple[Questionnaire, ...]) -> list[tuple[datetime, Sent]]:
    """Every answer of ``FOLDER/{questionnaire's key}.csv`` with the moment when it was sent, the oldest first.

    A header names the questions by their keys, and ``sent`` the moment (ISO 8601 with its zone). An empty cell is
    a question left out; several choices stand in one cell between ``; ``. Raises UnreadableAnswersError.
    """
    answers = [
        answer
        for questionnaire in questionnaires
        if (path := folder / f"{questionnaire.key}.csv").is_file()
        for answer in rows_of(path, questionnaire)
    ]
    return sorted(answers, key=lambda answer: answer[0])


def read_crowd(folder: Path, questionnaires: tuple[Questionnaire, ...]) -> list[list[Sent]]:
    """The same answers person by person, known by name and day of birth: what each sends, in order."""
    crowd: dict[str, list[Sent]] = {}
    for _, sent in read_answers(folder, questionnaires):
        crowd.setdefault(who_is(str(sent.given["full_name"]), str(sent.given["birth_date"])), []).append(sent)
    return list(crowd.values())


def rows_of(path: Path, questionnaire: Questionnaire) -> Iterator[tuple[datetime, Sent]]:
    # utf-8-sig: a spreadsheet program marks the file's beginning, and would spoil the first column's name.
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            refuse_columns(path, {*(reader.fieldnames or ())}, {SENT, *questionnaire.by_key})
            for row in reader:
                refuse_columns(path, {*row}, {SENT, *questionnaire.by_key}, reader.line_num)
                yield sent_at(path, reader.line_num, row), Sent(questionnaire.key, given_in(row, questionnaire))
        except (csv.Error, UnicodeDecodeError) as error:
            raise UnreadableAnswersError(path, reader.line_num, str(error)) from error


def refuse_columns(path: Path, found: set[str], known: set[str], line: int = 1) -> None:
    """A column that the questionnaire does not ask would lose its answers; a row too long has one without a name."""
    if not found <= known or SENT not in found:
        raise UnreadableAnswersError(path, line, ", ".join(sorted(map(str, found - known))) or SENT)


def sent_at(path: Path, line: int, row: Mapping[str, str]) -> datetime:
    moment = row[SENT] or ""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError as error:
        raise UnreadableAnswersError(path, line, moment) from error
    if found.tzinfo is None:
        raise UnreadableAnswersError(path, line, moment)
    return found


def given_in(row: Mapping[str, str], questionnaire: Questionnaire) -> dict[str, str | list[str]]:
    return {
        key: cell.split(BETWEEN_CHOICES) if questionnaire.by_key[key].asked is Asked.SEVERAL else cell
        for key, cell in row.items()
        if key != SENT and cell
    }
