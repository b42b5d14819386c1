"""Cells as Google's JSON (CellData), read and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localgoogle.fields import Mask, below, check_mask, merge, parse_mask, select
from localgoogle.sheets import refusals
from localgoogle.sheets.book import EMPTY, Cell, Formula, Value
from localgoogle.sheets.display import shown
from localgoogle.sheets.schema import shape

COLORS = ("backgroundColor", "foregroundColor", "tabColor", "color")

FORMULA_ERROR = {"errorValue": {"type": "ERROR", "message": "Formula parse error."}}

Change = Callable[[Cell, dict[str, Any]], Cell]


def to_extended(value: Value) -> dict[str, Any] | None:
    """A value as ExtendedValue, None for no value."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"formulaValue": value.text} if isinstance(value, Formula) else {"numberValue": value}


def to_effective(value: Value) -> dict[str, Any] | None:
    """What the value comes to. Formulas are kept but not worked out yet, and say so."""
    return FORMULA_ERROR if isinstance(value, Formula) else to_extended(value)


def from_extended(given: dict[str, Any]) -> Value:
    """The value that a client sends; raises GoogleError 400."""
    if len(given) > 1:
        raise refusals.must("Only one kind of value can be set, not {}.", " and ".join(given))
    if "errorValue" in given:
        raise refusals.must("errorValue is read-only.")
    if "formulaValue" in given:
        return formula(given["formulaValue"])
    value: Value = given.get("stringValue", given.get("numberValue", given.get("boolValue")))
    return checked_text(value) if isinstance(value, str) else value


def formula(text: str) -> Formula:
    if not text.startswith("="):
        raise refusals.must("A formula begins with =.")
    checked_text(text)
    return Formula(text)


def checked_text(text: str) -> str | None:
    """Text as a cell keeps it (the empty one is no value); raises GoogleError 400 when it is too long."""
    if len(text) > refusals.LONGEST_TEXT:
        raise refusals.text_too_long()
    return text or None


def with_twins(given: Any) -> Any:
    """A colour and its style are two names of one thing: Google answers with both, or with none."""
    if not isinstance(given, dict):
        return given
    whole = {name: with_twins(value) for name, value in given.items()}
    for name in COLORS:
        style = whole.get(f"{name}Style")
        if style == {}:
            del whole[f"{name}Style"]
            whole.pop(name, None)
        elif style is not None and "rgbColor" in style:
            whole[name] = style["rgbColor"]
        elif style is None and name in whole and "rgbColor" not in whole:
            whole[f"{name}Style"] = {"rgbColor": whole[name]}
    return whole


def with_twin_paths(mask: Mask) -> Mask:
    """A mask that names a colour names its style too, and the other way round."""
    whole = {name: with_twin_paths(deeper) for name, deeper in mask.items()}
    for name in COLORS:
        if name in whole or f"{name}Style" in whole:
            whole[name] = whole[f"{name}Style"] = {}
    return whole


def update_mask(fields: str, message: str) -> Mask:
    """The mask of an update request; raises GoogleError 400 when it is empty or names what is not there."""
    if not fields.strip():
        raise refusals.no_field_listed()
    mask = parse_mask(fields)
    check_mask(mask, shape(message))
    if "*" in mask:
        return {name: {} for name in shape(message)}
    return mask


def cell_change(fields: str) -> Change:
    """A function that gives a cell with the masked parts of a CellData in place of its own."""
    mask = update_mask(fields, "CellData")
    format_mask = below(mask, "userEnteredFormat")
    if format_mask:
        format_mask = with_twin_paths(format_mask)

    def change(cell: Cell, given: dict[str, Any]) -> Cell:
        value, form, rule, note = cell
        if "userEnteredValue" in mask:
            value = from_extended(given.get("userEnteredValue") or {})
        if format_mask is not None:
            form = merge(form or {}, with_twins(given.get("userEnteredFormat") or {}), format_mask) or None
        if "dataValidation" in mask:
            rule = given.get("dataValidation")
        if "note" in mask:
            note = given.get("note", "")
        return Cell(value, form, rule, note)

    return change


class CellWriter:
    """Writes cells as CellData with just the parts that a mask wants (None: all of them)."""

    def __init__(self, mask: Mask, locale: str, default_format: dict[str, Any]) -> None:
        self.default_format = default_format
        every: dict[str, Callable[[Cell], Any]] = {
            "userEnteredValue": lambda cell: to_extended(cell.value),
            "effectiveValue": lambda cell: to_effective(cell.value),
            "formattedValue": lambda cell: shown(cell, locale) or None,
            "userEnteredFormat": lambda cell: cell.format,
            "effectiveFormat": self.effective_format,
            "note": lambda cell: cell.note or None,
            "dataValidation": lambda cell: cell.rule,
        }
        wanted = [(name, part, below(mask, name)) for name, part in every.items()]
        self.parts = [(name, part, deeper) for name, part, deeper in wanted if deeper is not None]

    def write(self, cell: Cell) -> dict[str, Any]:
        if cell == EMPTY:
            return {}
        written = {}
        for name, part, deeper in self.parts:
            value = part(cell)
            if value is not None:
                written[name] = select(deeper, value) if deeper else value
        return written

    def effective_format(self, cell: Cell) -> dict[str, Any]:
        return overlaid(self.default_format, cell.format or {})


def overlaid(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Two formats laid over each other, the upper one winning field by field."""
    result = dict(under)
    for name, value in over.items():
        old = result.get(name)
        plain = isinstance(value, dict) and isinstance(old, dict) and name in {"textFormat", "padding", "borders"}
        result[name] = overlaid(old, value) if plain else value  # type: ignore[arg-type]
    return result
