"""The tab «Правила подбора»: what counts how much when pairs are proposed, and by which words a topic is known."""

from sheets_schema.column import born_filled, by_machine
from sheets_schema.kind import Kind
from sheets_schema.table import Shape, Table
from sheets_schema.tables.bases import NOTE

PAIRING_RULES = Table(
    key="pairing_rules",
    title="Правила подбора",
    shape=Shape.KEYED,
    irreplaceable=True,
    meaning="Что и сколько значит, когда программа предлагает пары. Числа и слова — ваши: первые значения из "
    "programme.toml, дальше меняйте здесь. Пустое число значит первое",
    columns=(
        by_machine("rule", "Правило", "Что сравнивается, какое условие или какая тема", width=300),
        by_machine("meaning", "Что это значит", "Как правило работает", width=460),
        born_filled("number", "Число", "Вес от 0 до 100 (все веса вместе дают 100) или условие", Kind.WHOLE, 90),
        born_filled("words", "Слова", "Другие названия темы, через запятую: по ним она узнаётся в базах", width=420),
        NOTE,
    ),
)
