"""A letter as a message: whole names, no header that nobody wrote, and a calendar file that opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from forms.normalise import tidy
from sync.programme import Mail
from sync.render.letter_mail import draft_of, message_of, trial_of
from sync.render.meeting_ics import meeting_ics
from sync.rules.letters import Kind, Letter, LinkTopic, MeetingTopic, PairTopic
from tests.rules.paper import PROGRAMME

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MOSCOW = PROGRAMME.zone
MAILED = replace(
    PROGRAMME, mail=Mail("smtp.example", 587, "starttls", "nastavnik@school.example", reply_to="p@s.example")
)
TOPIC = PairTopic("K2-K3", "K3", "Юрий", "10А", "наставники")
LETTER = Letter(Kind.PAIRS, ("K2",), "Алёна", ("alena@mail.example", "mama@mail.example"), (TOPIC,))
MEETING = MeetingTopic(
    *("K2-K3/1/0", "K3", "Юрий", "10А", "наставники"),
    *(datetime(2026, 11, 25, 15, tzinfo=MOSCOW), 40, "кабинет 12", "pair-K2-K3-meet-1@lyceum-2026", 0),
)
HEADERS = [
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
]
LONG = "Достоевская-" * 10


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=default)


def text_of(message: EmailMessage) -> str:
    return message.get_body().get_content().replace("\r\n", "\n")


def test_a_letter_says_from_whom_to_whom_and_nothing_of_anybody_in_its_headers():
    message = read(message_of(LETTER, MAILED, NOW).as_bytes())
    assert message["To"] == "alena@mail.example, mama@mail.example"
    assert str(message["From"]) == "МБОУ «Лицей» <nastavnik@school.example>"
    assert message["Reply-To"] == "p@s.example"
    assert message["Subject"] == "Ваша пара в программе наставничества"
    assert message["Date"].datetime == NOW
    assert "Алёна" not in "".join(map(str, message.values()))
    assert "— Юрий, 10А" in text_of(message)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=130), st.text(max_size=130), st.text(max_size=40))
def test_whatever_is_typed_as_a_name_adds_no_header_and_comes_out_whole(name: str, place: str, school: str):
    letter = replace(LETTER, first_name=tidy(name), topics=(replace(TOPIC, name=name, place=place),))
    message = read(message_of(letter, replace(MAILED, school=school), NOW).as_bytes())
    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["To"] == "alena@mail.example, mama@mail.example"
    shown = ", ".join(part for part in (tidy(name), tidy(place)) if part)
    assert f"  — {shown}" in text_of(message).split("\n")


def test_a_name_of_120_characters_and_a_false_header_stand_in_the_text_alone():
    name = f"{LONG[:120]}\r\nBcc: thief@mail.example"
    letter, school = replace(LETTER, topics=(replace(TOPIC, name=name),)), "Лицей\r\nBcc: thief@mail.example"
    raw = message_of(letter, replace(MAILED, school=school), NOW).as_bytes()
    message = read(raw)
    assert message["Bcc"] is None
    assert f"— {LONG[:120]} Bcc: thief@mail.example, 10А\n" in text_of(message)
    assert max(map(len, raw.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1


def test_the_same_letter_has_the_same_identity_wherever_it_is_made_and_another_letter_another():
    again = message_of(replace(LETTER, links=(("Анкета", "https://x"),)), MAILED, NOW + timedelta(days=9))
    assert message_of(LETTER, MAILED, NOW)["Message-ID"] == again["Message-ID"]
    others = [
        replace(LETTER, codes=("K9",)),
        replace(LETTER, kind=Kind.SURVEYS, topics=(LinkTopic("K2-K3", "Анкета", "https://x"),)),
        replace(LETTER, topics=(replace(TOPIC, occasion="K2-K4"),)),
    ]
    found = {message_of(each, MAILED, NOW)["Message-ID"] for each in (LETTER, *others)}
    found.add(message_of(LETTER, replace(MAILED, id="other"), NOW)["Message-ID"])
    assert len(found) == 5


def test_a_draft_opens_as_a_letter_still_to_be_sent_also_where_no_mail_is_configured():
    message = read(draft_of(LETTER, PROGRAMME, NOW))
    assert message["X-Unsent"] == "1"
    assert str(message["From"]) == "МБОУ «Лицей» <petrova@school.example>"


def test_a_rehearsal_goes_to_the_coordinator_alone_and_says_so():
    message = read(trial_of(LETTER, MAILED, NOW).as_bytes())
    assert message["To"] == "petrova@school.example"
    assert message["Subject"].startswith("[проба] ")
    assert message["Message-ID"] != message_of(LETTER, MAILED, NOW)["Message-ID"]


# The calendar file


def event_in(raw: bytes):
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    return event


def test_the_calendar_file_opens_and_names_nobody():
    letter = replace(LETTER, kind=Kind.MEETING, topics=(MEETING,))
    message = read(message_of(letter, MAILED, NOW).as_bytes())
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("vstrecha.ics", "text/calendar")
    assert attached.get_param("method") == "PUBLISH"
    raw = attached.get_payload(decode=True)
    event = event_in(raw)
    assert event["uid"] == "pair-K2-K3-meet-1@lyceum-2026"
    assert (str(event["location"]), str(event["summary"])) == ("кабинет 12", "Встреча по программе наставничества")
    assert event["dtstart"].dt == MEETING.at
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=40)
    assert "Юрий".encode() not in raw


def test_the_hour_is_the_school_s_own_in_a_summer_zone_too():
    for zone in ("Europe/Moscow", "Asia/Vladivostok", "Europe/Berlin"):
        for month in (1, 7):
            at = datetime(2027, month, 5, 15, tzinfo=ZoneInfo(zone))
            raw = meeting_ics(replace(MEETING, at=at), NOW)
            start = event_in(raw)["dtstart"]
            assert start.params["TZID"] == zone
            assert start.dt.astimezone(UTC) == at.astimezone(UTC)
            assert [str(each["tzid"]) for each in Calendar.from_ical(raw).walk("VTIMEZONE")] == [zone]


def test_a_changed_meeting_replaces_the_first_one():
    first, second = (event_in(meeting_ics(replace(MEETING, sequence=number), NOW)) for number in (0, 1))
    assert first["uid"] == second["uid"]
    assert (int(first["sequence"]), int(second["sequence"])) == (0, 1)


def test_words_in_a_place_cannot_add_a_line_to_the_calendar():
    where = "кабинет 12\r\nATTENDEE:mailto:thief@mail.example; \\, конец"
    event = event_in(meeting_ics(replace(MEETING, where=where), NOW))
    assert "attendee" not in event
    assert str(event["location"]) == tidy(where)
