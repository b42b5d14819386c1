"""What is said of every error: three parts, in Russian, with a next step that exists."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from forms.errors import Fault, Problem, QuestionnaireError
from forms.questionnaire import Purpose
from sheets_schema.errors import BaseVanished, ColumnLost, DeclarationError
from sync import errors
from sync.cli.root import COMMANDS
from sync.errors import Exit, ProgrammeProblem, ToolError
from sync.render import sentences
from sync.render.problems import PROGRAMME, QUESTIONNAIRE, questionnaire_problem
from sync.render.sentences import FORESEEN, SENTENCES, exit_code, sentence
from sync.rules.assignment.groups import GroupsNotInstalledError, GroupsUndecidedError

PATH = Path("school") / "credentials.json"
EXAMPLES: list[tuple[Exception, Exit, str]] = [
    (errors.ProgrammeError(PATH, (ProgrammeProblem("school.name", "missing"),)), Exit.USAGE, "не заполнено"),
    (errors.AnswersRefused((ProgrammeProblem("programme.id", "bad id", "Школа"),)), Exit.USAGE, "не создан"),
    (errors.NoProgramme(Path("school")), Exit.USAGE, "В папке school нет файла programme.toml"),
    (errors.AlreadyThere(PATH), Exit.USAGE, "credentials.json уже есть"),
    (errors.UnknownSurvey(("wish",), ("meeting", "wishes")), Exit.USAGE, "нет: «wish». Есть: meeting, wishes."),
    (errors.NotSetUp(), Exit.USAGE, "ещё не созданы"),
    (errors.NotSetUp(("База наставников", "Анкета")), Exit.USAGE, "Не хватает: База наставников, Анкета."),
    (errors.UnknownCode("2345679"), Exit.USAGE, "Участника с кодом 2345679 нет"),
    (errors.FolderMissing(Path("exports")), Exit.USAGE, "nastavnik export bases --to ПАПКА"),
    (errors.FileNotWritable(Path("a.xlsx")), Exit.NO_PERMISSION, "Закройте файл (например, в Excel)"),
    (errors.FileNotWritable(Path("plan.docx")), Exit.NO_PERMISSION, "Закройте файл (например, в Word)"),
    (errors.TemplateBroken(Path("plan.docx"), "unknown field", "shcool"), Exit.USAGE, "поля «shcool» нет"),
    (errors.TemplateBroken(Path("plan.docx"), "not docx"), Exit.USAGE, "не документ Word"),
    (errors.NotErased("2345679"), Exit.USAGE, "nastavnik erase 2345679"),
    (errors.NotConfirmed("2345679"), Exit.STOPPED, "nastavnik erase 2345679"),
    (errors.CredentialsMissing(PATH), Exit.NO_PERMISSION, "credentials.example.json"),
    (errors.CredentialsMissing(Path("tokens.json")), Exit.NO_PERMISSION, "nastavnik serve"),
    (errors.CredentialsExposed(PATH, 0o644), Exit.NO_PERMISSION, "(права 644)"),
    (errors.CredentialsBroken(PATH), Exit.NO_PERMISSION, "испорчен или не того вида"),
    (errors.SignInNeeded(), Exit.NO_PERMISSION, "Вход не выполнен"),
    (errors.PortInUse(8017), Exit.LATER, "Порт 8017 занят"),
    (errors.Unreachable(address="http://127.0.0.1:8017"), Exit.LATER, "nastavnik serve"),
    (errors.Unreachable(address="sheets.googleapis.com"), Exit.LATER, "Проверьте интернет"),
    (errors.Unreachable(), Exit.LATER, "Сервер Google не отвечает"),
    (errors.Garbled(address="sheets.googleapis.com"), Exit.LATER, "сеть ждёт, что вы войдёте"),
    (errors.QuotaExhausted(429, "Quota exceeded"), Exit.LATER, "Повторите команду через минуту"),
    (errors.Uncertain(), Exit.LATER, "Связь оборвалась во время записи"),
    (errors.Forbidden(403, "", "insufficientFilePermissions"), Exit.NO_PERMISSION, "нельзя менять"),
    (errors.Forbidden(403, "", "storageQuotaExceeded"), Exit.NO_PERMISSION, "нет места"),
    (errors.NotFound(404), Exit.STOPPED, "не найдена"),
    (errors.Refused(400, "Invalid requests[0]"), Exit.OUR_FAULT, "Invalid requests[0]"),
    (errors.FileGone("База"), Exit.STOPPED, "«База» больше нет"),
    (errors.OtherProgramme("school1", "school2"), Exit.USAGE, 'Верните в programme.toml: id = "school1"'),
    (errors.FileUnseen("Наставничество"), Exit.NO_PERMISSION, "Войдите тем, кто создавал программу"),
    (errors.AnswersVanished("Анкета", 12), Exit.STOPPED, "Из анкеты «Анкета» исчезли ответы: 12."),
    (errors.NewerProgramme("Базы"), Exit.STOPPED, "Обновите программу"),
    (errors.Overtaken(4), Exit.LATER, "4 раза подряд"),
    (errors.Overtaken(5), Exit.LATER, "5 раз подряд"),
    (errors.NothingToBackUp(Path("school")), Exit.USAGE, "копировать нечего"),
    (errors.BackupThere(Path("a.zip")), Exit.USAGE, "другое имя"),
    (errors.BackupFailed(Path("a.zip")), Exit.NO_PERMISSION, "нет места или прав"),
    (errors.BackupBroken(Path("a.zip")), Exit.USAGE, "nastavnik backup --list"),
    (errors.BackupNewer(Path("a.zip")), Exit.STOPPED, "Обновите программу"),
    (errors.UnknownPair("2345679-2345680"), Exit.USAGE, "Утверждённой пары 2345679-2345680 нет"),
    (errors.UnknownMeeting("2345679-2345680", 7), Exit.USAGE, "О встрече № 7 пары"),
    (errors.MailNotConfigured(), Exit.USAGE, "нет раздела [mail]"),
    (errors.MailAway("smtp.example"), Exit.LATER, "второй раз тому же человеку письмо не уйдёт"),
    (errors.MailUnsafe("smtp.example"), Exit.NO_PERMISSION, "Пароль и письма ему не переданы"),
    (errors.MailLoginRefused("smtp.example", 535), Exit.NO_PERMISSION, "(ответ 535)"),
    (errors.LedgerLost(), Exit.STOPPED, "кому уже писали"),
    (errors.CredentialsMissing(Path("mail.json")), Exit.NO_PERMISSION, "nastavnik notify password"),
    (errors.ServerRunning(Path("school")), Exit.STOPPED, "Остановите его"),
    (errors.UnknownPerson("Белов", "наставляемый"), Exit.USAGE, "Такого человека в базе нет"),
    (errors.UnknownPerson("Белов", "наставник", ("A", "B")), Exit.USAGE, "Так зовут нескольких: A, B."),
    (GroupsNotInstalledError(("T4C62HV",), "no module"), Exit.USAGE, "Группа не меньше"),
    (GroupsUndecidedError("time limit"), Exit.STOPPED, "за отведённое время"),
    (BaseVanished("Базы", "База наставников", "tab"), Exit.STOPPED, "Вкладки «База наставников» нет в книге «Базы»"),
    (BaseVanished("Базы", "База наставников", "header"), Exit.STOPPED, "нет строки заголовков"),
    (BaseVanished("Базы", "База наставников", "rows"), Exit.STOPPED, "исчезли все строки"),
    (BaseVanished("Базы", "База наставников", "many", 7), Exit.STOPPED, "исчезли строки (7)"),
    (errors.TooMuchChange("Базы", "База наставляемых", 7), Exit.STOPPED, "разом изменились ответы людей (строк: 7)"),
    (BaseVanished("Личное", "Журнал согласий", "lines", 2, (4, 7)), Exit.STOPPED, "исчезли записи (2: № 4, № 7)"),
    (ColumnLost("Базы", "База наставников", "Код"), Exit.STOPPED, "не найден столбец «Код»"),
    (QuestionnaireError((Problem("a.toml", "name", Fault.NEWLINE, "Как"),)), Exit.USAGE, "a.toml, name: перенос"),
]  # fmt: skip
UNFORESEEN = [ValueError("Иванов Пётр"), DeclarationError("t", "r"), errors.RemoteError(418, "teapot")]


def kinds(module: object) -> set[type]:
    """The error classes of a module that may reach a user by themselves."""
    found = {kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, ToolError)}
    return found - {ToolError, errors.RemoteError}


@pytest.mark.parametrize(("error", "code", "words"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_an_error_says_what_happened_what_it_means_and_what_next(error: Exception, code: Exit, words: str) -> None:
    said = sentence(error)
    assert words in said.text()
    assert all((said.happened, said.means, said.next))
    assert said.happened.rstrip()[-1] in ".:" or "\n" in said.happened or isinstance(error, errors.Refused)
    assert exit_code(error) == code
    assert not re.search(r"[{}]|None|\berrors?\b|Error", said.text())


def test_every_error_has_a_sentence_and_every_sentence_an_example() -> None:
    assert kinds(errors) <= set(SENTENCES)
    assert {type(error) for error, *_ in EXAMPLES} == set(SENTENCES)
    assert all(issubclass(kind, FORESEEN) for kind in SENTENCES)


def test_every_way_to_lose_a_tab_has_a_sentence() -> None:
    assert {error.lost for error, *_ in EXAMPLES if isinstance(error, BaseVanished)} == set(sentences.LOST)


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda error: type(error).__name__)
def test_of_what_nobody_foresaw_only_the_kind_is_told_and_no_name(error: Exception) -> None:
    said = sentence(error)
    assert type(error).__name__ in said.happened
    assert "Иванов" not in said.text()
    assert exit_code(error) == Exit.OUR_FAULT


def test_every_command_that_a_sentence_names_exists_and_takes_what_it_is_told_to_take() -> None:
    named = set()
    for error, *_ in EXAMPLES:
        for name, option in re.findall(
            r"nastavnik(?: --dir ПАПКА)? ([a-z][a-z-]*)(?: (--[a-z-]+))?", sentence(error).text()
        ):
            named.add(name)
            command = __import__(f"sync.cli.{name}", fromlist=["command"]).command
            assert not option or option in [word for parameter in command.params for word in parameter.opts]
    assert {"setup", "serve", "init", "sync"} <= named <= set(COMMANDS)


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_of_a_questionnaire_has_a_sentence(fault: Fault) -> None:
    said = questionnaire_problem(Problem("survey.toml", "name", fault, "7"))
    assert said.startswith("survey.toml, name: ")
    assert ("7" in said) == ("{value}" in QUESTIONNAIRE[fault] or "{line}" in QUESTIONNAIRE[fault])


def test_a_word_in_braces_is_shown_in_its_braces() -> None:
    assert "{shcool}" in questionnaire_problem(Problem("a.toml", "", Fault.UNKNOWN_WORD, "shcool"))


def test_an_unreadable_file_is_told_with_its_line() -> None:
    assert questionnaire_problem(Problem("a.toml", "", Fault.NOT_TOML, "7")) == (
        "a.toml: файл не читается как TOML (строка 7): проверьте кавычки и скобки"
    )
    assert "строка" not in questionnaire_problem(Problem("a.toml", "", Fault.NOT_TOML))


def test_no_sentence_of_ours_is_left_in_english() -> None:
    words = [
        word for text in [*PROGRAMME.values(), *QUESTIONNAIRE.values()] for word in re.findall("[A-Za-z]{2,}", text)
    ]
    assert set(words) <= KNOWN


KNOWN = {
    *{word for purpose in Purpose for word in purpose.split()},
    *("purpose", "whom", "was", "waves", "before", "after", "from", "reverse"),
    *("key", "value", "hint", "line", "lists", "toml", "TOML", "UTF", "staff", "goto", "options", "means"),
    *("text", "paragraph", "one", "list", "several", "scale", "date", "true", "false", "http", "Europe", "Moscow"),
}
