"""What is said of every error: what happened, what it means for the data, the next command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forms.errors import QuestionnaireError
from sheets_schema.errors import BaseVanished, ColumnLost, SheetsError
from sync import errors
from sync.errors import Exit, ToolError
from sync.render.file_sentences import ON_FILES
from sync.render.mail_sentences import ON_MAIL
from sync.render.pair_sentences import ON_PAIRS
from sync.render.problems import programme_problem, questionnaire_problem
from sync.render.sentence import NOTHING_CHANGED, NOTHING_WRITTEN, SAFE, Sentence


def exit_code(error: BaseException) -> Exit:
    if isinstance(error, ToolError):
        return error.exit_code
    if isinstance(error, BaseVanished | ColumnLost):
        return Exit.STOPPED
    return Exit.USAGE if isinstance(error, QuestionnaireError) else Exit.OUR_FAULT


def sentence(error: BaseException) -> Sentence:
    """The message for an error; for one that nobody foresaw, a message that says so."""
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return SENTENCES[kind](error)
    return Sentence(
        f"Ошибка в самой программе ({type(error).__name__}).",
        SAFE,
        "Сообщите разработчикам, что вы делали; подробности без личных данных покажет ключ --debug.",
    )


def no_programme(error: errors.NoProgramme) -> Sentence:
    return Sentence(
        f"В папке {error.folder} нет файла programme.toml: это не папка программы.",
        NOTHING_WRITTEN,
        "Укажите нужную папку (nastavnik --dir ПАПКА …) или создайте файл: nastavnik init.",
    )


def programme_error(error: errors.ProgrammeError) -> Sentence:
    lines = [f"Файл {error.path} заполнен с ошибками:"]
    lines += [f"  — {programme_problem(problem)}" for problem in error.problems]
    return Sentence("\n".join(lines), NOTHING_WRITTEN, "Исправьте файл и повторите команду.")


def answers_refused(error: errors.AnswersRefused) -> Sentence:
    lines = ["Файл programme.toml не создан, в ответах есть ошибки:"]
    lines += [f"  — {programme_problem(problem)}" for problem in error.problems]
    return Sentence("\n".join(lines), NOTHING_WRITTEN, "Ответьте ещё раз: nastavnik init")


def questionnaire_error(error: QuestionnaireError) -> Sentence:
    lines = ["В анкетах есть ошибки:"]
    lines += [f"  — {questionnaire_problem(problem)}" for problem in error.problems]
    return Sentence("\n".join(lines), NOTHING_WRITTEN, "Исправьте файлы анкет и повторите команду.")


def unknown_survey(error: errors.UnknownSurvey) -> Sentence:
    named = ", ".join(f"«{key}»" for key in error.keys)
    return Sentence(
        f"Такой анкеты нет: {named}. Есть: {', '.join(error.known)}.", NOTHING_CHANGED, "Список: nastavnik forms list"
    )


def not_set_up(error: errors.NotSetUp) -> Sentence:
    what = f" Не хватает: {', '.join(error.missing)}." if error.missing else ""
    return Sentence(f"Таблицы и анкеты программы ещё не созданы.{what}", NOTHING_WRITTEN, "Выполните: nastavnik setup")


def other_programme(error: errors.OtherProgramme) -> Sentence:
    return Sentence(
        f"Короткое имя программы (programme.id) изменилось: было «{error.known}», в programme.toml — «{error.found}».",
        "По нему узнаются таблицы и анкеты, поэтому менять его нельзя. " + NOTHING_WRITTEN,
        f'Верните в programme.toml: id = "{error.known}". Для другой программы нужна своя папка: nastavnik init',
    )


def already_there(error: errors.AlreadyThere) -> Sentence:
    return Sentence(f"{error.path} уже есть.", "Он не изменён.", "Укажите другую папку: nastavnik --dir ПАПКА …")


def unknown_code(error: errors.UnknownCode) -> Sentence:
    return Sentence(
        f"Участника с кодом {error.code} нет.",
        NOTHING_WRITTEN,
        "Коды стоят в первом столбце вкладки «Согласия»; список покажет: nastavnik consent status",
    )


def not_confirmed(error: errors.NotConfirmed) -> Sentence:
    return Sentence(
        f"Удаление данных участника {error.code} ещё не подтверждено.",
        "Удалённое не вернуть, поэтому решает сотрудник. " + NOTHING_WRITTEN,
        "Во вкладке «Согласия» впишите в его строку «да» в «Удалить данные» и фамилию в «Кто подтвердил удаление», "
        f"затем: nastavnik erase {error.code}",
    )


def credentials_missing(error: errors.CredentialsMissing) -> Sentence:
    if error.path.name == "mail.json":
        return Sentence(
            "Не задан пароль почтового ящика, с которого идут письма.",
            "Ничего не отправлено.",
            "Выполните: nastavnik notify password",
        )
    if error.path.name == "tokens.json":
        return Sentence(
            f"Нет ключей своего сервера ({error.path}).",
            NOTHING_WRITTEN,
            "Запустите сервер в другом окне: nastavnik serve. При первом запуске он создаст ключи.",
        )
    return Sentence(
        f"Нет файла {error.path}: без него в Google не войти.",
        NOTHING_WRITTEN,
        "Создайте в Google Cloud Console клиент OAuth типа «Desktop app» и положите скачанный файл под этим "
        "именем (образец — credentials.example.json), затем: nastavnik setup",
    )


def credentials_exposed(error: errors.CredentialsExposed) -> Sentence:
    return Sentence(
        f"Файл {error.path} могут прочесть другие пользователи компьютера (права {error.mode:o}).",
        "Ключом из него мог бы воспользоваться кто угодно, поэтому работа остановлена. " + NOTHING_WRITTEN,
        f"Закройте файл: chmod 600 {error.path}",
    )


def credentials_broken(error: errors.CredentialsBroken) -> Sentence:
    return Sentence(
        f"Файл {error.path} испорчен или не того вида.",
        NOTHING_WRITTEN,
        "Сравните его с credentials.example.json; token.json можно удалить, его создаст nastavnik setup.",
    )


def sign_in_needed(_: errors.SignInNeeded) -> Sentence:
    return Sentence(
        "Вход не выполнен, или его срок истёк, или доступ отозван.",
        SAFE,
        "Войдите заново: nastavnik setup (со своим сервером — перезапустите nastavnik serve).",
    )


def port_in_use(error: errors.PortInUse) -> Sentence:
    return Sentence(
        f"Порт {error.port} занят: сервер уже запущен или порт взяла другая программа.",
        "Данные не тронуты.",
        "Закройте прежний сервер или выберите другой порт: nastavnik serve --port ЧИСЛО",
    )


def unreachable(error: errors.Unreachable) -> Sentence:
    own = "127.0.0.1" in error.address or "localhost" in error.address
    return Sentence(
        f"Сервер {error.address or 'Google'} не отвечает.",
        SAFE,
        "Запустите сервер в другом окне: nastavnik serve" if own else "Проверьте интернет и повторите команду позже.",
    )


def garbled(error: errors.Garbled) -> Sentence:
    return Sentence(
        f"Вместо сервера {error.address or 'Google'} отвечает что-то другое, или его ответы приходят испорченными.",
        SAFE,
        "Откройте в браузере любой сайт: возможно, сеть ждёт, что вы войдёте в неё. Затем повторите команду.",
    )


def quota(_: errors.QuotaExhausted) -> Sentence:
    return Sentence("Google просит подождать: исчерпан предел обращений.", SAFE, "Повторите команду через минуту.")


def uncertain(_: errors.Uncertain) -> Sentence:
    return Sentence(
        "Связь оборвалась во время записи, и несколько попыток не помогли.",
        "Каждая запись сделана целиком или не сделана вовсе. " + SAFE,
        "Повторите команду: она продолжит с того же места.",
    )


def forbidden(error: errors.Forbidden) -> Sentence:
    if error.reason == "storageQuotaExceeded":
        return Sentence(
            "На диске этого аккаунта Google нет места (у сервисных аккаунтов его нет совсем).",
            SAFE,
            "Войдите аккаунтом школы, у которого есть место: удалите token.json и выполните nastavnik setup",
        )
    return Sentence(
        "Этому пользователю нельзя менять таблицы или анкеты программы.",
        SAFE,
        "Войдите как координатор, который их создал, или попросите у него доступ.",
    )


def not_found(_: errors.NotFound) -> Sentence:
    return Sentence(
        "Таблица или анкета программы не найдена: её удалили, или у этого пользователя нет к ней доступа.",
        "Работа остановлена. " + NOTHING_WRITTEN,
        "Верните файл из корзины и проверьте: nastavnik setup",
    )


def file_gone(error: errors.FileGone) -> Sentence:
    return Sentence(
        f"«{error.title}» больше нет на диске: файл удалён или лежит в корзине.",
        "Новый пустой файл вместо него не создан. " + NOTHING_WRITTEN,
        "Верните файл из корзины. Если он не нужен и создать надо заново: nastavnik setup --force",
    )


def file_unseen(error: errors.FileUnseen) -> Sentence:
    return Sentence(
        f"Этот аккаунт не видит папку «{error.title}» с таблицами и анкетами программы.",
        "Новые вместо них не созданы. " + NOTHING_WRITTEN,
        "Войдите тем, кто создавал программу: на своём сервере верните в programme.toml прежнего координатора, "
        "в Google удалите token.json и выполните nastavnik setup. Если папку удалили насовсем, "
        "начните в новой папке на компьютере: nastavnik init",
    )


def answers_vanished(error: errors.AnswersVanished) -> Sentence:
    return Sentence(
        f"Из анкеты «{error.title}» исчезли ответы: {error.count}.",
        "Работа остановлена, чтобы не скрыть данные людей, которые ничего не отзывали. " + NOTHING_WRITTEN,
        "Верните прежнюю анкету из корзины. Если ответы удалили намеренно: nastavnik sync --force",
    )


def too_much_change(error: errors.TooMuchChange) -> Sentence:
    return Sentence(
        f"Во вкладке «{error.tab}» книги «{error.book}» разом изменились ответы людей (строк: {error.count}).",
        "Это больше 30 %: так бывает, когда сортируют один столбец, а не всю таблицу. " + NOTHING_WRITTEN,
        "Верните прежнее (Ctrl+Z, история версий). Если это правки сотрудников, они останутся: nastavnik sync --force",
    )


def newer_programme(error: errors.NewerProgramme) -> Sentence:
    return Sentence(
        f"С книгой «{error.book}» уже работала более новая версия Nastavnik, чем на этом компьютере.",
        "Старая версия могла бы испортить то, чего не знает, поэтому работа остановлена. " + NOTHING_WRITTEN,
        "Обновите программу на этом компьютере и повторите команду: nastavnik sync",
    )


def refused(error: errors.Refused) -> Sentence:
    return Sentence(
        f"Сервер не принял запрос: {error.message}",
        "Из этого запроса не применено ничего. " + SAFE,
        "Повторите команду; если не поможет, сообщите разработчикам эту строку.",
    )


def overtaken(error: errors.Overtaken) -> Sentence:
    times = "раза" if error.attempts in (2, 3, 4) else "раз"
    return Sentence(
        f"Таблицы всё время кто-то меняет: {error.attempts} {times} подряд они изменились между чтением и записью.",
        SAFE,
        "Возможно, синхронизация идёт и на другом компьютере. Повторите команду через минуту.",
    )


SHOWN = 10  # numbers of lines
LOST = {
    "tab": "Вкладки «{tab}» нет",
    "header": "У вкладки «{tab}» нет строки заголовков",
    "lines": "Из вкладки «{tab}», которая только дополняется, исчезли записи ({count}{numbers})",
    "rows": "Из вкладки «{tab}» исчезли все строки",
    "many": "Из вкладки «{tab}» разом исчезли строки ({count}): больше 30 %",
}


def base_vanished(error: BaseVanished) -> Sentence:
    shown = ", ".join(f"№ {number}" for number in error.numbers[:SHOWN])
    numbers = f": {shown}{' …' if len(error.numbers) > SHOWN else ''}" if shown else ""
    return Sentence(
        LOST[error.lost].format(tab=error.tab, count=error.count, numbers=numbers) + f" в книге «{error.book}».",
        "Работа остановлена, чтобы ничего не потерять. " + NOTHING_WRITTEN,
        "Верните прежнее: в Google — «Файл → История версий», на своём сервере — из копии папки программы. "
        + INTENDED[error.lost],
    )


INTENDED = {
    "tab": "Если удалили намеренно и вкладку надо создать заново по анкетам (заполненное сотрудниками не вернётся): "
    "nastavnik sync --force",
    "header": "Или вставьте строку над первой, впишите в неё заголовки и повторите команду: nastavnik sync",
    "lines": "Если вернуть неоткуда, журнал продолжится с последней оставшейся записи: nastavnik sync --force",
    "rows": "Если вернуть неоткуда: nastavnik sync --force заполнит вкладку заново по анкетам "
    "(заполненное сотрудниками не вернётся)",
    "many": "Если строки удалили намеренно: nastavnik sync --force (о каждой программа спросит в «Требует внимания»)",
}


def column_lost(error: ColumnLost) -> Sentence:
    return Sentence(
        f"Во вкладке «{error.tab}» книги «{error.book}» не найден столбец «{error.column}»: по нему узнаются строки.",
        "Работа остановлена. " + NOTHING_WRITTEN,
        "Верните столбец: в Google — «Файл → История версий», на своём сервере — из копии папки программы; "
        "затем повторите команду: nastavnik sync",
    )


SENTENCES: dict[type, Callable[[Any], Sentence]] = {
    **ON_FILES,
    **ON_MAIL,
    **ON_PAIRS,
    errors.NoProgramme: no_programme,
    errors.ProgrammeError: programme_error,
    errors.AnswersRefused: answers_refused,
    QuestionnaireError: questionnaire_error,
    errors.OtherProgramme: other_programme,
    errors.NotSetUp: not_set_up,
    errors.UnknownSurvey: unknown_survey,
    errors.AlreadyThere: already_there,
    errors.UnknownCode: unknown_code,
    errors.NotConfirmed: not_confirmed,
    errors.CredentialsMissing: credentials_missing,
    errors.CredentialsExposed: credentials_exposed,
    errors.CredentialsBroken: credentials_broken,
    errors.SignInNeeded: sign_in_needed,
    errors.PortInUse: port_in_use,
    errors.Unreachable: unreachable,
    errors.Garbled: garbled,
    errors.QuotaExhausted: quota,
    errors.Uncertain: uncertain,
    errors.Forbidden: forbidden,
    errors.NotFound: not_found,
    errors.FileGone: file_gone,
    errors.FileUnseen: file_unseen,
    errors.AnswersVanished: answers_vanished,
    errors.TooMuchChange: too_much_change,
    errors.NewerProgramme: newer_programme,
    errors.Refused: refused,
    errors.Overtaken: overtaken,
    BaseVanished: base_vanished,
    ColumnLost: column_lost,
}

FORESEEN = (ToolError, SheetsError, QuestionnaireError)
