"""Where a chart takes its values from: the ranges that stand, under ``sources``, anywhere in a ChartSpec."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Item = dict[str, Any]


def sources_of(spec: Any) -> list[Item]:
    """Every GridRange that a spec takes its values from."""
    if isinstance(spec, list):
        return [source for item in spec for source in sources_of(item)]
    if not isinstance(spec, dict):
        return []
    deeper = [source for name, value in spec.items() if name != "sources" for source in sources_of(value)]
    return [*spec.get("sources", []), *deeper]


def with_sources(spec: Any, change: Callable[[Item], Item | None]) -> Any:
    """The spec with each source changed; one that becomes None is taken out."""
    if isinstance(spec, list):
        return [with_sources(item, change) for item in spec]
    if not isinstance(spec, dict):
        return spec
    return {
        name: [kept for source in value if (kept := change(source))]
        if name == "sources"
        else with_sources(value, change)
        for name, value in spec.items()
    }


def without_sheet(chart: Item, sheet_id: int) -> Item:
    """A chart that takes nothing from a sheet any more, because that sheet is gone."""
    kept = with_sources(chart["spec"], lambda source: None if source.get("sheetId", 0) == sheet_id else source)
    return {**chart, "spec": kept}


def copied_to(chart: Item, old_id: int, new_id: int, identity: int) -> Item:
    """A copy of a chart for a copy of its sheet: what it took from the one it takes from the other."""

    def moved(source: Item) -> Item:
        return on_sheet(source, new_id) if source.get("sheetId", 0) == old_id else source

    overlay = chart["position"]["overlayPosition"]
    anchored = {**overlay, "anchorCell": on_sheet(overlay["anchorCell"], new_id)}
    spec = with_sources(chart["spec"], moved)
    return {**chart, "chartId": identity, "spec": spec, "position": {"overlayPosition": anchored}}


def on_sheet(place: Item, sheet_id: int) -> Item:
    """A GridRange or GridCoordinate on another sheet; the sheet id 0 is left out, as Google does."""
    rest = {name: value for name, value in place.items() if name != "sheetId"}
    return {**({"sheetId": sheet_id} if sheet_id else {}), **rest}
