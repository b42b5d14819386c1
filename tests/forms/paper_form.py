"""A form on paper: the least that Google's form can be, to see what a batch makes of it and where answers lead."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass
class PaperForm:
    """Applies requests as Google documents them; ``numbers`` is where ids come from that nobody chose."""

    info: JSON = field(default_factory=dict)
    settings: JSON = field(default_factory=dict)
    items: list[JSON] = field(default_factory=list)
    numbers: int = 0x10000000

    def apply(self, requests: list[JSON]) -> PaperForm:
        for request in deepcopy(requests):
            ((kind, body),) = request.items()
            getattr(self, kind)(body)
        ids = [item["itemId"] for item in self.items] + [
            asked["questionId"] for asked in map(asked_in, self.items) if asked
        ]
        assert len(ids) == len(set(ids)), "an id is used twice"
        return self

    def createItem(self, body: JSON) -> None:  # noqa: N802 - Google's name
        item = {"itemId": self.new_id()} | body["item"]
        if asked := asked_in(item):
            asked.setdefault("questionId", self.new_id())
        index = body["location"]["index"]
        assert 0 <= index <= len(self.items)
        self.items.insert(index, item)

    def moveItem(self, body: JSON) -> None:  # noqa: N802 - Google's name
        item = self.items.pop(body["originalLocation"]["index"])
        self.items.insert(body["newLocation"]["index"], item)

    def deleteItem(self, body: JSON) -> None:  # noqa: N802 - Google's name
        del self.items[body["location"]["index"]]

    def updateItem(self, body: JSON) -> None:  # noqa: N802 - Google's name
        update(self.items[body["location"]["index"]], body["item"], body["updateMask"])

    def updateFormInfo(self, body: JSON) -> None:  # noqa: N802 - Google's name
        update(self.info, body["info"], body["updateMask"])

    def updateSettings(self, body: JSON) -> None:  # noqa: N802 - Google's name
        update(self.settings, body["settings"], body["updateMask"])

    def new_id(self) -> str:
        self.numbers += 1
        return f"{self.numbers:08x}"

    def get(self) -> JSON:
        """The Form resource."""
        return {"info": self.info, "settings": self.settings, "items": deepcopy(self.items)}

    def titles(self) -> list[str]:
        return [item.get("title", "") for item in self.items]

    def walk(self, *choices: str) -> list[str]:
        """The titles that a person is asked, page by page, who chooses these options wherever they are offered."""
        breaks = [index for index, item in enumerate(self.items) if "pageBreakItem" in item]
        starts = {self.items[index]["itemId"]: index for index in breaks}
        met: list[str] = []
        place = 0
        while place < len(self.items):
            end = next((index for index in breaks if index > place), len(self.items))
            following = end
            for item in self.items[place:end]:
                met += [item["title"]] if asked_in(item) else []
                for option in asked_in(item).get("choiceQuestion", {}).get("options", []):
                    if option["value"] in choices and "goToSectionId" in option:
                        following = starts[option["goToSectionId"]]
                    if option["value"] in choices and option.get("goToAction") == "SUBMIT_FORM":
                        following = len(self.items)
            assert following > place, "the way leads back"
            place = following
        return met


def asked_in(item: JSON) -> JSON:
    found: JSON = item.get("questionItem", {}).get("question", {})
    return found


def update(target: JSON, source: JSON, mask: str) -> None:
    """What a field mask names is replaced; what it names and the source lacks is cleared."""
    for path in mask.split(","):
        inner, given = target, source
        *way, last = path.split(".")
        for name in way:
            inner, given = inner.setdefault(name, {}), given.get(name, {})
        if last in given:
            inner[last] = given[last]
        else:
            inner.pop(last, None)
