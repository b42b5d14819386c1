"""Watches: who wants to be told of a form's changes. They are kept, they expire, they can be renewed.

Nothing is sent: there is no Pub/Sub here. Limits: https://developers.google.com/workspace/forms/api/guides/push-notifications
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from localgoogle.errors import GoogleError, invalid, not_found
from localgoogle.forms.responses import trimmed
from localgoogle.state import to_timestamp

if TYPE_CHECKING:
    from localgoogle.state import State

JSON = dict[str, Any]

LIFETIME = timedelta(days=7)
MOST_OF_A_KIND = 20
"""Watches that one project may have on one form for one event type; each user may have one of them."""


def create(state: State, form_id: str, user: str, body: JSON) -> JSON:
    """A new watch of the user's; raises GoogleError 400 for a wrong one, 409 for one that is there already."""
    watch_id, event, topic = read_watch(body)
    prune(state)
    same = state.db.execute("SELECT email FROM watches WHERE form_id = ? AND event = ?", (form_id, event)).fetchall()
    taken = state.db.execute("SELECT 1 FROM watches WHERE form_id = ? AND id = ?", (form_id, watch_id)).fetchone()
    if taken or (user,) in same:
        raise GoogleError(409, "Requested entity already exists")
    if len(same) >= MOST_OF_A_KIND:
        raise invalid("A form can have at most {} watches of the type {}.", MOST_OF_A_KIND, event)
    row = (form_id, watch_id, user, event, topic, state.timestamp(), to_timestamp(state.now() + LIFETIME))
    state.db.execute("INSERT INTO watches VALUES (?,?,?,?,?,?,?)", row)
    return resource(row)


def read_watch(body: JSON) -> tuple[str, str, str]:
    """The id, the event type and the topic that a CreateWatchRequest asks for."""
    watch: JSON = body.get("watch", {})
    topic = watch.get("target", {}).get("topic", {}).get("topicName", "")
    watch_id = body.get("watchId") or "".join(secrets.choice(ascii_lowercase) for _ in range(24))
    if "id" in watch:
        raise invalid("watch.id must not be set: use watch_id instead.")
    if "eventType" not in watch:
        raise invalid("watch.event_type is required.")
    if not re.fullmatch(r"projects/[^/\s]+/topics/[^/\s]+", topic):
        raise invalid("watch.target.topic.topic_name must be a fully qualified Pub/Sub topic name.")
    if not re.fullmatch(r"[a-z-]{4,63}", watch_id):
        raise invalid("Invalid watch_id: it must have 4 to 63 characters out of a-z and -.")
    return watch_id, watch["eventType"], topic


def prune(state: State) -> None:
    state.db.execute("DELETE FROM watches WHERE expires <= ?", (state.timestamp(),))


def listed(state: State, form_id: str, user: str) -> list[JSON]:
    """The user's own watches that have not expired."""
    prune(state)
    rows = state.db.execute("SELECT * FROM watches WHERE form_id = ? AND email = ? ORDER BY rowid", (form_id, user))
    return [resource(row) for row in rows]


def renew(state: State, form_id: str, user: str, watch_id: str) -> JSON:
    """Seven more days from now; raises GoogleError 404 for a watch that has expired or is another user's."""
    own(state, form_id, user, watch_id)
    expires = to_timestamp(state.now() + LIFETIME)
    state.db.execute("UPDATE watches SET expires = ? WHERE form_id = ? AND id = ?", (expires, form_id, watch_id))
    return resource(own(state, form_id, user, watch_id))


def delete(state: State, form_id: str, user: str, watch_id: str) -> None:
    own(state, form_id, user, watch_id)
    state.db.execute("DELETE FROM watches WHERE form_id = ? AND id = ?", (form_id, watch_id))


def own(state: State, form_id: str, user: str, watch_id: str) -> tuple[str, ...]:
    prune(state)
    row: tuple[str, ...] | None = state.db.execute(
        "SELECT * FROM watches WHERE form_id = ? AND id = ? AND email = ?", (form_id, watch_id, user)
    ).fetchone()
    if row is None:
        raise not_found()
    return row


def resource(row: tuple[str, ...]) -> JSON:
    _, watch_id, _, event, topic, created, expires = row
    return {
        "id": watch_id,
        "target": {"topic": {"topicName": topic}},
        "eventType": event,
        "createTime": trimmed(created),
        "expireTime": trimmed(expires),
        "state": "ACTIVE",
    }
