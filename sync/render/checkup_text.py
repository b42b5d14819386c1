"""What the look at everything found: a line for each thing and, where it is not in order, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from sync.render.sentences import sentence

SHOWN = 10

WORDS = {
    "programme": ("Файл programme.toml", ""),
    "surveys": ("Анкеты", ""),
    "sign in": ("Вход", ""),
    "files": ("Таблицы и формы на месте", "Верните формы из корзины и проверьте: nastavnik setup"),
    "clock": (
        "Часы этого компьютера и сервера (здесь / там)",
        "Поправьте часы: возраст и сроки согласий считаются по часам сервера",
    ),
    "tabs": (
        "Вкладки и заголовки",
        "Верните их из истории версий; что пересчитывается, вернёт сама: nastavnik sync",
    ),
    "log": (
        "Цепочка журнала согласий",
        "Верните прежние записи из истории версий: журнал — доказательство согласий",
    ),
    "rights": ("Доступ сотрудников", "Выдайте и заберите права: nastavnik setup"),
    "backups": ("Резервные копии", "Сделайте копию: nastavnik backup"),
}


def checkup_lines(what: str, wrong: Sequence[str], error: Exception | None) -> list[str]:
    """A thing that is in order, or what is wrong with it and the remedy."""
    title, remedy = WORDS[what]
    if error is not None:
        return [f"✗ {title}", *(f"    {line}" for line in sentence(error).text().splitlines())]
    if not wrong:
        return [f"✓ {title}"]
    more = [f"    … и ещё {len(wrong) - SHOWN}"] if len(wrong) > SHOWN else []
    return [f"✗ {title}", *(f"    {place}" for place in wrong[:SHOWN]), *more, f"    {remedy}"]


def finding_to_json(what: str, wrong: Sequence[str], error: Exception | None) -> dict[str, object]:
    """The same for other programs."""
    if error is not None:
        said = sentence(error)
        return {"what": what, "well": False, "wrong": [said.happened], "next": said.next}
    return {"what": what, "well": not wrong, "wrong": list(wrong), "next": WORDS[what][1] if wrong else ""}
