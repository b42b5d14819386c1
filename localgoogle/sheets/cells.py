"""Cells as Google's JSON (CellData), read and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localgoogle.fields import Mask, below, check_mask, merge, parse_mask, select
from localgoogle.formulas.value import TYPES, Formula, FormulaError
from localgoogle.sheets import refusals
from localgoogle.sheets.book import EMPTY, Cell, Value
from localgoogle.sheets.display import shown
from localgoogle.sheets.schema import shape

COLOR_ENDINGS = ("color", "Color", "colorStyle", "ColorStyle")

Change = Callable[[Cell, dict[str, Any]], Cell]
Part = Callable[[Cell, Cell], Any]


def to_extended(value: Value) -> dict[str, Any] | None:
    """A value as ExtendedValue, None for no value."""
    if isinstance(value, str):
        return {"stringValue": value}
    if value is None:
        return None
    if isinstance(value, FormulaError):
        return {"errorValue": {"type": TYPES[value.code], **({"message": value.message} if value.message else {})}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"formulaValue": value.text} if isinstance(value, Formula) else {"numberValue": value}


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
    if isinstance(given, list):
        return [with_twins(item) for item in given]
    if not isinstance(given, dict):
        return given
    whole = {name: with_twins(value) for name, value in given.items()}
    for name in colors_of(whole):
        style = whole.get(f"{name}Style")
        if style == {}:
            del whole[f"{name}Style"]
            whole.pop(name, None)
        elif style is not None and "rgbColor" in style:
            whole[name] = style["rgbColor"]
        elif style is None:
            whole[f"{name}Style"] = {"rgbColor": whole[name]}
    return whole


def with_twin_paths(mask: Mask) -> Mask:
    """A mask that names a colour names its style too, and the other way round."""
    whole = {name: with_twin_paths(deeper) for name, deeper in mask.items()}
    for name in colors_of(whole):
        whole[name] = whole[f"{name}Style"] = {}
    return whole


def colors_of(names: dict[str, Any]) -> set[str]:
    """The colours that are named, by themselves or by their styles. A style holds one that has no style itself."""
    if "colorType" in names:  # a ThemeColorPair
        return set()
    colors = {name.removesuffix("Style") for name in names if name.endswith(COLOR_ENDINGS)}
    return colors - {"rgbColor", "themeColor"}


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
        value, form, rule, note, runs = cell
        if "userEnteredValue" in mask:
            value, runs = from_extended(given.get("userEnteredValue") or {}), None
        if format_mask is not None:
            form = merge(form or {}, with_twins(given.get("userEnteredFormat") or {}), format_mask) or None
        if "dataValidation" in mask:
            rule = given.get("dataValidation")
        if "note" in mask:
            note = given.get("note", "")
        if "textFormatRuns" in mask:
            runs = checked_runs(given.get("textFormatRuns"), value)
        return Cell(value, form, rule, note, runs)

    return change


def checked_runs(runs: list[dict[str, Any]] | None, value: Value) -> list[dict[str, Any]] | None:
    """The runs, when each begins inside the text and after the one before; raises GoogleError 400."""
    starts = [run.get("startIndex", 0) for run in runs or []]
    if starts and not isinstance(value, str):
        raise refusals.must("textFormatRuns can only be set on cells with text.")
    if starts != sorted(set(starts)) or any(not 0 <= start < len(str(value)) for start in starts):
        raise refusals.must("textFormatRuns must begin inside the text, each after the one before it.")
    return with_twins(runs) or None


class CellWriter:
    """Writes cells as CellData with just the parts that a mask wants (None: all of them)."""

    def __init__(self, mask: Mask, locale: str, default_format: dict[str, Any]) -> None:
        self.default_format = default_format
        every: dict[str, Part] = {
            "userEnteredValue": lambda cell, _: to_extended(cell.value),
            "effectiveValue": lambda _, seen: to_extended(seen.value),
            "formattedValue": lambda _, seen: shown(seen, locale) or None,
            "userEnteredFormat": lambda cell, _: cell.format,
            "effectiveFormat": self.effective_format,
            "hyperlink": lambda cell, _: ((cell.format or {}).get("textFormat") or {}).get("link", {}).get("uri"),
            "note": lambda cell, _: cell.note or None,
            "textFormatRuns": lambda cell, _: cell.runs,
            "dataValidation": lambda cell, _: cell.rule,
        }
        wanted = [(name, part, below(mask, name)) for name, part in every.items()]
        self.parts = [(name, narrowed(part, deeper)) for name, part, deeper in wanted if deeper is not None]

    def write(self, cell: Cell, seen: Cell) -> dict[str, Any]:
        """The cell as it was entered, and as people see it, its formula worked out."""
        if cell == EMPTY:
            return {}
        written = {}
        for name, part in self.parts:
            value = part(cell, seen)
            if value is not None:
                written[name] = value
        return written

    def effective_format(self, _cell: Cell, seen: Cell) -> dict[str, Any]:
        return overlaid(self.default_format, seen.format or {})


def narrowed(part: Part, mask: Mask) -> Part:
    """The part reduced to the mask."""
    if not mask:
        return part

    def narrow(cell: Cell, seen: Cell) -> Any:
        value = part(cell, seen)
        return None if value is None else select(mask, value)

    return narrow


def overlaid(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Two formats laid over each other, the upper one winning field by field."""
    result = dict(under)
    for name, value in over.items():
        old = result.get(name)
        plain = isinstance(value, dict) and isinstance(old, dict) and name in {"textFormat", "padding", "borders"}
        result[name] = overlaid(old, value) if plain else value  # type: ignore[arg-type]
    return result
