"""What is said of errors with files on this computer: copies of the server's data, exported bases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sync import errors
from sync.render.sentence import NOTHING_WRITTEN, Sentence


def folder_missing(error: errors.FolderMissing) -> Sentence:
    return Sentence(
        f"Папки {error.path} нет.", NOTHING_WRITTEN, "Создайте её или укажите другую: nastavnik export bases --to ПАПКА"
    )


def file_not_writable(error: errors.FileNotWritable) -> Sentence:
    return Sentence(
        f"Файл {error.path} записать нельзя: он открыт в другой программе, в эту папку нельзя писать или диск полон.",
        "Прежний файл цел, в таблицах ничего не изменено.",
        "Закройте файл (например, в Word) и повторите команду."
        if error.path.suffix == ".docx"
        else "Закройте файл (например, в Excel) и повторите команду или укажите другую папку ключом --to.",
    )


TEMPLATE_FAULTS = {
    "not docx": "это не документ Word (.docx), или он повреждён",
    "not read": "его нельзя прочитать: он открыт в другой программе, или нет прав",
    "syntax": "ошибка в скобках поля или условия, у слов «{detail}»",
    "unknown field": "поля «{detail}» нет",
    "forbidden": "к «{detail}» шаблону обращаться нельзя",
    "cannot be filled": "условие или выражение в нём вычислить не удалось",
}


def template_broken(error: errors.TemplateBroken) -> Sentence:
    fault = TEMPLATE_FAULTS[error.fault].format(detail=error.detail)
    return Sentence(
        f"Шаблон {error.path} не годится: {fault}.",
        NOTHING_WRITTEN + " Прежние бумаги целы.",
        "Исправьте шаблон или уберите его из папки: тогда возьмётся готовый. Какие есть поля, сказано в "
        "docs/papers.ru.md; положить готовые шаблоны для сравнения: nastavnik papers templates",
    )


def not_erased(error: errors.NotErased) -> Sentence:
    return Sentence(
        f"Данные участника с кодом {error.code} не уничтожали, поэтому акта нет.",
        NOTHING_WRITTEN,
        f"Если их надо уничтожить: nastavnik erase {error.code}",
    )


def nothing_to_back_up(error: errors.NothingToBackUp) -> Sentence:
    return Sentence(
        f"В папке {error.folder} нет данных сервера школы: копировать нечего.",
        NOTHING_WRITTEN,
        "Проверьте папку (nastavnik --dir ПАПКА backup) или сначала запустите сервер: nastavnik serve",
    )


def backup_there(error: errors.BackupThere) -> Sentence:
    return Sentence(f"Файл {error.path} уже есть.", "Он не изменён.", "Дайте копии другое имя: nastavnik backup ФАЙЛ")


def backup_failed(error: errors.BackupFailed) -> Sentence:
    return Sentence(
        f"Не удаётся прочитать или записать {error.path}: нет места или прав.",
        "Ничего не изменено, неполных копий не осталось.",
        "Освободите место или выберите другой диск: nastavnik backup ФАЙЛ",
    )


def backup_broken(error: errors.BackupBroken) -> Sentence:
    return Sentence(
        f"Файл {error.path} не читается как копия: его нет, он повреждён, или это что-то другое.",
        "Данные сервера не изменены.",
        "Какие копии есть, покажет: nastavnik backup --list",
    )


def backup_newer(error: errors.BackupNewer) -> Sentence:
    return Sentence(
        f"Копия {error.path} или данные на её месте записаны более новой версией программы.",
        "Данные сервера не изменены.",
        "Обновите программу и повторите: nastavnik restore ФАЙЛ",
    )


def server_running(error: errors.ServerRunning) -> Sentence:
    return Sentence(
        f"С папкой {error.folder} сейчас работает сервер.",
        "Данные не изменены.",
        "Остановите его (Ctrl+C в его окне) и повторите: nastavnik restore ФАЙЛ",
    )


ON_FILES: dict[type, Callable[[Any], Sentence]] = {
    errors.FolderMissing: folder_missing,
    errors.FileNotWritable: file_not_writable,
    errors.TemplateBroken: template_broken,
    errors.NotErased: not_erased,
    errors.NothingToBackUp: nothing_to_back_up,
    errors.BackupThere: backup_there,
    errors.BackupFailed: backup_failed,
    errors.BackupBroken: backup_broken,
    errors.BackupNewer: backup_newer,
    errors.ServerRunning: server_running,
}
