"""Set-up: the folder, the books and the forms of a programme, made once and completed as often as needed.

Every file bears its mark from birth, so a set-up that was cut short at any moment finds what it made.
Calls: 4N + 2S + P + 2 for N forms, S books and P grants; one when all is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from forms.difference import difference, left_over
from forms.from_google import choices_from_google, ids_from_google
from forms.offered import offered
from forms.questionnaire import Questionnaire
from forms.to_google import FormIds, branching_requests, chosen_ids, new_form_requests, unnumbered
from sheets_schema.as_read import BookAsRead
from sheets_schema.change import BookChange, TableChange
from sheets_schema.from_google import READ_MASK, book_from_google
from sheets_schema.table import Book
from sheets_schema.tables import BOOKS
from sheets_schema.to_google import REPLY_MASK, batch_from
from sync.errors import FileGone, FileUnseen, Refused, Uncertain
from sync.folder import Folder, KnownBook, KnownFiles, KnownForm
from sync.programme import Programme
from sync.remote.apis import Apis
from sync.remote.drive_api import MARK
from sync.rules.migration import first_record, refuse_newer
from sync.rules.rights import Right, change_of_rights, grants_of

ATTEMPTS = 3

Found = Mapping[tuple[str, str], dict[str, Any]]


@dataclass
class SetUp:
    """One set-up under way. ``tell`` is told of each thing made, in the words of the log."""

    programme: Programme
    folder: Folder
    apis: Apis
    tell: Callable[[str, str], None]
    known: KnownFiles
    force: bool = False

    def save(self) -> None:
        self.folder.save_known(self.known)


def set_up(
    programme: Programme,
    folder: Folder,
    apis: Apis,
    questionnaires: tuple[Questionnaire, ...],
    tell: Callable[[str, str], None],
    force: bool = False,
) -> KnownFiles:
    """Make what is missing. A call whose outcome is unknown is followed by a fresh look, never by a repetition.

    Raises OtherProgramme, FileUnseen, FileGone.
    """
    for attempt in range(ATTEMPTS):
        work = SetUp(programme, folder, apis, tell, folder.known_for(programme.id), force)
        try:
            complete(work, questionnaires)
        except Uncertain:
            if attempt == ATTEMPTS - 1:
                raise
            apis.session.pause(attempt)
        else:
            return work.known
    raise AssertionError


def complete(work: SetUp, questionnaires: tuple[Questionnaire, ...]) -> None:
    found = look(work)
    ensure_folder(work, found)
    for questionnaire in questionnaires:
        filled = offered(questionnaire.filled(work.programme.words()), work.programme.mentoring_forms)
        ensure_form(work, filled, found.get(("form", questionnaire.key)))
    for book in BOOKS:
        ensure_book(work, book, found.get(("book", book.key)))


def look(work: SetUp) -> Found:
    """What bears our mark, by kind and key. Of two with one mark the one known here counts, else the older."""
    known = {work.known.folder, *(form.id for form in work.known.forms.values())}
    known |= {book.id for book in work.known.books.values()}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for file in work.apis.drive.find_marked(work.programme.id):
        marks = file.get("appProperties", {})
        place = (marks.get("kind", ""), marks.get("key", ""))
        if place not in found or file["id"] in known:
            found[place] = file
    return found


def standing_file(work: SetUp, title: str, known_id: str, file: dict[str, Any] | None) -> dict[str, Any] | None:
    """The file as the search found it, else as it stands; None when it has yet to be made.

    A file that we made must not be silently replaced by an empty one. Raises FileUnseen when not even the folder
    can be seen, which is never shared: another account is signed in. Raises FileGone when the file is gone.
    """
    if not known_id or (file is not None and file["id"] == known_id):
        return file
    standing = work.apis.drive.find(known_id)
    if standing is not None and not standing.get("trashed"):
        return standing
    if file is None and standing is None and known_id == work.known.folder:
        raise FileUnseen(title)
    if file is None and not work.force:
        raise FileGone(title)
    return file


def marks(work: SetUp, kind: str, key: str) -> dict[str, str]:
    return {MARK: work.programme.id, "kind": kind, "key": key}


def ensure_folder(work: SetUp, found: Found) -> None:
    title = f"Наставничество {work.programme.year}"
    file = standing_file(work, title, work.known.folder, found.get(("folder", "root")))
    if file is None:
        identity = work.apis.drive.create("folder", title, marks(work, "folder", "root"))
        work.tell("folder", title)
    else:
        identity = file["id"]
    if work.known.folder != identity:
        work.known.folder = identity
        work.save()


# Forms


def ensure_form(work: SetUp, questionnaire: Questionnaire, file: dict[str, Any] | None) -> None:
    known = work.known.forms.get(questionnaire.key)
    file = standing_file(work, questionnaire.title, known.id if known else "", file)
    fresh = file is None
    if file is None:
        mark = marks(work, "form", questionnaire.key)
        identity = work.apis.drive.create("form", questionnaire.title, mark, work.known.folder)
        file = {"id": identity, "permissions": []}
    if known is None or known.id != file["id"]:
        known = work.known.forms[questionnaire.key] = KnownForm(file["id"])
        work.save()
    # A public address that the programme was given later must reach the links that are handed out.
    moved = not known.address.startswith(work.programme.public_address)
    if known.built != edition(questionnaire) or moved:
        fill_form(work, questionnaire, known, fresh)
        work.tell("form", questionnaire.title)
    if not known.published:
        work.apis.forms.publish(known.id, questionnaire.opens)
        known.published, known.open = True, questionnaire.opens
        work.save()
    if not known.shared:
        if not is_open_to_all(file):
            work.apis.drive.open_to_all(known.id)
        known.shared = True
        work.save()


def edition(questionnaire: Questionnaire) -> str:
    """A mark of everything that a form is made of."""
    return blake2b(repr(questionnaire).encode(), digest_size=8).hexdigest()


def is_open_to_all(file: Mapping[str, Any]) -> bool:
    return any(
        grant.get("type") == "anyone" and grant.get("view") == "published" for grant in file.get("permissions", [])
    )


def fill_form(work: SetUp, questionnaire: Questionnaire, known: KnownForm, fresh: bool) -> None:
    """Put the questions in, or bring a standing form up to the questionnaire."""
    form = {} if fresh else work.apis.forms.get(known.id)
    if not form.get("items"):
        form = fill_new(work, questionnaire, known)
    else:
        form = bring_up(work, questionnaire, known, form)
        state = form.get("publishSettings", {}).get("publishState", {})
        known.published = known.published or state.get("isPublished", False)
        known.turn(state.get("isAcceptingResponses", False), work.apis.session.server_time)
    known.address = form.get("responderUri", known.address)
    known.built = edition(questionnaire)
    current = known.questions or chosen_ids(questionnaire).questions
    known.asked = sorted({*known.asked, *current.values()})
    work.save()


def bring_up(work: SetUp, questionnaire: Questionnaire, known: KnownForm, form: dict[str, Any]) -> dict[str, Any]:
    """One batch for all that differs; where Google numbered the form, what is new may have to be made first, to be
    numbered too. A form that took our ids once refuses something else: what was made first would be made each time."""
    ids = ids_of(questionnaire, known, form)
    questionnaire = questionnaire.with_choices(choices_from_google(questionnaire, ids, form))
    dropped = unanswered(work, known, left_over(questionnaire, ids, form))
    requests = difference(questionnaire, ids, form, dropped)
    fresh = unnumbered(requests)
    try:
        return work.apis.forms.edit(known.id, requests) if requests else form
    except Refused:
        if not fresh or ids == chosen_ids(questionnaire):
            raise
    form = work.apis.forms.edit(known.id, fresh)
    rest = difference(questionnaire, ids_of(questionnaire, known, form), form, dropped)
    return work.apis.forms.edit(known.id, rest) if rest else form


def unanswered(work: SetUp, known: KnownForm, left: frozenset[str]) -> frozenset[str]:
    """Those of the questions left over that we asked and nobody answered. What staff added by hand is theirs."""
    ours = left & set(known.asked)
    responses = work.apis.forms.responses(known.id) if ours else ()
    return ours.difference(*(response.get("answers", {}) for response in responses))


def ids_of(questionnaire: Questionnaire, known: KnownForm, form: Mapping[str, Any]) -> FormIds:
    """Our own ids where the form has them, else those that Google chose, kept for later."""
    chosen = chosen_ids(questionnaire)
    standing = {item["itemId"] for item in form.get("items", [])}
    if standing & set(chosen.items.values()):
        return chosen
    kept = {key: item for key, item in known.items.items() if item in standing}
    matched = ids_from_google(questionnaire, form, kept)
    known.items = {**chosen.items, **known.items, **matched.items}
    known.questions = {**chosen.questions, **known.questions, **matched.questions}
    return FormIds(known.items, known.questions)


def fill_new(work: SetUp, questionnaire: Questionnaire, known: KnownForm) -> dict[str, Any]:
    """One batch makes the form; where Google refuses ids of ours, a second one adds the branching."""
    try:
        form = work.apis.forms.edit(known.id, new_form_requests(questionnaire, chosen_ids(questionnaire)))
    except Refused:
        work.apis.forms.edit(known.id, new_form_requests(questionnaire, None))
        form = work.apis.forms.get(known.id)
        ids = ids_of(questionnaire, known, form)
        if requests := branching_requests(questionnaire, ids):
            form = work.apis.forms.edit(known.id, requests)
    return without_blank_items(work, questionnaire, known, form)


def without_blank_items(
    work: SetUp, questionnaire: Questionnaire, known: KnownForm, form: dict[str, Any]
) -> dict[str, Any]:
    """A form born in Drive may carry a blank question; whether it does is documented nowhere."""
    ours = {*known.items.values()} or set(chosen_ids(questionnaire).items.values())
    strange = [index for index, item in enumerate(form.get("items", [])) if item["itemId"] not in ours]
    requests = [{"deleteItem": {"location": {"index": index}}} for index in reversed(strange)]
    return work.apis.forms.edit(known.id, requests) if requests else form


# Books


def ensure_book(work: SetUp, book: Book, file: dict[str, Any] | None) -> None:
    known = work.known.books.get(book.key)
    file = standing_file(work, book.title, known.id if known else "", file)
    fresh = file is None
    if file is None:
        mark = marks(work, "book", book.key)
        file = {"id": work.apis.drive.create("book", book.title, mark, work.known.folder), "permissions": []}
    if known is None or known.id != file["id"]:
        known = work.known.books[book.key] = KnownBook(file["id"])
        work.save()
    if not known.built:
        build_book(work, book, known, fresh)
        work.tell("book", book.title)
        known.built = "1"
        work.save()
    share_book(work, book, known, file)


def build_book(work: SetUp, book: Book, known: KnownBook, fresh: bool) -> None:
    """All tabs in one batch. A book that an interrupted run has already built is left as it is."""
    blank = BookAsRead(book.key, known.id, all_titles={0: "Sheet1"})
    as_read = blank if fresh else read_book(work.apis, book, known.id)
    if as_read.generation:
        return
    work.apis.sheets.write_book(known.id, batch_from(book, as_read, whole_book(work.programme, book)), REPLY_MASK)


def read_book(apis: Apis, book: Book, identity: str) -> BookAsRead:
    as_read = book_from_google(book, apis.sheets.read_book(identity, READ_MASK))
    refuse_newer(book, as_read)
    return as_read


def whole_book(programme: Programme, book: Book) -> BookChange:
    begun = {f"{book.key}.memory": (first_record(book),)}
    tables = tuple(TableChange(table.key, make=True, new=begun.get(table.key, ())) for table in book.tables)
    return BookChange(book.key, tables, {"locale": "ru_RU", "timeZone": programme.time_zone})


def share_book(work: SetUp, book: Book, known: KnownBook, file: Mapping[str, Any]) -> None:
    """Each book by itself; the folder never: the forms with every raw answer lie in it."""
    positions = {person.email: person.position for person in work.programme.staff}
    wanted = [Right(person.email, role) for person, role in grants_of(work.programme, book)]
    change = change_of_rights(wanted, standing_rights(file), {mark.lower() for mark in known.grants})
    for right in change.close:
        work.apis.drive.unshare(known.id, right.id)
        work.tell("closed", f"{book.title}: {right.email}")
    for right in change.alter:
        work.apis.drive.change_role(known.id, right.id, right.role)
        work.tell("grant", f"{book.title}: {positions[right.email]}")
    for right in change.give:
        work.apis.drive.share(known.id, right.email, right.role)
        work.tell("grant", f"{book.title}: {positions[right.email]}")
    for right in change.by_hand:
        work.tell("by hand", f"{book.title}: {right.email}")
    if known.grants != (marks_given := [right.mark for right in wanted]):
        known.grants = marks_given
        work.save()


def standing_rights(file: Mapping[str, Any]) -> list[Right]:
    """What people may do with a file, its owner apart."""
    return [
        Right(grant.get("emailAddress", ""), grant["role"], grant["id"])
        for grant in file.get("permissions", [])
        if grant.get("type") == "user" and grant["role"] != "owner"
    ]


def allowed_calls(programme: Programme, forms: int) -> int:
    """What a first set-up may cost: 4N + 2S + P + 2."""
    grants = sum(len(grants_of(programme, book)) for book in BOOKS)
    return 4 * forms + 2 * len(BOOKS) + grants + 2
