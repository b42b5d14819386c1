"""A letter as a message (RFC 5322): what stands in an .eml file and what a mail server is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from forms.normalise import tidy
from sync.programme import Programme
from sync.render.letter_text import body_of, subject_of
from sync.render.meeting_ics import meeting_ics
from sync.rules.letter_ledger import mark_of
from sync.rules.letters import Letter, MeetingTopic
from sync.rules.letters_due import identity_of

TRIAL = "[проба] "


def message_of(letter: Letter, programme: Programme, now: datetime) -> EmailMessage:
    """Everything but the attachments is plain text. No address bears a name: none can smuggle in a header."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender_of(programme)
    message["To"] = ", ".join(letter.to)
    if reply_to := programme.mail.reply_to if programme.mail else "":
        message["Reply-To"] = reply_to
    message["Subject"] = subject_of(letter)
    message["Date"] = now.astimezone(programme.zone)
    message["Message-ID"] = f"<{identity_of(programme.id, letter)}@{sender_address(programme).rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body_of(letter, programme), cte="base64")
    for topic in letter.topics:
        if isinstance(topic, MeetingTopic):
            attach(message, topic, now)
    return message


def attach(message: EmailMessage, topic: MeetingTopic, now: datetime) -> None:
    message.add_attachment(
        meeting_ics(topic, now),
        maintype="text",
        subtype="calendar",
        filename="vstrecha.ics",
        params={"method": "PUBLISH", "charset": "utf-8"},
    )


def draft_of(letter: Letter, programme: Programme, now: datetime) -> bytes:
    """An .eml file; the mark lets mail programs open it as a letter still to be sent."""
    message = message_of(letter, programme, now)
    message["X-Unsent"] = "1"
    return message.as_bytes()


def trial_of(letter: Letter, programme: Programme, now: datetime) -> EmailMessage:
    """The same letter to the coordinator alone, so that it can be looked at; it is another message."""
    message = message_of(replace(letter, to=(programme.coordinator.email,)), programme, now)
    subject, identity = message["Subject"], message["Message-ID"]
    for name, text in (("Subject", TRIAL + subject), ("Message-ID", another(identity, now))):
        message.replace_header(name, text)
    return message


def another(identity: str, now: datetime) -> str:
    return f"<{mark_of(identity, now.isoformat())}@{identity.rpartition('@')[2]}"


def sender_address(programme: Programme) -> str:
    return programme.mail.sender if programme.mail else programme.coordinator.email


def sender_of(programme: Programme) -> Address:
    return Address(display_name=tidy(programme.school), addr_spec=sender_address(programme))
