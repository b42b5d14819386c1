"""What one person said of one consent, in forms and on paper, and which word counts: the newest.

A word whose source can no longer be read (a response gone from the form, a row of «Согласия» deleted or doubled,
an option in a wording that nobody explained) was not taken back: what is remembered of it goes on counting.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from forms.answer import Answer
from forms.meanings import NO, YES
from sheets_schema.cells import fingerprint
from sheets_schema.kind import Value, canonical
from sync.rules.row_issues import KEEP
from sync.rules.world import World

TAKE_OFF = "снять"
OLDEST = 3  # years before the one in which the programme ends: an older paper is of another programme
EARLIEST = datetime.min.replace(tzinfo=UTC)


class Given(StrEnum):
    """How one consent stands, in the words of the log."""

    NONE = ""
    YES = "дано"
    PAPER = "дано на бумаге"
    NO = "отказ"
    WITHDRAWN = "отозвано"


REFUSALS = (Given.NO, Given.WITHDRAWN)


class Lost(StrEnum):
    """Why a word counts although it cannot be read: by what staff must be asked about it."""

    NOT = ""
    RESPONSE = "response"
    PAPER = "paper"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent of one person: how it stands, since when without a break, by which response or paper.

    ``moment`` is that of the word which counts (of a paper, the morning of its day), ``since`` the first day of
    the unbroken time, ``refused`` the moment of the newest refusal ever read: what was given before it counts no
    more, even when the response that said it was changed since. ``kept``: staff said that a lost word goes on
    counting. ``unclear`` is a newer answer that nobody can read, ``unread_paper`` says the same of the cell for a
    paper.
    """

    given: Given = Given.NONE
    moment: datetime | None = None
    since: date | None = None
    response: str = ""
    answer: Answer | None = None
    lost: Lost = Lost.NOT
    kept: bool = False
    unclear: Answer | None = None
    unread_paper: bool = False
    refused: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.given in (Given.YES, Given.PAPER)

    @property
    def refused_now(self) -> bool:
        return self.given in REFUSALS

    @property
    def by_answer(self) -> bool:
        return bool(self.response) and self.given is not Given.PAPER

    def to_memory(self) -> dict[str, str]:
        if not self.moment or not self.since:
            return {"refused": self.refused.isoformat()} if self.refused else {}
        entry = {"given": str(self.given), "moment": self.moment.isoformat(), "since": self.since.isoformat()}
        refused = self.refused.isoformat() if self.refused else ""
        more = {
            "refused": refused,
            "response": self.response,
            "lost": str(self.lost),
            "kept": "да" if self.kept else "",
        }
        return entry | {name: text for name, text in more.items() if text}


NOTHING_SAID = Consent()


def read_consent(entry: Mapping[str, Any]) -> Consent:
    """What is remembered of a consent. What someone typed over in the hidden tab counts as forgotten."""
    try:
        refused = datetime.fromisoformat(entry["refused"]) if "refused" in entry else None
        if "given" not in entry:
            return Consent(refused=refused)
        return Consent(
            given=Given(entry["given"]),
            moment=datetime.fromisoformat(entry["moment"]),
            since=date.fromisoformat(entry["since"]),
            refused=refused,
            response=entry.get("response", ""),
            lost=Lost(entry.get("lost", "")),
            kept=bool(entry.get("kept")),
        )
    except (KeyError, ValueError):
        return Consent()


@dataclass(frozen=True, slots=True)
class Paper:
    """The cell of «Согласия» in which staff enter the day of a consent on paper.

    ``found``: the row stands there, once or in equal copies; ``dropped``: staff confirmed that it is gone;
    ``comes_back``: it is made anew now, and the cell in it is empty.
    """

    value: Value = None
    found: bool = False
    dropped: bool = False
    comes_back: bool = False


NO_PAPER = Paper()


@dataclass(frozen=True, slots=True)
class Sources:
    """All that is there to tell how one consent of one person stands.

    ``listed`` are the marks of every response that the forms still list. ``taken_back`` are the words of withdrawals
    that name this consent, ``unread`` the marks of those that nobody can read, ``slip`` the cell for a withdrawal
    on paper.
    """

    answers: tuple[Answer, ...]
    paper: Paper
    known: Consent
    listed: frozenset[str]
    choice: str = ""
    taken_back: tuple[Consent, ...] = ()
    unread: frozenset[str] = frozenset()
    slip: Paper = field(default_factory=Paper)


def stand(world: World, sources: Sources) -> Consent:
    """The newest word counts, a tick in a form or a paper that staff entered."""
    said_by = [(answer, said(world, answer)) for answer in sources.answers]
    words = [word for _, word in said_by if word] + list(sources.taken_back)
    day = paper_day(world, sources.paper.value)
    if day:
        words.append(Consent(Given.PAPER, datetime.combine(day, time(), world.programme.zone), day))
    unclear_marks = {fingerprint(answer.response_id) for answer, word in said_by if not word} | sources.unread
    words += still_counting(sources, unclear_marks)
    refused = newest_refusal(words, sources)
    closed = max((word.moment for word in words if word.refused_now and word.moment), default=EARLIEST)
    closed = max(closed, refused or EARLIEST)
    words = [word for word in words if not word.holds or (word.moment or EARLIEST) > closed]
    newest = max(words, key=lambda word: (word.moment or EARLIEST, word.response), default=NOTHING_SAID)
    return replace(
        newest,
        since=unbroken_since(newest, [*words, sources.known], closed),
        refused=refused,
        unclear=newest_unclear(said_by),
        unread_paper=day is None and canonical(sources.paper.value).strip() != "",
    )


def said(world: World, answer: Answer) -> Consent | None:
    """What a response says, or None when its option is in a wording that the questionnaire does not explain."""
    meaning = world.questionnaire(answer).by_key["decision"].meaning(answer.text("decision"))
    if meaning not in (YES, NO):
        return None
    given = Given.YES if meaning == YES else Given.NO
    day = answer.submitted.astimezone(world.programme.zone).date()
    return Consent(given, answer.submitted, day, fingerprint(answer.response_id), answer)


def newest_unclear(said_by: Iterable[tuple[Answer, Consent | None]]) -> Answer | None:
    """The newest answer, when nobody can tell what it says."""
    newest = max(said_by, key=lambda item: (item[0].submitted, item[0].response_id), default=None)
    return newest[0] if newest and not newest[1] else None


def paper_day(world: World, value: Value) -> date | None:
    """The day of a paper, when it can be one: of the last years, not after today."""
    if not isinstance(value, date) or isinstance(value, datetime):
        return None
    earliest = date(world.programme.until.year - OLDEST, 1, 1)
    return value if earliest <= value <= world.today else None


def still_counting(sources: Sources, unclear_marks: Container[str]) -> list[Consent]:
    """The remembered word, when its source cannot be read and staff have not said «снять»."""
    known = sources.known
    lost = lost_how(sources, unclear_marks)
    if lost is None or sources.choice == TAKE_OFF:
        return []
    return [replace(known, lost=lost, kept=known.kept or sources.choice == KEEP)]


def lost_how(sources: Sources, unclear_marks: Container[str]) -> Lost | None:
    """Why the remembered word counts although it is not read, or None when it does not."""
    known = sources.known
    paper = sources.slip if known.given is Given.WITHDRAWN else sources.paper
    if known.by_answer:
        if known.response not in sources.listed:
            return Lost.RESPONSE
        return Lost.NOT if known.response in unclear_marks else None
    if known.given is not Given.NONE and not paper.dropped and canonical(paper.value) == "":
        if not paper.found:
            return Lost.PAPER if paper.comes_back else Lost.ROW
        return Lost.PAPER if known.lost in (Lost.ROW, Lost.PAPER) else None
    return None


def newest_refusal(words: Iterable[Consent], sources: Sources) -> datetime | None:
    """The moment of the newest refusal, said now or remembered; not of one that its author gave to somebody else.

    Nor of a withdrawal on paper: whoever entered it for the wrong person takes it out again, and nothing is lost.
    """
    known = sources.known
    ours = {fingerprint(answer.response_id) for answer in sources.answers}
    ours |= {word.response for word in sources.taken_back}
    given_away = known.refused_now and known.response in sources.listed and known.response not in ours
    remembered = None if given_away else known.refused
    said_now = [word.moment for word in words if word.refused_now and word.by_answer]
    return max((moment for moment in [*said_now, remembered] if moment), default=None)


def unbroken_since(newest: Consent, words: Iterable[Consent], refused: datetime) -> date | None:
    """Since when the consent has been held, the newest word renewing what the ones before it gave."""
    if not newest.holds:
        return newest.since
    held = [word for word in words if word.holds and (word.moment or EARLIEST) > refused]
    return min((word.since for word in [newest, *held] if word.since), default=None)
