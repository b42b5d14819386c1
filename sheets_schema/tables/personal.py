"""«Наставничество: личное»: consents and their log, and what participants say of themselves and each other."""

from sheets_schema.column import by_machine, by_staff
from sheets_schema.kind import Kind
from sheets_schema.table import Book, Shape, Table
from sheets_schema.tables.bases import CODE, NOTE
from sheets_schema.tables.growth import ASSESSMENTS, SATISFACTION
from sheets_schema.tables.memory import memory
from sheets_schema.tables.told import FEEDBACK, PREFERENCES, THIRD_PARTY

WITHDRAWN = ("обработка данных", "публикация", "использование базы другими школами")

CONSENTS = Table(
    key="consents",
    title="Согласия",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="У кого какое согласие есть и чего не хватает. Согласие на бумаге отмечает сотрудник",
    columns=(
        CODE,
        by_machine("full_name", "ФИО", "Из анкеты", width=230),
        by_machine("school_class", "Класс / должность", "Из анкеты", width=140),
        by_machine("state", "Состояние", "Действует ли согласие", width=130),
        by_machine("missing", "Чего не хватает", "Какое согласие нужно ещё получить", width=280),
        by_machine("own", "Согласие участника", "Как и когда дано", width=220),
        by_machine("guardian", "Согласие законного представителя", "Как и когда дано", width=220),
        by_machine("guardian_name", "Представитель", "Кто дал согласие за ребёнка", width=220),
        by_machine("publication", "Согласие на публикацию", "Как и когда дано", width=200),
        by_machine("reuse", "Согласие на использование базы другими школами", "Как и когда дано", width=200),
        by_staff("own_paper", "Своё на бумаге: дата", "Дата согласия участника на бумаге", Kind.DATE),
        by_staff("guardian_paper", "Представителя на бумаге: дата", "Дата согласия родителя на бумаге", Kind.DATE),
        by_staff("publication_paper", "На публикацию на бумаге: дата", "Дата согласия на публикацию", Kind.DATE),
        by_staff("reuse_paper", "На использование базы на бумаге: дата", "Дата этого согласия на бумаге", Kind.DATE),
        by_staff("withdrawn_on", "Отзыв на бумаге: дата", "Когда отозвано: действует с этого дня", Kind.DATE),
        by_staff("withdrawn_what", "Что отозвано", "Если пусто, отозвано всё", choices=WITHDRAWN),
        by_staff("erase", "Удалить данные", "«да» разрешает команде erase уничтожить данные", choices=("да",)),
        by_staff("erase_by", "Кто подтвердил удаление", "Фамилия; без неё команда erase ничего не удалит"),
        by_staff("checked_by", "Кто проверил", "Фамилия проверившего"),
        NOTE,
    ),
)

CONSENT_LOG = Table(
    key="consent_log",
    title="Журнал согласий",
    shape=Shape.LOG,
    irreplaceable=True,
    meaning="Только дополняется. Без имён: код участника, что изменилось, по какому ответу. "
    "Каждая строка скреплена с предыдущей контрольной суммой",
    columns=(
        by_machine("number", "№", "Номер записи", Kind.WHOLE, width=60),
        by_machine("moment", "Когда", "Время по UTC", Kind.MOMENT, width=150),
        by_machine("code", "Код", "Код участника", width=90),
        by_machine("kind", "Вид согласия", "Чьё согласие или на что оно", width=200),
        by_machine("event", "Событие", "Что произошло: дано, отказ, отозвано, данные удалены и другое", width=150),
        by_machine("version", "Редакция текста", "Какой текст согласия подписан", width=130),
        by_machine("response", "Ответ", "Отпечаток номера ответа, по которому сделана запись", width=140),
        by_machine("changed", "Что изменилось", "Состояние после записи", width=200),
        by_machine("previous", "Сумма предыдущей", "Контрольная сумма предыдущей записи", width=180),
        by_machine("digest", "Контрольная сумма", "Контрольная сумма этой записи", width=180),
    ),
)

PERSONAL = Book(
    key="personal",
    title="Наставничество: личное",
    meaning="Согласия и то, что не должны видеть все",
    tables=(
        CONSENTS,
        CONSENT_LOG,
        THIRD_PARTY,
        ASSESSMENTS,
        PREFERENCES,
        FEEDBACK,
        SATISFACTION,
        memory("personal"),
    ),
    writers=("координатор", "педагог-психолог"),
)
