"""What is said of each fault in programme.toml and in a questionnaire: where, what, and the remedy."""

from __future__ import annotations

from forms.errors import Fault, Problem
from forms.question import SOURCES
from forms.questionnaire import WHOM, Purpose
from sync.errors import ProgrammeProblem

TYPES = {
    "str": "текст в кавычках",
    "list": "список в квадратных скобках",
    "date": "дата: 2027-08-31",
    "int": "целое число без кавычек",
}

PROGRAMME = {
    "not toml": "файл не читается: {value}",
    "not utf-8": "файл сохранён не в UTF-8: сохраните его в этой кодировке",
    "unknown key": "{key}: такого ключа нет{hint}",
    "wrong type": "{key}: значение не того вида ({value}); нужно: {hint}",
    "no section": "{key}: это раздел, он пишется в квадратных скобках: [{key}]",
    "no sections": "{key}: каждый сотрудник — отдельный раздел, он пишется в двойных скобках: [[{key}]]",
    "empty": "{key}: пустое значение",
    "missing": "{key}: не заполнено",
    "bad id": "{key}: «{value}» — нужны 3–40 знаков: латинские строчные буквы, цифры, дефис",
    "unknown zone": "{key}: часового пояса «{value}» нет; пример: Europe/Moscow",
    "out of bounds": "{key}: {value} — нужно число в пределах {hint}",
    "bad term": "{key}: {value} — нужно число дней от 1 до {hint}",
    "unknown value": "{key}: «{value}» — такого нет; возможны: {hint}",
    "bad address": "{key}: «{value}» — нужен адрес вида http://127.0.0.1:8017",
    "bad e-mail": "{key}: «{value}» — это не адрес почты",
    "bad host": "{key}: «{value}» — нужно имя почтового сервера, без пробелов и двоеточий",
    "unprotected": "{key}: без защиты почта идёт только через этот компьютер, а сервер — «{value}»",
    "twice": "{key}: адрес «{value}» указан дважды",
    "no coordinator": "staff: нет ни одного человека с должностью «координатор»",
}

QUESTIONNAIRE = {
    Fault.NOT_UTF8: "файл сохранён не в UTF-8: сохраните его в этой кодировке",
    Fault.NOT_TOML: "файл не читается как TOML{line}: проверьте кавычки и скобки",
    Fault.UNKNOWN_KEY: "неизвестный ключ «{value}»: уберите его или исправьте опечатку",
    Fault.MISSING_KEY: "не хватает ключа «{value}»: добавьте его",
    Fault.WRONG_TYPE: "ключ «{value}» не того вида: текст пишется в кавычках, да и нет — true и false",
    Fault.UNKNOWN_KIND: "«{value}» — такого вида нет: text, paragraph, one, list, several, scale, date",
    Fault.UNKNOWN_PURPOSE: f"purpose «{{value}}» — такого нет; возможны: {', '.join(Purpose)}",
    Fault.UNKNOWN_LIST: "списка «{value}» нет в lists.toml: добавьте его туда или перечислите варианты",
    Fault.NEWLINE: "перенос строки после «{value}»: в заголовках и вариантах его быть не может",
    Fault.EMPTY_TEXT: "пустой текст: напишите, что увидят люди",
    Fault.EQUAL_OPTIONS: "два одинаковых варианта «{value}»: оставьте один",
    Fault.NO_OPTIONS: "нет вариантов ответа: добавьте options",
    Fault.NOT_A_CHOICE: "варианты есть, а вопрос вида «{value}»: для выбора нужен one, list или several",
    Fault.NOT_A_SCALE: "reverse бывает только у шкалы (scale), а вопрос вида «{value}»",
    Fault.TWO_KINDS_OF_OPTIONS: "есть и options, и options_from: оставьте что-то одно",
    Fault.UNKNOWN_SOURCE: f"options_from «{{value}}» — такого нет; возможны: {', '.join(SOURCES)}",
    Fault.STILL_OFFERED: "в was стоит «{value}», но этот вариант есть и сейчас: уберите его из was",
    Fault.UNKNOWN_WAVE: "волны «{value}» нет: waves перечисляет before и after, у вопроса — из тех, что у анкеты",
    Fault.UNKNOWN_PEOPLE: f"whom «{{value}}» — таких нет; возможны: {', '.join(WHOM)}",
    Fault.UNKNOWN_OPTION: "в goto или was назван вариант «{value}», а такого варианта у вопроса нет",
    Fault.NO_MEANING: "программа не знает, что значит вариант «{value}»: допишите его в means (прежние оставьте)",
    Fault.UNKNOWN_MEANING: "в means стоит «{value}»: такого слова программа не знает, образец есть в поставке",
    Fault.WRONG_SCALE: "шкала {value} не годится: она идёт от 0 или 1 до числа от 2 до 10",
    Fault.EQUAL_KEYS: "ключ «{value}» встречается дважды: дайте им разные",
    Fault.UNKNOWN_SECTION: "нет раздела «{value}», к которому ведёт переход",
    Fault.BACKWARD: "переход назад, в раздел «{value}»: вести можно только вперёд",
    Fault.CANNOT_BRANCH: "вопрос вида «{value}» не может вести в раздел: нужен one или list",
    Fault.NO_ROUTE: "раздел ведёт в «{value}», но в нём нет обязательного вопроса вида one или list",
    Fault.UNKNOWN_WORD: "слово в скобках {{{value}}} неизвестно: уберите скобки",
    Fault.NO_QUESTIONS: "нет ни одного вопроса",
    Fault.QUESTION_NEEDED: "нет вопроса с ключом «{value}»: без него ответ не отнести к человеку или не понять",
    Fault.ANSWER_NEEDED: "нет варианта со значением «{value}» в means: так ответить было бы нельзя",
}


def programme_problem(problem: ProgrammeProblem) -> str:
    hint = problem.hint
    if problem.fault == "unknown key":
        hint = f"; возможно, «{hint}»" if hint else ""
    if problem.fault == "wrong type":
        hint = TYPES.get(hint, hint)
    return PROGRAMME[problem.fault].format(key=problem.key, value=problem.value, hint=hint)


def questionnaire_problem(problem: Problem) -> str:
    place = f"{problem.file}, {problem.where}" if problem.where else problem.file
    line = f" (строка {problem.value})" if problem.value else ""
    return f"{place}: {QUESTIONNAIRE[problem.fault].format(value=problem.value, line=line)}"
