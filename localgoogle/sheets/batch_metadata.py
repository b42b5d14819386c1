"""Developer metadata: notes of programs on a spreadsheet, a sheet, a row or a column, which they follow."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from localgoogle.fields import select
from localgoogle.sheets import refusals
from localgoogle.sheets.book import Book, Metadatum, Place
from localgoogle.sheets.cells import update_mask
from localgoogle.sheets.ranges import find_sheet, lines_of
from localgoogle.sheets.resource import to_metadata

if TYPE_CHECKING:
    from localgoogle.sheets.access import Editor

MOST_CHARACTERS = 30_000
"""Of keys and values, for the spreadsheet and for each sheet:
https://developers.google.com/workspace/sheets/api/guides/metadata"""


def create_developer_metadata(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    given, book = request.get("developerMetadata", {}), editor.book
    item = checked(
        Metadatum(
            id=free_metadata_id(book, given.get("metadataId")),
            key=given.get("metadataKey", ""),
            value=given.get("metadataValue", ""),
            visibility=given.get("visibility", ""),
            place=to_place(book, given.get("location", {})),
        )
    )
    book.metadata[item.id] = item
    check_room(book, item.place)
    return {"developerMetadata": to_metadata(book, item)}


def checked(item: Metadatum) -> Metadatum:
    if not item.key:
        raise refusals.must("Developer metadata must have a metadataKey.")
    if item.visibility not in {"DOCUMENT", "PROJECT"}:
        raise refusals.must("Developer metadata must have a visibility.")
    return item


def free_metadata_id(book: Book, wanted: int | None) -> int:
    if wanted and wanted in book.metadata:
        raise refusals.id_taken("Developer metadata", wanted)
    while not wanted or wanted in book.metadata:
        wanted = secrets.randbelow(2**31 - 1) + 1
    return wanted


def check_room(book: Book, place: Place) -> None:
    """Raises GoogleError 400 when the spreadsheet's or the sheet's share of metadata is used up."""
    about_book = place.kind == "SPREADSHEET"
    used = sum(
        len(item.key) + len(item.value)
        for item in book.metadata.values()
        if (item.place.kind == "SPREADSHEET") == about_book and item.place.sheet_id == place.sheet_id
    )
    if used > MOST_CHARACTERS:
        raise refusals.must("Developer metadata exceeds the limit of {} characters.", MOST_CHARACTERS)


def to_place(book: Book, location: dict[str, Any]) -> Place:
    """The place that a DeveloperMetadataLocation means; raises GoogleError 400."""
    said = location.keys() & {"spreadsheet", "sheetId", "dimensionRange"}
    if len(said) != 1:
        raise refusals.must("Developer metadata must have a location: spreadsheet, sheetId or dimensionRange.")
    if "spreadsheet" in said:
        return Place("SPREADSHEET")
    if "sheetId" in said:
        return Place("SHEET", find_sheet(book, location["sheetId"]).id)
    sheet, dimension, start, end = lines_of(book, location["dimensionRange"])
    axis = sheet.axis(dimension)
    if end != start + 1 or start >= len(axis):
        raise refusals.must("DimensionRange must represent a single row or column.")
    return Place(dimension.removesuffix("S"), sheet.id, axis.ids[start])


def update_developer_metadata(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    book, given = editor.book, request.get("developerMetadata", {})
    mask = update_mask(request.get("fields", ""), "DeveloperMetadata")
    if "metadataId" in mask and request["fields"].strip() != "*":
        raise refusals.must("The metadataId cannot be changed.")
    changed = [updated(book, item, select(mask, given), set(mask)) for item in matching(book, request)]
    for item in changed:
        book.metadata[item.id] = item
        check_room(book, item.place)
    return {"developerMetadata": [to_metadata(book, item) for item in changed]} if changed else {}


def updated(book: Book, item: Metadatum, given: dict[str, Any], names: set[str]) -> Metadatum:
    return checked(
        item._replace(
            key=given.get("metadataKey", "") if "metadataKey" in names else item.key,
            value=given.get("metadataValue", "") if "metadataValue" in names else item.value,
            visibility=given.get("visibility", "") if "visibility" in names else item.visibility,
            place=to_place(book, given.get("location", {})) if "location" in names else item.place,
        )
    )


def delete_developer_metadata(editor: Editor, request: dict[str, Any]) -> dict[str, Any]:
    """Deleting what is not there is no error: the reply just lists nothing."""
    book = editor.book
    gone = matching(book, {"dataFilters": [request.get("dataFilter", {})]})
    for item in gone:
        del book.metadata[item.id]
    return {"deletedDeveloperMetadata": [to_metadata(book, item) for item in gone]} if gone else {}


def matching(book: Book, request: dict[str, Any]) -> list[Metadatum]:
    """The metadata that any of the request's data filters selects; raises GoogleError 400."""
    found: dict[int, Metadatum] = {}
    for data_filter in request.get("dataFilters", []):
        found |= {item.id: item for item in selected(book, data_filter)}
    return list(found.values())


def selected(book: Book, data_filter: dict[str, Any]) -> list[Metadatum]:
    if data_filter.keys() & {"a1Range", "gridRange"}:
        raise refusals.unsupported("data filters by range for developer metadata")
    if "developerMetadataLookup" not in data_filter:
        raise refusals.must("A data filter must be set.")
    lookup = data_filter["developerMetadataLookup"]
    location = lookup.get("metadataLocation")
    place = to_place(book, location) if location else None
    exact = lookup.get("locationMatchingStrategy") == "EXACT_LOCATION"
    if place and place.kind == "SPREADSHEET" and lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        raise refusals.must("A spreadsheet location cannot be matched by intersection.")
    return [
        item
        for item in book.metadata.values()
        if fits(item, lookup) and (place is None or item.place == place or (not exact and meets(place, item.place)))
    ]


def fits(item: Metadatum, lookup: dict[str, Any]) -> bool:
    said = {
        "metadataId": item.id,
        "metadataKey": item.key,
        "metadataValue": item.value,
        "visibility": item.visibility,
        "locationType": item.place.kind,
    }
    return all(lookup[name] == value for name, value in said.items() if name in lookup)


def meets(place: Place, other: Place) -> bool:
    """Whether another place lies in this sheet, or crosses this row or column."""
    if place.kind == "SPREADSHEET" or place.sheet_id != other.sheet_id or other.kind == "SPREADSHEET":
        return False
    return place.kind == "SHEET" or other.kind not in {place.kind, "SHEET"}
