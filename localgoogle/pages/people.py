"""«Сотрудники»: the server's first user invites the others, gives new links, and ends what should end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from localgoogle.accounts import (
    INVITATION_LIFETIME,
    Grant,
    burn_all,
    close_account,
    emails,
    has_password,
    is_first,
    issue,
)
from localgoogle.pages.staff import Groups, inputs, no_access, staff_page

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.state import State


@dataclass(frozen=True)
class Person:
    """Somebody of the staff: whether they can sign in with a password, and in how many browsers they have."""

    email: str
    has_password: bool
    sessions: int
    invited: bool


def show(state: State, call: Call, _groups: Groups, user: str) -> Reply:
    return people_page(state, call, user) if is_first(state, user) else no_access()


def change(state: State, call: Call, _groups: Groups, user: str) -> Reply:
    """An invitation, the end of sessions, the end of an account."""
    form = inputs(call)
    email = next((known for known in known_emails(state) if known == form.get("email")), "")
    if not is_first(state, user) or not email:
        return no_access()
    if form.get("do") == "invite":
        return people_page(state, call, user, email, f"{call.base_url}/invitation/{invite(state, email)}")
    if form.get("do") == "end":
        burn_all(state, email, "session")
        return people_page(state, call, user, done=f"Сеансы завершены: {email}. Чтобы продолжить, нужно войти снова.")
    if form.get("do") == "close" and email != user:
        close_account(state, email)
        return people_page(state, call, user, done=f"Вход закрыт: {email}. Доступы к таблицам и анкетам остались.")
    return people_page(state, call, user)


def invite(state: State, email: str) -> str:
    """The secret of a link on which the person chooses a password; an older link is dead."""
    burn_all(state, email, "invitation")
    return issue(state, Grant("invitation", email), INVITATION_LIFETIME)


def people_page(state: State, call: Call, user: str, email: str = "", link: str = "", done: str = "") -> Reply:
    """The page; ``link`` is what has been made for ``email``, ``done`` what else was done."""
    people = [person(state, known) for known in known_emails(state)]
    return staff_page(state, call, user, "people.html", {"people": people, "email": email, "link": link, "done": done})


def known_emails(state: State) -> list[str]:
    """The users, and everybody with whom something is shared; service accounts are programs."""
    users = emails(state)
    rows = state.db.execute("SELECT DISTINCT email FROM permissions WHERE type = 'user' ORDER BY email")
    known = {email.lower() for email in users}
    shared = [email for (email,) in rows if email.lower() not in known]
    return [email for email in [*users, *shared] if not email.endswith("gserviceaccount.com")]


def person(state: State, email: str) -> Person:
    sessions, invitations = live(state, email, "session"), live(state, email, "invitation")
    return Person(email, has_password(state, email), sessions, bool(invitations))


def live(state: State, email: str, kind: str) -> int:
    query = "SELECT COUNT(*) FROM grants WHERE lower(email) = ? AND kind = ? AND expires > ?"
    return int(state.db.execute(query, (email.lower(), kind, state.timestamp())).fetchone()[0])
