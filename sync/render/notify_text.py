"""What ``notify`` says of the letters: how many, where they lie, and who needs a person's care. Codes, no names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from sync.rules.letters_due import Due

NOTHING = "Писать некому: нового ни для кого нет."
NOT_SENT = "Ничего не отправлено. Посмотрите письма и добавьте --send или отправьте файлы своей почтой."


def meeting_text(number: int) -> str:
    return f"Встреча пары № {number}. Если она изменится, повторите команду с ключом --change {number}."


def drafts_text(due: Due, files: Mapping[str, Path], folder: Path) -> str:
    written = [f"Писем готово: {len(due.due)}, папка {folder}", NOT_SENT] if due.due else [NOTHING]
    return "\n".join([*written, *standing(due, files)])


def sent_text(sent: Collection[str], tried: Mapping[str, Collection[str]], due: Due, files: Mapping[str, Path]) -> str:
    """``tried`` are the codes that did not simply go through, by the title under which they are told."""
    first = f"Отправлено писем: {len(sent)}." if sent or any(tried.values()) else NOTHING
    troubles = (listed(title, codes) for title, codes in tried.items() if codes)
    return "\n".join([first, *troubles, *standing(due, files)])


LATER = "Почтовый сервер просит повторить позже"
REFUSED = "Почтовый сервер не принял адрес; исправьте контакт в базе"
UNKNOWN = "Связь оборвалась, и дошло ли письмо, неизвестно: спросите человека; повторить — --again КОД"
PARTLY = "Один из адресов человека не принят, на остальные письмо ушло"


def standing(due: Due, files: Mapping[str, Path]) -> Iterator[str]:
    if due.told:
        yield f"Уже знают: {due.told}."
    if due.nowhere:
        yield "Адреса почты нет, передайте текст сами:"
        yield from (f"  {letter.code}  {files[letter.code]}" for letter in due.nowhere if letter.code in files)
    if due.unknown:
        yield listed(UNKNOWN, due.unknown)
    if due.refused:
        yield listed(REFUSED, due.refused)


def listed(title: str, codes: Iterable[str]) -> str:
    return f"{title}: {', '.join(dict.fromkeys(codes))}."
