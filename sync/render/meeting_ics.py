"""A meeting as a file that any calendar opens. It names nobody: calendars are shared and shown on screens."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from forms.normalise import tidy
from sync.rules.letters import MeetingTopic

SUMMARY = "Встреча по программе наставничества"
PRODUCT = "-//Nastavnik//RU"


def meeting_ics(topic: MeetingTopic, now: datetime) -> bytes:
    """``now`` is when it is written, in UTC. To a calendar a later ``sequence`` under the same ``uid`` replaces an
    earlier one (RFC 5545, 3.8.7.4)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event_of(topic, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def event_of(topic: MeetingTopic, now: datetime) -> Event:
    event = Event()
    event.add("uid", topic.uid)
    event.add("sequence", topic.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", topic.at)
    event.add("dtend", topic.at + timedelta(minutes=topic.minutes))
    event.add("summary", SUMMARY)
    if where := tidy(topic.where):
        event.add("location", where)
    return event
