"""Images and videos of a form. They are kept as addresses: the server fetches nothing from elsewhere. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = dict[str, Any]

WIDEST = 740
LONGEST_ADDRESS = 2048
YOUTUBE = re.compile(r"(?:[\w-]+\.)*(?:youtube\.com|youtube-nocookie\.com|youtu\.be)")


def images_of(item: JSON) -> list[JSON]:
    """Every Image message of an item: its own, its question's, its options'."""
    question = item.get("questionItem", {})
    options = question.get("question", {}).get("choiceQuestion", {}).get("options", [])
    holders = [question, item.get("questionGroupItem", {}), *options]
    own = [item["imageItem"].get("image", {})] if "imageItem" in item else []
    return own + [holder["image"] for holder in holders if "image" in holder]


def media_problems(item: JSON) -> Iterator[str]:
    for image in images_of(item):
        if "sourceUri" not in image and "contentUri" not in image:
            yield "image.sourceUri is required."
        elif not is_address(image.get("sourceUri", image.get("contentUri"))):
            yield "Invalid image.sourceUri: it must be an http or https address of at most 2048 characters."
        yield from size_problems(image)
    if "videoItem" in item:
        video = item["videoItem"].get("video", {})
        if not is_youtube(video.get("youtubeUri", "")):
            yield "Invalid video.youtubeUri: a YouTube address is required."
        yield from size_problems(video)


def is_address(text: Any) -> bool:
    return len(text) <= LONGEST_ADDRESS and re.fullmatch(r"https?://[^\s/]\S*", text) is not None


def is_youtube(text: str) -> bool:
    try:
        return is_address(text) and YOUTUBE.fullmatch(urlsplit(text).hostname or "") is not None
    except ValueError:
        return False


def size_problems(medium: JSON) -> Iterator[str]:
    if not 0 <= medium.get("properties", {}).get("width", 0) <= WIDEST:
        yield f"properties.width must be between 0 and {WIDEST}."


def settled(value: Any) -> Any:
    """An item as it is kept: where an image came from (``sourceUri``, input only) is where it is seen."""
    if isinstance(value, list):
        return [settled(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: settled(each) for name, each in value.items()}
    if "sourceUri" in kept:
        kept["contentUri"] = kept.pop("sourceUri")
    return kept
