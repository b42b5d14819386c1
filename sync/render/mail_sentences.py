"""What is said of errors with letters: pairs and meetings that are not there, and the mail server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sync import errors
from sync.render.sentence import NOTHING_WRITTEN, Sentence

ONCE = "Отправленное записано: повторите команду, второй раз тому же человеку письмо не уйдёт."


def unknown_pair(error: errors.UnknownPair) -> Sentence:
    return Sentence(
        f"Утверждённой пары {error.pair} нет, или чьё-то согласие в ней не действует.",
        "Ничего не отправлено. " + NOTHING_WRITTEN,
        "Ключ пары стоит в столбце «Пара» вкладки «Пары и группы»; решение в её строке — «утвердить» или «закрепить».",
    )


def unknown_meeting(error: errors.UnknownMeeting) -> Sentence:
    return Sentence(
        f"О встрече № {error.number} пары {error.pair} писем ещё не было.",
        "Ничего не отправлено. " + NOTHING_WRITTEN,
        "Для новой встречи ключ --change не нужен: повторите команду без него.",
    )


def mail_not_configured(_: errors.MailNotConfigured) -> Sentence:
    return Sentence(
        "В programme.toml нет раздела [mail]: отправлять письма не через что.",
        "Ничего не отправлено.",
        "Без --send программа положит готовые письма в папку letters. Как настроить почту: docs/letters.ru.md",
    )


def mail_away(error: errors.MailAway) -> Sentence:
    return Sentence(
        f"Почтовый сервер {error.host} не отвечает или прервал связь.",
        ONCE,
        "Проверьте интернет и раздел [mail] в programme.toml и повторите команду позже.",
    )


def mail_unsafe(error: errors.MailUnsafe) -> Sentence:
    return Sentence(
        f"Почтовый сервер {error.host} не предлагает защищённого соединения или не может подтвердить, что это он.",
        "Пароль и письма ему не переданы.",
        "Проверьте в [mail] адрес (host), порт (port) и вид защиты (security): их называет справка вашей почты.",
    )


def mail_login_refused(error: errors.MailLoginRefused) -> Sentence:
    code = f" (ответ {error.status})" if error.status else ""
    return Sentence(
        f"Почтовый сервер {error.host} не принял имя и пароль или не даёт писать с этого адреса{code}.",
        ONCE,
        "Проверьте user и from в [mail] и задайте пароль заново: nastavnik notify password. Многим почтам нужен "
        "особый «пароль приложения».",
    )


def ledger_lost(_: errors.LedgerLost) -> Sentence:
    return Sentence(
        "Служебная вкладка книги «Наставничество: личное» пропала, а в ней записано, кому уже писали.",
        "Ничего не отправлено: иначе все письма ушли бы второй раз.",
        "Верните вкладку «_память» из истории версий. Если это невозможно: nastavnik sync и ответ «понятно» в "
        "«Требует внимания».",
    )


ON_MAIL: dict[type, Callable[[Any], Sentence]] = {
    errors.UnknownPair: unknown_pair,
    errors.UnknownMeeting: unknown_meeting,
    errors.MailNotConfigured: mail_not_configured,
    errors.MailAway: mail_away,
    errors.MailUnsafe: mail_unsafe,
    errors.MailLoginRefused: mail_login_refused,
    errors.LedgerLost: ledger_lost,
}
