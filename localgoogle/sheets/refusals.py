"""What Google says when it refuses, word for word where a recording exists."""

from __future__ import annotations

from localgoogle.errors import GoogleError, invalid

MOST_CELLS = 10_000_000
MOST_COLUMNS = 18_278
LONGEST_TEXT = 50_000
MOST_REQUESTS = 100_000


def unparsable_range(text: str) -> GoogleError:
    return invalid(f"Unable to parse range: {text}")


def beyond_grid(range_text: str, rows: int, columns: int) -> GoogleError:
    limits = f"Max rows: {rows}, max columns: {columns}"
    return invalid(f"Range ({range_text}) exceeds grid limits. {limits}")


def no_grid(sheet_id: int) -> GoogleError:
    return invalid(f"No grid with id: {sheet_id}")


def no_sheet(sheet_id: int) -> GoogleError:
    return invalid(f"No sheet with id: {sheet_id}")


def no_field_listed() -> GoogleError:
    return invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")


def title_taken(title: str) -> GoogleError:
    return invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def sheet_id_taken(sheet_id: int) -> GoogleError:
    return invalid(f"A sheet with the id {sheet_id} already exists.")


def bad_sheet_id(sheet_id: int) -> GoogleError:
    return invalid(f"Sheet id must be non-negative: {sheet_id}")


def empty_title() -> GoogleError:
    return invalid("The sheet title cannot be empty.")


def title_too_long() -> GoogleError:
    return invalid("The sheet title must be at most 100 characters long.")


def last_sheet() -> GoogleError:
    return invalid("You can't remove all the sheets in a document.")


def last_visible_sheet() -> GoogleError:
    return invalid("You can't hide all the sheets in a document.")


def all_lines_deleted(dimension: str) -> GoogleError:
    return invalid(f"You can't delete all the {dimension.lower()} on the sheet.")


def all_unfrozen_deleted(dimension: str) -> GoogleError:
    return invalid(f"Sorry, it is not possible to delete all non-frozen {dimension.lower()}.")


def too_many_frozen(dimension: str) -> GoogleError:
    return invalid(f"You can't freeze all visible {dimension.lower()} on the sheet.")


def too_many_cells() -> GoogleError:
    return invalid(
        f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
    )


def too_many_columns() -> GoogleError:
    return invalid(f"This action would increase the number of columns above the limit of {MOST_COLUMNS}.")


def text_too_long() -> GoogleError:
    return invalid(f"Your input contains more than the maximum of {LONGEST_TEXT} characters in a single cell.")


def protected_cell() -> GoogleError:
    return invalid(
        "You are trying to edit a protected cell or object. "
        "Please contact the spreadsheet owner to remove protection if you need to edit."
    )


def warning_has_editors() -> GoogleError:
    return invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")


def no_such(what: str, identity: object) -> GoogleError:
    return invalid(f"No {what} with id: {identity}")


def id_taken(what: str, identity: object) -> GoogleError:
    return invalid(f"{what} with id {identity} already exists.")


def name_taken(name: str) -> GoogleError:
    return invalid(f"A named range with the name {name} already exists.")


def bad_name(name: str) -> GoogleError:
    return invalid(f"The name {name} is not valid for a named range.")


def must(what: str, *values: object) -> GoogleError:
    """A plain rule of the API that has no recorded wording."""
    return invalid(what, *values)


def unsupported(what: str, *values: object) -> GoogleError:
    """Google can do it, this server cannot yet."""
    return invalid(f"localgoogle does not support {what}.", *values)
