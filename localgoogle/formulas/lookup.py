"""Functions that look a value up in a range: VLOOKUP, MATCH, INDEX."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from localgoogle.formulas.block import BLANK, NUMBER, Block, Key, key_of
from localgoogle.formulas.criteria import text_key
from localgoogle.formulas.value import Scalar, Stop, stop

if TYPE_CHECKING:
    from localgoogle.formulas.arguments import Arguments


def vlookup(given: Arguments) -> Block:
    """The cell of the row whose first value is the one looked for (exact), or the last that is not greater."""
    wanted, block, column = given.scalar(0), given.block(1), int(given.number(2))
    if not 1 <= column <= block.width:
        code, text = ("#VALUE!", "Function VLOOKUP parameter 3 value is {}. It should be greater than or equal to 1.")
        if column > block.width:
            code, text = "#REF!", "VLOOKUP evaluates to an out of bounds range."
        raise stop(code, text, column)
    is_sorted = given.truth(3) if len(given) > 3 else True
    row = last_not_greater(block.columns[0], wanted) if is_sorted else exact(block, wanted)
    if row is None:
        raise not_found(wanted, "VLOOKUP")
    return block.part(row, column - 1, 1, 1)


def match(given: Arguments) -> Scalar:
    wanted, block = given.scalar(0), given.block(1)
    if 1 not in {block.height, block.width}:
        raise stop("#N/A", "MATCH range must be a single row or a single column.")
    order = given.number(2) if len(given) > 2 else 1
    if order == 0:
        found = exact(block if block.width == 1 else stood_up(block), wanted)
    else:
        found = (last_not_greater if order > 0 else last_not_less)(block.line(), wanted)
    if found is None:
        raise not_found(wanted, "MATCH")
    return found + 1


def stood_up(row: Block) -> Block:
    """A row as a column."""
    return Block(row.sheet_id, row.top, row.left, row.width, 1, [row.line()], row.spend)


def not_found(wanted: Scalar, name: str) -> Stop:
    return stop("#N/A", "Did not find value '{}' in {} evaluation.", "" if wanted is None else wanted, name)


def searched(wanted: Scalar) -> Key:
    """A blank is looked for as the number 0."""
    return (NUMBER, 0) if wanted is None else key_of(wanted)


def exact(column: Block, wanted: Scalar) -> int | None:
    """The first row whose value it is; a text may have wildcards."""
    key, shape = text_key(wanted) if isinstance(wanted, str) else (searched(wanted), None)
    if shape is None:
        return next(iter(column.places.get(key, [])), None)
    column.spend(len(column.columns[0]))
    rows = (row for row, value in enumerate(column.columns[0]) if isinstance(value, str) and shape.fullmatch(value))
    return next(rows, None)


def last_not_greater(line: list[Scalar], wanted: Scalar) -> int | None:
    """Among values in ascending order, the last that is not greater; kinds are never compared with each other."""
    key = searched(wanted)
    at = bisect_right(line, key, key=key_of) - 1
    return at if at >= 0 and key_of(line[at])[0] == key[0] else None


def last_not_less(line: list[Scalar], wanted: Scalar) -> int | None:
    """Among values in descending order, the last that is not less."""
    key = searched(wanted)

    def is_less(value: Scalar) -> bool:
        own = key_of(value)
        return own < key or own[0] == BLANK

    at = bisect_right(line, 0, key=is_less) - 1
    return at if at >= 0 and key_of(line[at])[0] == key[0] else None


def index(given: Arguments) -> Block:
    """A cell of a range; row or column 0 is the whole of it. The only number of a single row is a column."""
    block = given.block(0)
    row = int(given.number(1)) if len(given) > 1 else 0
    column = int(given.number(2)) if len(given) > 2 else 0
    if len(given) == 2 and block.height == 1:
        row, column = 0, row
    for parameter, value, most in ((2, row, block.height), (3, column, block.width)):
        if not 0 <= value <= most:
            text = "Function INDEX parameter {} value is {}. Valid values are between 0 and {} inclusive."
            raise stop("#NUM!", text, parameter, value, most)
    top, height = (row - 1, 1) if row else (0, block.height)
    left, width = (column - 1, 1) if column else (0, block.width)
    return block.part(top, left, height, width)
