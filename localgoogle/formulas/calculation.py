"""The formulas of a whole spreadsheet, worked out when they are asked for and remembered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, cast

from localgoogle.formulas.arguments import Surroundings
from localgoogle.formulas.block import Block
from localgoogle.formulas.evaluate import Result, Sight, evaluate
from localgoogle.formulas.functions import NumberFormat
from localgoogle.formulas.order import Walk
from localgoogle.formulas.parse import Call, Constant, Name, Program, Unparsable, parse
from localgoogle.formulas.reference import Reference
from localgoogle.formulas.value import Formula, FormulaError, Scalar, Stop, stop

CIRCULAR = FormulaError(
    "#REF!", "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
)
UNPARSABLE = FormulaError("#ERROR!", "Formula parse error.")

MOST_WORK = 200_000_000
"""How much all formulas of a spreadsheet together may do before they are asked anew: a few seconds' worth."""

LOOK_AT = 8
"""What it costs to look at a cell, when copying it from a column costs 1."""

MOST_BLOCKS = 64
"""Ranges that are remembered, those read last, for formulas that read the same one."""


class Spot(NamedTuple):
    """A cell, by the id of its sheet and its row and column from 0."""

    sheet_id: int
    row: int
    column: int


class Patch(NamedTuple):
    """A rectangle of a sheet: indexes from 0, ends exclusive."""

    sheet_id: int
    top: int
    left: int
    bottom: int
    right: int


class Workbook(Protocol):
    """What a calculation must know of a spreadsheet."""

    def patch(self, place: Reference | Name, home: int) -> Patch:
        """Where a reference or a named range lies, for a formula on the sheet ``home``; raises Stop for nowhere."""

    def column(self, sheet_id: int, column: int) -> list[Scalar | Formula]:
        """What was entered in a column, to the sheet's last filled row."""

    def entered(self, spot: Spot) -> Scalar | Formula: ...

    def number_format(self, spot: Spot) -> NumberFormat: ...


@dataclass
class Column:
    """A column with the results of its formulas filled in; ``formulas`` are the rows that had one, in order."""

    values: list[Scalar | Formula]
    formulas: list[int]
    unsettled: int


@dataclass
class Calculation:
    """All formulas of a workbook as it is now. When it has changed, a new calculation is needed."""

    workbook: Workbook
    around: Surroundings
    results: dict[Spot, Result] = field(default_factory=dict)
    columns: dict[tuple[int, int], Column] = field(default_factory=dict)
    blocks: dict[Patch, Block] = field(default_factory=dict)
    left: int = MOST_WORK

    def result(self, spot: Spot) -> Result:
        """What the formula in that cell comes to."""
        if spot not in self.results:
            for group, circular in Walk(self.needs).groups(spot):
                for member in group:
                    self.settle(member, Result(CIRCULAR) if circular else self.worked_out(member))
        return self.results[spot]

    def settle(self, spot: Spot, result: Result) -> None:
        self.results[spot] = result
        column = self.columns.get((spot.sheet_id, spot.column))
        if column:
            column.values[spot.row] = result.value
            column.unsettled -= 1

    def worked_out(self, spot: Spot) -> Result:
        program = self.program(spot)
        if program is None:
            return Result(UNPARSABLE)
        around = self.around
        here = Surroundings(around.tongue, around.today, around.read_number, spot.row, spot.column)
        return evaluate(program, Sight(here, lambda place: self.block(place, spot.sheet_id), self.look))

    def program(self, spot: Spot) -> Program | None:
        """The program of a cell's formula; None when its text is none."""
        entered = self.workbook.entered(spot)
        try:
            return parse(entered.text, self.around.tongue) if isinstance(entered, Formula) else None
        except Unparsable:
            return None

    def needs(self, spot: Spot) -> Iterator[Spot]:
        """The cells with formulas that a formula speaks of and that are still to be worked out."""
        for step in self.program(spot) or ():
            if isinstance(step, Constant | Call):
                continue
            try:
                patch = self.workbook.patch(step, spot.sheet_id)
                yield from self.unsettled(patch)
            except Stop:
                continue

    def unsettled(self, patch: Patch) -> Iterator[Spot]:
        sheet_id, top, left, bottom, right = patch
        if (bottom - top, right - left) == (1, 1):
            spot = Spot(sheet_id, top, left)
            if spot not in self.results and isinstance(self.workbook.entered(spot), Formula):
                yield spot
            return
        for index in range(left, right):
            column = self.column(sheet_id, index)
            if column.unsettled:
                start, end = bisect_left(column.formulas, top), bisect_left(column.formulas, bottom)
                self.spend(end - start)
                for row in column.formulas[start:end]:
                    if isinstance(column.values[row], Formula):
                        yield Spot(sheet_id, row, index)

    def column(self, sheet_id: int, index: int) -> Column:
        key = sheet_id, index
        if key not in self.columns:
            values = list(self.workbook.column(sheet_id, index))
            self.spend(len(values))
            formulas = [row for row, value in enumerate(values) if isinstance(value, Formula)]
            column = self.columns[key] = Column(values, formulas, len(formulas))
            for row in formulas:
                known = self.results.get(Spot(sheet_id, row, index))
                if known:
                    column.values[row] = known.value
                    column.unsettled -= 1
        return self.columns[key]

    def block(self, place: Reference | Name, home: int) -> Block:
        """The values of a range whose formulas are all worked out; raises Stop when there is no such range."""
        patch = self.workbook.patch(place, home)
        sheet_id, top, left, bottom, right = patch
        if (bottom - top, right - left) == (1, 1):
            return Block(sheet_id, top, left, 1, 1, [[self.value(Spot(sheet_id, top, left))]], self.look_at)
        block = self.blocks.pop(patch, None) or self.new_block(patch)
        self.blocks[patch] = block
        if len(self.blocks) > MOST_BLOCKS:
            del self.blocks[next(iter(self.blocks))]
        return block

    def new_block(self, patch: Patch) -> Block:
        sheet_id, top, left, bottom, right = patch
        columns = [self.values(sheet_id, index, top, bottom) for index in range(left, right)]
        return Block(sheet_id, top, left, bottom - top, right - left, columns, self.look_at)

    def value(self, spot: Spot) -> Scalar:
        entered = self.workbook.entered(spot)
        if not isinstance(entered, Formula):
            return entered
        self.spend(1)
        return self.results[spot].value

    def values(self, sheet_id: int, index: int, top: int, bottom: int) -> list[Scalar]:
        values = self.column(sheet_id, index).values[top:bottom]
        self.spend(len(values))
        return cast("list[Scalar]", values)  # what the formula needs has been settled before it

    def look(self, block: Block) -> NumberFormat:
        """The number format of a range's first cell, or the one that its formula takes."""
        spot = Spot(block.sheet_id, block.top, block.left)
        own = self.workbook.number_format(spot)
        result = self.results.get(spot)
        return own or (result.look if result else None)

    def look_at(self, cells: int) -> None:
        self.spend(cells * LOOK_AT)

    def spend(self, work: int) -> None:
        """Raises Stop when the formulas have done too much."""
        self.left -= work
        if self.left < 0:
            raise stop("#ERROR!", "The formulas of this spreadsheet read too many cells.")
