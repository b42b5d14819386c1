"""What is said after a backup was made, looked for, or brought back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

GUARD = "В ней ответы и базы целиком: храните её там, куда нет доступа посторонним. Ключей программ в ней нет."
UNKNOWN_SINCE = (
    "Прежних данных нет или они не читаются, поэтому неизвестно, что удаляли после этой копии. "
    "Если кто-то с тех пор просил удалить свои данные, удалите их ещё раз."
)


def moment_text(moment: datetime) -> str:
    return moment.astimezone().strftime("%d.%m.%Y %H:%M")


def made_text(path: Path, expired: int) -> str:
    lines = [f"Копия готова: {path}", GUARD]
    if expired:
        lines.append(f"Удалены копии с истёкшим сроком: {expired}.")
    return "\n".join(lines)


def backups_text(kept: list[tuple[Path, datetime]], now: datetime) -> str:
    """The backups with their age: what was erased from the server is still in those that are older."""
    if not kept:
        return "Копий пока нет. Сделать: nastavnik backup"
    lines = [f"{moment_text(made)}, дней назад: {(now - made).days}  {path}" for path, made in kept]
    hint = (
        "Если вы удалили чьи-то данные, в копиях старше этого они ещё есть, пока не выйдет срок. "
        "При восстановлении удалённые ответы и строки не вернутся."
    )
    return "\n".join([*lines, hint])


def restored_text(
    made: datetime, counts: tuple[int, int, int], withheld: tuple[int, int] | None, replaced: Path | None
) -> str:
    """``counts`` are forms, books and answers; ``withheld`` answers and rows that were deleted for good since."""
    forms, books, answers = counts
    lines = [f"Восстановлено то, что было {moment_text(made)}. Анкет: {forms}, таблиц: {books}, ответов: {answers}."]
    if withheld is None:
        lines.append(UNKNOWN_SINCE)
    elif any(withheld):
        lines.append(f"Удалённое после этой копии не возвращено. Ответов: {withheld[0]}, строк: {withheld[1]}.")
    if replaced is not None:
        lines.append(f"То, что было до восстановления, лежит здесь: {replaced}")
    lines.append("Всем придётся войти заново. Дальше: nastavnik serve")
    return "\n".join(lines)
