"""What is said when papers were made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SHOWN = 12
PRIVATE = "В них личные данные: храните файлы под замком. Поправить их можно в Word."
WITHOUT_NAMES = {"council": "Имён участников в справке нет. Поправить её можно в Word."}
NOBODY = {
    "order": "Приказ составлять не о ком: утверждённых пар без приказа нет. "
    "С теми, кто уже в приказе: nastavnik order --all. Завершённые пары в приказ не входят.",
    "plan": "Утверждённых пар пока нет.",
    "certificates": "Во вкладке «Награждение» ещё никому не вписана награда.",
    "case": "Пар, в которых оба согласны на публикацию, пока нет.",
    "interview": "Наставников с действующим согласием пока нет.",
}
THEN = {
    "order": "Когда приказ подпишут, впишите его номер и дату в «Пары и группы» (столбец «Приказ»). "
    "Следующий приказ назовёт только новые пары.",
    "case": "Готовый текст покажите паре, прежде чем размещать его на сайте.",
}
LEFT_OUT = {
    "case": "Не вошли, нет согласия на публикацию",
    "certificates": "В списке для сайта не названы, нет согласия на публикацию",
}


def made_text(kind: str, files: Sequence[Path], replaced: int, left_out: Sequence[str]) -> str:
    lines = [written(files, replaced), WITHOUT_NAMES.get(kind, PRIVATE)] if files else [NOBODY.get(kind, "Бумаг нет.")]
    if left_out:
        shown = ", ".join(left_out[:SHOWN]) + (" …" if len(left_out) > SHOWN else "")
        lines.append(f"{LEFT_OUT.get(kind, 'Не вошли, согласие не действует')} ({len(left_out)}): {shown}")
    if files and kind in THEN:
        lines.append(THEN[kind])
    return "\n".join(lines)


def written(files: Sequence[Path], replaced: int) -> str:
    if len(files) == 1:
        return f"Готово: {files[0]}" + (" (прежний файл заменён)" if replaced else "")
    over = f", из них заменено прежних: {replaced}" if replaced else ""
    return f"Файлов: {len(files)}{over}. Папка: {files[0].parent}"


def templates_text(files: Sequence[Path]) -> str:
    if not files:
        return "Все шаблоны уже лежат в папке papers, ничего не изменено."
    names = "\n".join(f"  {path}" for path in files)
    return f"Шаблоны лежат здесь:\n{names}\nПоправьте нужные в Word, остальные можно удалить. Поля: docs/papers.ru.md"
