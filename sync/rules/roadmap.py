"""«Дорожная карта»: the thirty-one activities with their dates, how far each has got, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping

from sheets_schema.kind import Value, canonical, to_date
from sheets_schema.tables import table
from sheets_schema.tables.roadmap import DONE, LATE, LEFT_OUT, ROADMAP
from sync.rules.activities import ACTIVITIES, Activity, days_of
from sync.rules.evidence_of_bases import OF_BASES, preliminary
from sync.rules.evidence_of_work import OF_WORK
from sync.rules.merge import MergedTable, merge_table
from sync.rules.plan import Roadmap
from sync.rules.progress import Evidence, Progress
from sync.rules.typed_word import typed_word

NOT_BEGUN, UNDER_WAY = "не начато", "идёт"
EVIDENCE = {**OF_BASES, **OF_WORK}


def where(activity: Activity) -> str:
    """The tabs in which it lives, as people know them."""
    tabs = dict.fromkeys(name.partition(".")[0] for name in activity.tabs)
    return ", ".join(f"«{table(name).title}»" for name in tabs)


WHERE = {activity.number: where(activity) for activity in ACTIVITIES}


def fill_roadmap(progress: Progress, choices: Mapping[str, str]) -> MergedTable:
    """The tab, merged: dates and responsible are born with the line and are the school's from then on."""
    world = progress.world
    sheet = world.find_sheet(ROADMAP.key)
    standing = sheet.by_key if sheet else {}
    wanted = {}
    for activity in ACTIVITIES:
        begun = born(progress, activity)
        shown = standing[activity.number].values if activity.number in standing else begun
        wanted[activity.number] = {**begun, **standing_of(progress, activity, shown)}
    return merge_table(ROADMAP, sheet, wanted, world.remembered_rows(ROADMAP.key), choices)


def roadmap_of(progress: Progress, merged: MergedTable) -> Roadmap:
    """What the command prints: lines that staff took out for good are not among them."""
    numbers = [activity.number for activity in ACTIVITIES]
    lines = tuple(merged.records[number] for number in numbers if number in merged.records)
    return Roadmap(lines, preliminary(progress))


def born(progress: Progress, activity: Activity) -> dict[str, Value]:
    start, end = days_of(activity, progress.world.programme)
    return {
        "number": activity.number,
        "stage": activity.stage,
        "activity": activity.title,
        "start": start,
        "end": end,
        "responsible": activity.responsible,
        "where": WHERE[activity.number],
    }


def standing_of(progress: Progress, activity: Activity, shown: Mapping[str, Value]) -> dict[str, Value]:
    """What the machine says of an activity, whose line shows these dates and this mark of the staff's."""
    found = EVIDENCE[activity.number](progress)
    state = state_of(found, canonical(shown.get("mark")))
    end = to_date(canonical(shown.get("end")))
    late = state in (NOT_BEGUN, UNDER_WAY) and end is not None and end < progress.world.today
    return {"state": state, "late": LATE if late else "", "evidence": found.words}


def state_of(found: Evidence, mark: str) -> str:
    """The school's word counts before what the machine can see."""
    if typed_word(mark) in (DONE, LEFT_OUT):
        return typed_word(mark)
    if found.done:
        return DONE
    return UNDER_WAY if found.begun else NOT_BEGUN
