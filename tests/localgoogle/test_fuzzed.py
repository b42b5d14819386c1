"""Whatever is sent to any address, the server answers it or says what is wrong with it: never a failure of its own."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localgoogle.call import Route
from localgoogle.control.model import Control
from localgoogle.dispatch import Dispatch
from localgoogle.oauth.routes import ROUTES as OAUTH
from localgoogle.pages.routes import ROUTES as PAGES
from localgoogle.state import State
from tests.localgoogle.discovery import document
from tests.localgoogle.grid import Grid
from tests.localgoogle.school import School, choice, entry, question, section
from tests.localgoogle.spreadsheet import Spreadsheet

fuzzed = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)

NAME, HOW = "0000000a", "0000000b"
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1e308, 2**63, 10**30, "", "x", "Ё", "\0", "\ud7ff", "=A1", "1", [], {}, [[]], [None], {"": {}}]
)
TEXTS = st.sampled_from(
    [
        *("", "а", "Лист", "A1", "Sheet1!A1:B2", "A:A", "'", "!", "=SUM(A1)", "2026-11-22", "2026-11-22T09:00:00Z"),
        *("*", "a(b", "a/b,c", "-1", "1e9", "99999999999999999999", "\0", "\n", "💡", "x" * 300, NAME, HOW, "Оля"),
    ]
)
NUMBERS = st.sampled_from([0, 1, 2, 3, -1, 5, 1000, 2**31 - 1, 2**31, 1.5])


# Google's methods, by their discovery documents


def value_of(api: str, schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    """A value as the schema wants it, or now and then another one."""
    return st.integers(0, 11).flatmap(lambda chance: JUNK if chance == 0 else fitting(api, schema, depth))


def fitting(api: str, schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return message(api, schema["$ref"], depth)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema["type"]
    if kind == "array":
        return st.lists(value_of(api, schema["items"], depth + 1), max_size=2)
    if kind == "object":
        return st.dictionaries(TEXTS, JUNK, max_size=2)
    if kind == "boolean":
        return st.booleans()
    return TEXTS if kind == "string" else NUMBERS


def message(api: str, name: str, depth: int = 0) -> st.SearchStrategy[Any]:
    known = document(api)["schemas"][name].get("properties", {})
    if depth > 7:
        return st.just({})
    names = st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True) if known else st.just([])
    made = names.flatmap(
        lambda chosen: st.fixed_dictionaries({each: value_of(api, known[each], depth + 1) for each in chosen})
    )
    return made if depth else made | JUNK


def methods(api: str) -> list[dict[str, Any]]:
    """The methods of an API as its discovery document has them."""
    found: list[dict[str, Any]] = []

    def collect(resource: dict[str, Any]) -> None:
        found.extend(resource.get("methods", {}).values())
        for inner in resource.get("resources", {}).values():
            collect(inner)

    collect(document(api))
    return sorted(found, key=lambda method: str(method["id"]))


METHODS = [(api, method) for api in ("sheets.v4", "forms.v1") for method in methods(api)]


class Office:
    """A school with one of everything, whose owner has signed in."""

    def __init__(self, school: School) -> None:
        school.state.settings.enforceQuotas = False
        self.school = school
        self.book = Spreadsheet(school, sheets=[{"sheetId": 0, "title": "Лист"}])
        self.book.write("A1", [["Имя", "Класс"], ["Оля", 8], ["=B2", ""]], "USER_ENTERED")
        self.form = school.form(
            question("Имя", NAME, textQuestion={}),
            section("Дальше", "00000010"),
            question("Как", HOW, choiceQuestion=choice("RADIO", "да", "нет")),
        )
        school.post(self.form["responderUri"].replace("viewform", "formResponse"), {entry(NAME): "Оля"})
        self.response = school.responses(self.form)[0]["responseId"]
        self.grid = Grid(school, self.book.id)

    @property
    def names(self) -> dict[str, str]:
        """What stands in the braces of an address when it is to lead somewhere."""
        public = re.findall(r"/e/([^/]+)/", self.form["responderUri"])[0]
        known = {"formId": self.form["formId"], "responseId": self.response, "spreadsheetId": self.book.id}
        return known | {"sheetId": "0", "range": "A1:B3", "public": public, "file": self.book.id, "id": self.book.id}


@pytest.fixture
def office(school: School) -> Office:
    return Office(school)


@pytest.mark.parametrize(("api", "method"), METHODS, ids=lambda value: value["id"] if isinstance(value, dict) else "")
@fuzzed
@given(data=st.data())
def test_any_body_and_any_query_of_any_method(office: Office, api: str, method: dict[str, Any], data: Any) -> None:
    places = {name: office.names.get(name, "x") for name in re.findall(r"\{\+?(\w+)\}", method["path"])}
    if places and data.draw(st.integers(0, 5)) == 0:
        places[data.draw(st.sampled_from(sorted(places)))] = data.draw(TEXTS)
    path = re.sub(r"\{\+?(\w+)\}", lambda name: quote(places[name[1]], safe=""), method["path"])
    taken = [name for name, each in method.get("parameters", {}).items() if each["location"] == "query"]
    query = data.draw(
        st.dictionaries(st.sampled_from([*taken, "fields", "prettyPrint", "alt", "x"]), TEXTS, max_size=3)
    )
    body = data.draw(message(api, method["request"]["$ref"])) if "request" in method else None

    answer = office.school.api(method["httpMethod"], f"/{path}", body, **query)

    assert answer.status in {200, 400, 403, 404}, answer.text


@pytest.mark.parametrize("kind", sorted(document("forms.v1")["schemas"]["Request"]["properties"]))
@settings(fuzzed, max_examples=60)
@given(data=st.data())
def test_any_request_to_change_a_form(office: Office, kind: str, data: Any) -> None:
    request = document("forms.v1")["schemas"]["Request"]["properties"][kind]
    batch = {"requests": [{kind: data.draw(fitting("forms.v1", request, 1))}], "includeFormInResponse": True}

    answer = office.school.api("POST", f"/v1/forms/{office.form['formId']}:batchUpdate", batch)

    assert answer.status in {200, 400}, answer.text
    assert office.school.get(office.form["responderUri"]).status == 200


A1 = st.text(st.sampled_from("ABZ019$:!'Лист, ()\0💡"), max_size=12)


@fuzzed
@given(text=A1, option=st.sampled_from(["RAW", "USER_ENTERED", "x"]), values=st.lists(st.lists(JUNK, max_size=3)))
def test_any_range_and_any_values(office: Office, text: str, option: str, values: list[Any]) -> None:
    path = f"{office.book.path}/values/{quote(text or 'A1', safe='')}"
    for verb, place in (("PUT", path), ("POST", f"{path}:append")):
        answer = office.school.api(verb, place, {"values": values}, valueInputOption=option)
        assert answer.status in {200, 400}, answer.text
    for call in ("", ":clear"):
        answer = office.school.api("POST" if call else "GET", path + call)
        assert answer.status in {200, 400, 404}, answer.text


FORMULAS = st.lists(
    st.sampled_from(
        [
            *(
                "=",
                "(",
                ")",
                ",",
                ";",
                ":",
                "+",
                "-",
                "*",
                "/",
                "^",
                "&",
                "<",
                ">=",
                "<>",
                "%",
                '"',
                "!",
                "{",
                "}",
                "$",
            ),
            *(
                "A1",
                "B2:C3",
                "A:A",
                "1:1",
                "'Лист'!A1",
                "SUM(",
                "IF(",
                "VLOOKUP(",
                "MATCH(",
                "NOPE(",
                "TRUE",
                "1",
                "1,5",
            ),
            *("1e308", '"а"', "#REF!", " ", "\n", "ЁЖ", "9" * 400, "(" * 500, "-" * 500),
        ]
    ),
    max_size=10,
).map(lambda pieces: "=" + "".join(pieces))


@settings(fuzzed, max_examples=150)
@given(formula=FORMULAS)
def test_any_formula(office: Office, formula: str) -> None:
    wrote = office.book.put("A5", [[formula]], "USER_ENTERED")
    assert wrote.status in {200, 400}, wrote.text
    assert office.school.api("GET", office.book.path, includeGridData="true").status == 200


# pages


def addresses(route: Route, names: dict[str, str], data: Any) -> str:
    """An address that the route takes; what stands in its groups leads somewhere, or nowhere."""
    pattern = re.sub(r"\(\?:([^()|]*)(?:\|[^()]*)?\)\??", r"\1", route.pattern.pattern.split("|/")[0]).replace("\\", "")
    plain = re.sub(r"\(\?P<kind>(\w+)\|[^)]*\)", r"\1", pattern)

    def fill(group: re.Match[str]) -> str:
        known = names.get(group[1], "x")
        return quote(known if data.draw(st.integers(0, 3)) else data.draw(TEXTS.filter(bool)), safe="")

    return re.sub(r"\(\?P<(\w+)>[^)]*\)", fill, plain)


INPUTS = [
    "email",
    "password",
    "again",
    "token",
    "next",
    "csrf",
    "do",
    "person",
    "fbzx",
    "pageHistory",
    "continue",
    "back",
]
INPUTS += ["edit2", "gid", "row", "from", "to", "since", "column", "revision", "range", entry(NAME), entry(HOW), "code"]
INPUTS += ["client_id", "redirect_uri", "response_type", "scope", "state", "grant_type", "refresh_token", "v", "format"]
ODD_HEADERS = st.dictionaries(
    st.sampled_from(
        ["cookie", "content-type", "x-csrf-token", "authorization", "accept-encoding", "origin", "referer"]
    ),
    st.sampled_from(
        ["", "x", "session=", "=;;", "session=x; session=y", "Bearer", "Bearer x", "application/json", "null"]
    ),
    max_size=2,
)


@pytest.mark.parametrize("route", [*PAGES, *OAUTH], ids=lambda route: f"{route.method} {route.pattern.pattern}")
@fuzzed
@given(data=st.data())
def test_any_page(office: Office, route: Route, data: Any) -> None:
    path = addresses(route, office.names, data)
    given_in = st.dictionaries(st.sampled_from(INPUTS), TEXTS, max_size=5)
    headers = {"cookie": office.grid.session} if data.draw(st.booleans()) else {}
    headers |= data.draw(ODD_HEADERS)
    query, inputs = data.draw(given_in), data.draw(given_in)
    body = data.draw(st.just(urlencode(inputs).encode()) | st.binary(max_size=30)) if route.method == "POST" else b""

    answer = office.school.call(route.method, path, body, headers, query)

    assert answer.status < 500, answer.text


def test_the_addresses_that_are_tried_are_those_of_the_pages(office: Office) -> None:
    class Straight:
        def draw(self, _: Any) -> int:
            return 1

    dispatch = Dispatch(State(), Control(""))
    for route in [*PAGES, *OAUTH]:
        path = addresses(route, office.names, Straight())
        assert route.pattern.fullmatch(path), path
    dispatch.state.close()


EDITS = st.fixed_dictionaries(
    {},
    optional={
        "row": NUMBERS | JUNK,
        "column": NUMBERS | JUNK,
        "text": TEXTS | JUNK,
        "revision": NUMBERS | JUNK,
        "rich": JUNK,
    },
)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "gid": st.just(0) | JUNK,
        "edits": st.lists(EDITS | JUNK, max_size=3) | JUNK,
        "do": st.sampled_from(["insert", "delete", "sort", "filter", "rows", "columns", "resize", "hide"]) | JUNK,
        **dict.fromkeys(("row", "column", "at", "count", "revision", "rows", "columns", "by"), NUMBERS | JUNK),
    },
)


@pytest.mark.parametrize("name", ["edit", "undo", "shape"])
@settings(fuzzed, max_examples=120)
@given(asked=ASKED | JUNK)
def test_any_change_on_the_grid(office: Office, name: str, asked: Any) -> None:
    answer = office.grid.post(name, asked if isinstance(asked, dict) else json.dumps(asked))

    assert answer.status < 500, answer.text
    assert office.grid.get("grid.json").status == 200
