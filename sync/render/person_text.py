"""All that is held on one person, as they or their parents read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from forms.question import Asked, Question
from sheets_schema.kind import Value, canonical, to_date
from sync.rules.theirs import Held
from sync.rules.world import World


def person_text(world: World, held: Held, day: date) -> str:
    """Answers as they were asked, then every tab, then the log of consents."""
    lines = [
        f"Какие данные хранит {world.programme.school} об участнике программы наставничества с кодом {held.code}",
        f"Адрес: {world.programme.school_address}. Выписка сделана {day:%d.%m.%Y}.",
        *answer_lines(world, held),
        *row_lines(held),
        *masked_lines(held),
        *log_lines(held),
        "",
        "Кроме этого в служебных вкладках есть отметки без имён и слов: по ним программа узнаёт свои записи.",
    ]
    return "\n".join(lines) + "\n"


def headed(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", title.upper(), "-" * len(title))
    yield from list(lines) or ["Ничего"]


def answer_lines(world: World, held: Held) -> Iterator[str]:
    def said() -> Iterator[str]:
        for answer in sorted(held.answers, key=lambda answer: (answer.submitted, answer.response_id)):
            form = world.questionnaire(answer)
            sent = answer.submitted.astimezone(world.programme.zone)
            yield f"{form.title}. Отправлено {sent:%d.%m.%Y %H:%M}"
            for question in form.questions:
                if text := answer.text(question.key):
                    yield f"    {question.title}: {plain(day_of(question, text) or text)}"

    return headed("Ответы на анкеты", said())


def day_of(question: Question, text: str) -> date | None:
    return to_date(text) if question.asked is Asked.DATE else None


def row_lines(held: Held) -> Iterator[str]:
    def shown() -> Iterator[str]:
        for book, table, row in held.rows:
            yield f"«{book.title}», вкладка «{table.title}»"
            for column in table.columns:
                if text := plain(row.values.get(column.key)):
                    yield f"    {column.title}: {text}"

    return headed("Таблицы", shown())


def masked_lines(held: Held) -> Iterator[str]:
    if not held.masked:
        return iter(())
    shown = (f"{table.title}, {column.title}: {text}" for table, column, text in held.masked)
    return headed("Скрыто, пока нет согласия", shown)


def log_lines(held: Held) -> Iterator[str]:
    lines = (row.to_record() for row in held.log)
    return headed(
        "Журнал согласий",
        (f"{plain(line.get('moment'))} {line.text('kind')}: {line.text('event')}" for line in lines),
    )


def plain(value: Value) -> str:
    """A cell as people write it."""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else canonical(value)
