"""spreadsheets.batchUpdate: a list of requests, all of them applied or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localgoogle.errors import GoogleError, invalid, invalid_field
from localgoogle.sheets import (
    batch_cells,
    batch_charts,
    batch_dimensions,
    batch_filters,
    batch_find,
    batch_groups,
    batch_looks,
    batch_merges,
    batch_metadata,
    batch_moves,
    batch_ranges,
    batch_sheets,
    batch_shift,
    batch_sort,
    batch_tables,
    batch_text,
    refusals,
)
from localgoogle.sheets.access import Editor
from localgoogle.sheets.messages import REFUSED_KINDS
from localgoogle.sheets.schema import read_message

Apply = Callable[[Editor, dict[str, Any]], dict[str, Any]]

KINDS: dict[str, Apply] = {
    "updateSpreadsheetProperties": batch_sheets.update_spreadsheet_properties,
    "addSheet": batch_sheets.add_sheet,
    "deleteSheet": batch_sheets.delete_sheet,
    "duplicateSheet": batch_sheets.duplicate_sheet,
    "updateSheetProperties": batch_sheets.update_sheet_properties,
    "insertDimension": batch_dimensions.insert_dimension,
    "deleteDimension": batch_dimensions.delete_dimension,
    "moveDimension": batch_dimensions.move_dimension,
    "appendDimension": batch_dimensions.append_dimension,
    "updateDimensionProperties": batch_dimensions.update_dimension_properties,
    "autoResizeDimensions": batch_dimensions.auto_resize_dimensions,
    "addDimensionGroup": batch_groups.add_dimension_group,
    "updateDimensionGroup": batch_groups.update_dimension_group,
    "deleteDimensionGroup": batch_groups.delete_dimension_group,
    "insertRange": batch_shift.insert_range,
    "deleteRange": batch_shift.delete_range,
    "updateCells": batch_cells.update_cells,
    "repeatCell": batch_cells.repeat_cell,
    "appendCells": batch_cells.append_cells,
    "setDataValidation": batch_cells.set_data_validation,
    "findReplace": batch_find.find_replace,
    "copyPaste": batch_moves.copy_paste,
    "cutPaste": batch_moves.cut_paste,
    "pasteData": batch_text.paste_data,
    "textToColumns": batch_text.text_to_columns,
    "trimWhitespace": batch_text.trim_whitespace,
    "sortRange": batch_sort.sort_range,
    "randomizeRange": batch_sort.randomize_range,
    "deleteDuplicates": batch_sort.delete_duplicates,
    "mergeCells": batch_merges.merge_cells,
    "unmergeCells": batch_merges.unmerge_cells,
    "addProtectedRange": batch_ranges.add_protected_range,
    "updateProtectedRange": batch_ranges.update_protected_range,
    "deleteProtectedRange": batch_ranges.delete_protected_range,
    "setBasicFilter": batch_filters.set_basic_filter,
    "clearBasicFilter": batch_filters.clear_basic_filter,
    "addNamedRange": batch_ranges.add_named_range,
    "updateNamedRange": batch_ranges.update_named_range,
    "deleteNamedRange": batch_ranges.delete_named_range,
    "addChart": batch_charts.add_chart,
    "updateChartSpec": batch_charts.update_chart_spec,
    "updateEmbeddedObjectPosition": batch_charts.update_embedded_object_position,
    "deleteEmbeddedObject": batch_charts.delete_embedded_object,
    "createDeveloperMetadata": batch_metadata.create_developer_metadata,
    "updateDeveloperMetadata": batch_metadata.update_developer_metadata,
    "deleteDeveloperMetadata": batch_metadata.delete_developer_metadata,
}

STORED: dict[str, Apply] = {
    "updateBorders": batch_cells.update_borders,
    "addConditionalFormatRule": batch_looks.add_conditional_format_rule,
    "updateConditionalFormatRule": batch_looks.update_conditional_format_rule,
    "deleteConditionalFormatRule": batch_looks.delete_conditional_format_rule,
    "addBanding": batch_looks.add_banding,
    "updateBanding": batch_looks.update_banding,
    "deleteBanding": batch_looks.delete_banding,
    "addFilterView": batch_filters.add_filter_view,
    "updateFilterView": batch_filters.update_filter_view,
    "duplicateFilterView": batch_filters.duplicate_filter_view,
    "deleteFilterView": batch_filters.delete_filter_view,
    "addTable": batch_tables.add_table,
    "updateTable": batch_tables.update_table,
    "deleteTable": batch_tables.delete_table,
    "updateEmbeddedObjectBorder": batch_charts.update_embedded_object_border,
}
"""Kinds whose work is kept, follows its cells and is given back, but changes nothing else here."""

ALWAYS_ANSWERED = frozenset({"deleteDeveloperMetadata", "updateDeveloperMetadata", "deleteDimensionGroup"})
"""Kinds whose reply is named even when there is nothing in it."""

REQUEST = "type.googleapis.com/google.apps.sheets.v4.BatchUpdateSpreadsheetRequest.Request"


def apply_requests(editor: Editor, requests: list[Any]) -> list[dict[str, Any]]:
    """Apply the requests in order and give a reply to each; raises GoogleError 400 at the first refusal.

    What was changed before that must be thrown away by the caller.
    """
    asked = [read_request(given, index) for index, given in enumerate(flat(requests))]
    if not asked:
        raise invalid("Must specify at least one request.")
    if len(asked) > refusals.MOST_REQUESTS:
        raise invalid("Cannot exceed {} requests in a single batch.", refusals.MOST_REQUESTS)
    return [apply_one(editor, kind, request, index) for index, (kind, request) in enumerate(asked)]


def flat(requests: list[Any]) -> list[Any]:
    """Google takes a list inside the list of requests as if its items stood in the outer one."""
    result: list[Any] = []
    for item in requests:
        result.extend(flat(item) if isinstance(item, list) else [item])
    return result


def read_request(given: Any, index: int) -> tuple[str, dict[str, Any]]:
    """The kind of a request and its message, checked; raises GoogleError 400 as Google's parser does."""
    place = f"requests[{index}]"
    if not isinstance(given, dict):
        shown = f'"{given}"' if isinstance(given, str) else given
        raise invalid_field(place, f"Invalid value at '{place}' ({REQUEST}), {shown}")
    kinds = [kind for kind, request in given.items() if request is not None]
    for kind in kinds:
        check_kind(kind, place)
    if not kinds:
        raise invalid("Invalid {}: No request set.", place)
    if len(kinds) > 1:
        already = f"oneof field 'kind' is already set. Cannot set '{kinds[1]}'"
        raise invalid_field(place, f"Invalid value at '{place}' (oneof), {already}")
    return kinds[0], read_message(kinds[0], given[kinds[0]], f"{place}.{kinds[0]}")


def check_kind(kind: str, place: str) -> None:
    if kind in REFUSED_KINDS:
        raise invalid("Invalid {}.{}: localgoogle does not support {}.", place, kind, kind)
    if kind not in KINDS | STORED:
        message = f"Invalid JSON payload received. Unknown name \"{kind}\" at '{place}': Cannot find field."
        raise invalid_field(place, message)


def apply_one(editor: Editor, kind: str, request: dict[str, Any], index: int) -> dict[str, Any]:
    try:
        reply = (KINDS.get(kind) or STORED[kind])(editor, request)
    except GoogleError as problem:
        message = f"Invalid requests[{index}].{kind}: {problem.message}"
        raise GoogleError(problem.code, message, problem.details) from problem
    return {kind: reply} if reply or kind in ALWAYS_ANSWERED else {}
