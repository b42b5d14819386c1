"""Google's own discovery documents as the judge of every reply: its names, its types, its enum values.

The documents ship inside google-api-python-client.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient.discovery_cache

DOCUMENTS = Path(googleapiclient.discovery_cache.__file__).parent / "documents"
APIS = ("sheets.v4", "forms.v1", "drive.v3")
BATCHES = {"sheets.spreadsheets.batchUpdate": "sheets", "forms.forms.batchUpdate": "forms"}
"""The methods that take a list of requests of many kinds, and how those kinds are called here."""

API_PATH = re.compile(r"/(v4/spreadsheets|v1/forms|drive/v3)\b")


@dataclass(frozen=True)
class Method:
    """One method of an API: how it is called and what it answers."""

    api: str
    id: str
    verb: str
    pattern: re.Pattern[str]
    response: dict[str, Any]
    query: frozenset[str] = frozenset()
    downloads: bool = False


@cache
def document(api: str) -> dict[str, Any]:
    return json.loads((DOCUMENTS / f"{api}.json").read_text(encoding="utf-8"))


@cache
def methods() -> list[Method]:
    return [method for api in APIS for method in methods_in(api, document(api))]


def methods_in(api: str, resource: dict[str, Any]) -> list[Method]:
    prefix = document(api)["servicePath"]
    found = [
        Method(
            api,
            given["id"],
            given["httpMethod"],
            pattern(prefix + given["path"]),
            given.get("response", {}),
            frozenset(name for name, each in given.get("parameters", {}).items() if each["location"] == "query"),
            given.get("supportsMediaDownload", False),
        )
        for given in resource.get("methods", {}).values()
    ]
    for inner in resource.get("resources", {}).values():
        found += methods_in(api, inner)
    return found


def pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{\+?\w+\}", template)
    return re.compile("/" + "[^/]+?".join(map(re.escape, pieces)))


def find_method(verb: str, path: str) -> Method | None:
    """The method that a call names, by its percent-encoded path."""
    plain = re.sub(r"/(:\w+)$", r"\1", path.rstrip("/"))
    found = [each for each in methods() if each.verb == verb and each.pattern.fullmatch(plain)]
    # DELETE …/files/trash is emptyTrash, not the deletion of a file called "trash".
    return min(found, key=lambda each: each.pattern.pattern.count("+?"), default=None)


def problems_of(verb: str, path: str, status: int, content: bytes) -> list[str]:
    """What Google's documents say against a reply; nothing for a reply that fits, or that is no API's."""
    if not API_PATH.match(path):
        return []
    method = find_method(verb, path)
    if status >= 400:
        return error_problems(method, status, content)
    if method is None:
        return [f"Google has no method at {verb} {path}"]
    if not method.response:
        return [f"{method.id} answers with a body, Google does not"] if content and not method.downloads else []
    schema = {"$ref": method.response["$ref"]}
    return [f"{method.id}: {problem}" for problem in against(schema, json.loads(content), method.api, "reply")]


def error_problems(method: Method | None, status: int, content: bytes) -> list[str]:
    """Sheets and Forms name a status and have no errors[]; Drive has errors[] and no status."""
    if content.lstrip().startswith(b"<"):
        return []
    error = json.loads(content)["error"]
    problems = [] if error["code"] == status else [f"error code {error['code']} under status {status}"]
    names = {"errors", "code", "message"} if method and method.api == "drive.v3" and status != 429 else None
    names = names or {"code", "message", "status"}
    if error.keys() - {"details"} != names:
        problems.append(f"an error with {sorted(error)}")
    return problems


def against(schema: dict[str, Any], value: Any, api: str, place: str) -> list[str]:
    """What a schema of the discovery document says against a value."""
    if "$ref" in schema:
        schema = document(api)["schemas"][schema["$ref"]]
    check = CHECKS[schema["type"]]
    return check(schema, value, api, place)


def object_problems(schema: dict[str, Any], value: Any, api: str, place: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{place} is no object: {value!r}"]
    known, others = schema.get("properties", {}), schema.get("additionalProperties")
    problems = []
    for name, item in value.items():
        inner = known.get(name, others)
        if inner is None:
            problems.append(f"{place}.{name} is unknown to Google")
        else:
            problems += against(inner, item, api, f"{place}.{name}")
    return problems


def array_problems(schema: dict[str, Any], value: Any, api: str, place: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{place} is no list: {value!r}"]
    return [
        problem
        for index, item in enumerate(value)
        for problem in against(schema["items"], item, api, f"{place}[{index}]")
    ]


def string_problems(schema: dict[str, Any], value: Any, _api: str, place: str) -> list[str]:
    if not isinstance(value, str):
        return [f"{place} is no string: {value!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{place} has no value {value!r}"]
    if "datetime" in schema.get("format", "") and not re.fullmatch(r"[\d-]+T[\d:.]+Z", value):
        return [f"{place} is no time: {value!r}"]
    if schema.get("format") in {"int64", "uint64"} and not re.fullmatch(r"-?\d+", value):
        return [f"{place} is no number: {value!r}"]
    return []


def integer_problems(_schema: dict[str, Any], value: Any, _api: str, place: str) -> list[str]:
    return [] if isinstance(value, int) and not isinstance(value, bool) else [f"{place} is no integer: {value!r}"]


def number_problems(_schema: dict[str, Any], value: Any, _api: str, place: str) -> list[str]:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return [] if fits else [f"{place} is no number: {value!r}"]


def boolean_problems(_schema: dict[str, Any], value: Any, _api: str, place: str) -> list[str]:
    return [] if isinstance(value, bool) else [f"{place} is no boolean: {value!r}"]


CHECKS = {
    "object": object_problems,
    "array": array_problems,
    "string": string_problems,
    "integer": integer_problems,
    "number": number_problems,
    "boolean": boolean_problems,
    "any": lambda *_: [],
}


@dataclass
class Validated:
    """An ASGI application whose replies are checked; what does not fit is kept in ``problems``.

    ``answered`` are the methods, and the kinds of request in a batch (``sheets addSheet``), that succeeded.
    """

    app: Any
    problems: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        sent: list[dict[str, Any]] = []
        received: list[bytes] = []

        async def hear() -> Any:
            message = await receive()
            received.append(message.get("body", b""))
            return message

        async def keep(message: dict[str, Any]) -> None:
            sent.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self.judge(scope, sent, b"".join(received))
            await send(message)

        await self.app(scope, hear, keep)

    def judge(self, scope: Any, sent: list[dict[str, Any]], asked: bytes) -> None:
        overridden = dict(scope["headers"]).get(b"x-http-method-override")
        verb = overridden.decode().upper() if overridden else scope["method"]
        content = b"".join(message.get("body", b"") for message in sent)
        path = scope["raw_path"].decode().partition("?")[0]
        self.problems += problems_of(verb, path, sent[0]["status"], content)
        if sent[0]["status"] < 400:
            self.answered |= names_of(verb, path, asked)


def names_of(verb: str, path: str, asked: bytes) -> set[str]:
    """The method that a call names, and the kinds of request that its batch holds."""
    method = find_method(verb, path) if API_PATH.match(path) else None
    if method is None:
        return set()
    batch = json.loads(asked)["requests"] if method.id in BATCHES else []
    return {method.id, *(f"{BATCHES[method.id]} {kind}" for each in flat(batch) for kind in each)}


def flat(requests: list[Any]) -> list[Any]:
    return [inner for each in requests for inner in (flat(each) if isinstance(each, list) else [each])]


def validated(app: Any) -> Validated:
    """Wrap the server's application; look into ``problems`` when the story is over."""
    return Validated(app)
