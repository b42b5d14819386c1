"""What a form shows beside its questions: images and videos, each as a link with words.

They lie on other sites, and a page of ours loads nothing from there: that would tell the site who reads which form,
and the policy of the page forbids it. So a person decides. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = dict[str, Any]


class Medium(NamedTuple):
    """``words`` say what there is to see at ``address``."""

    words: str
    address: str


def media_of(item: JSON) -> tuple[Medium, ...]:
    """Everything to see that belongs to an item: its own, its question's, its options'."""
    return tuple(each for each in found(item) if each.address)


def found(item: JSON) -> Iterator[Medium]:
    held = item.get("questionItem", {})
    for holder in (item.get("imageItem", {}), held, item.get("questionGroupItem", {})):
        if "image" in holder:
            yield image("Картинка", holder["image"])
    for option in held.get("question", {}).get("choiceQuestion", {}).get("options", []):
        if "image" in option:
            yield image(f"Картинка к варианту «{option.get('value', '')}»", option["image"])
    if "videoItem" in item:
        video, caption = item["videoItem"].get("video", {}), item["videoItem"].get("caption", "")
        yield Medium(described("Видео", caption), video.get("youtubeUri", ""))


def image(words: str, given: JSON) -> Medium:
    return Medium(described(words, given.get("altText", "")), given.get("contentUri", ""))


def described(words: str, more: str) -> str:
    return f"{words}: {more}" if more else words
