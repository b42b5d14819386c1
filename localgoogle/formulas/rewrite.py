"""A formula's text with other references in it: after rows, columns or sheets have moved, or in a copy."""

from __future__ import annotations

from collections.abc import Callable

from localgoogle.formulas.reference import Reference, read_reference, shifted, write_reference
from localgoogle.formulas.tokens import tokens
from localgoogle.formulas.tongue import Tongue
from localgoogle.formulas.value import Formula

Change = Callable[[Reference], Reference | None]
"""What becomes of a reference; None for one whose cells are gone."""

Span = tuple[int, int | None]


def rewritten(formula: Formula, tongue: Tongue, change: Change) -> Formula:
    """The formula with every reference changed; all the rest of its text stays. The same one when nothing changed."""
    pieces = []
    for token in tokens(formula.text[1:], tongue):
        if token.kind != "reference":
            pieces.append(token.text)
            continue
        old = read_reference(token.text)
        new = change(old)
        pieces.append("#REF!" if new is None else token.text if new == old else write_reference(new))
    text = "=" + "".join(pieces)
    return formula if text == formula.text else Formula(text)


def copied(formula: Formula, tongue: Tongue, rows: int, columns: int) -> Formula:
    """The formula as a copy of it so far down and to the right has it."""
    if not rows and not columns:
        return formula
    return rewritten(formula, tongue, lambda reference: shifted(reference, rows, columns))


def with_rows(reference: Reference, change: Callable[[Span], Span | None]) -> Reference | None:
    """The reference after the rows that it says have moved; ``change`` is told where a span of them goes."""
    if reference.area.top is None:
        return reference
    span = change((reference.area.top, reference.area.bottom))
    return span and reference._replace(area=reference.area._replace(top=span[0], bottom=span[1]))


def with_columns(reference: Reference, change: Callable[[Span], Span | None]) -> Reference | None:
    if reference.area.left is None:
        return reference
    span = change((reference.area.left, reference.area.right))
    return span and reference._replace(area=reference.area._replace(left=span[0], right=span[1]))
