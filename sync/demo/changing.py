"""Pairs change along the year: one is dissolved, its mentee gets another mentor; at the end all are finished."""

from __future__ import annotations

from sheets_schema.kind import Value
from sheets_schema.tables.programme import APPROVE, FINISH, REJECT
from sync.demo.joining import CURATOR, METHODIST, put_into_order
from sync.demo.phrases import phrases
from sync.demo.scene import Scene
from sync.rules.pair_states import DECIDED, PROPOSED
from sync.rules.way import Way

ORDER = "№ 23 от {day:%d.%m.%Y}"


def dissolve_one(scene: Scene) -> tuple[str, ...]:
    """A mentor can go on no longer; a repair finds another for the mentee. Gives the keys of the new pairs."""
    couples = [couple for couple in scene.couples() if couple.mentee.is_pupil]
    if not couples:
        return ()
    ended = couples[len(couples) // 3].key
    reason = phrases()["said"]["dissolved"]
    parted: dict[str, Value] = {"decision": REJECT, "reason": reason, "end": scene.clock.day}
    scene.fill(METHODIST, "pairs", lambda _, pair: parted if pair.key == ended else {})
    found = scene.run(wants_pairs=True, way=Way.REPAIR)
    fresh = tuple(pair.key for pair in scene.rows("pairs") if pair.text("state") == PROPOSED)
    approved: dict[str, Value] = {"decision": APPROVE, "curator": CURATOR}
    scene.fill(METHODIST, "pairs", lambda _, pair: approved if pair.key in fresh else {})
    put_into_order(scene, ORDER)
    text = f"Одну пару расторгли и записали почему. Взамен подобрано пар: {len(fresh)}; остальные не тронуты."
    scene.tell("6.5", text, found, scene.run())
    return fresh


def finish_all(scene: Scene) -> None:
    ended: dict[str, Value] = {"decision": FINISH, "end": scene.clock.day}
    scene.fill(METHODIST, "pairs", lambda _, pair: ended if pair.text("state") in DECIDED else {})
