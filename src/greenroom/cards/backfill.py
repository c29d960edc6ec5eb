"""V2 copies of V3 cards: what V2 has no place for is set aside under `extensions`, and found again on reading.

V2 programs keep unknown extensions, so a card that passes through one of them comes back whole.
"""

from collections.abc import Mapping
from typing import Any

from greenroom.cards.decorators import split_decorators
from greenroom.cards.lens import V3
from greenroom.characters.losses import Loss

V2 = "chara_card_v2"
ASIDE = "greenroom/v3"
NOTICE = "This is a V2 copy of a V3 character card. Programs that read V3 cards have the whole of it."

_V3_ONLY = (
    "nickname",
    "creator_notes_multilingual",
    "source",
    "group_only_greetings",
    "creation_date",
    "modification_date",
    "assets",
)
_ENTRY_ASIDE = ("content", "use_regex")
_KEPT = "is set aside in extensions, where programs that read V2 don't look"


def set_aside(card: Mapping[str, Any], *, notice: bool) -> tuple[dict[str, Any], list[Loss]]:
    """The V2 copy of an exact V3 card, and what was set aside. `notice`: begin the notes with ours in any case."""
    data = dict(card["data"])
    aside = {key: data.pop(key) for key in _V3_ONLY if key in data}
    if not aside["group_only_greetings"]:
        del aside["group_only_greetings"]
    moved = [Loss(f"data.{key}", _KEPT) for key in aside]
    book = data.get("character_book")
    if isinstance(book, dict) and isinstance(book.get("entries"), list):
        entries = [_entry_aside(entry, at, moved) for at, entry in enumerate(book["entries"])]
        data["character_book"] = book | {"entries": entries}
    if aside:
        data["extensions"] = _with_aside(data["extensions"], aside)
    if notice or moved:
        data["creator_notes"] = f"{NOTICE}\n{data['creator_notes']}" if data["creator_notes"] else NOTICE
    return {**card, "spec": V2, "spec_version": "2.0", "data": data}, moved


def put_back(data: Mapping[str, Any], spec: Any) -> dict[str, Any]:
    """The data of any card with what `set_aside` took out of it; what somebody wrote there since stays."""
    extensions, aside = _without_aside(data.get("extensions"))
    whole = dict(data)
    if aside or spec != V3:
        whole["creator_notes"] = _without_notice(data.get("creator_notes"))
    if aside:
        whole["extensions"] = extensions
        whole |= {key: aside[key] for key in _V3_ONLY if key in aside and data.get(key) is None}
    book = data.get("character_book")
    if isinstance(book, dict) and isinstance(book.get("entries"), list):
        whole["character_book"] = book | {"entries": [_entry_back(entry) for entry in book["entries"]]}
    return whole


def _entry_aside(entry: dict[str, Any], at: int, moved: list[Loss]) -> dict[str, Any]:
    rest = dict(entry)
    aside: dict[str, Any] = {"use_regex": True} if rest.pop("use_regex") else {}
    decorators, content = split_decorators(entry["content"])
    if decorators:
        aside["content"] = entry["content"]
    moved.extend(Loss(f"data.character_book.entries[{at}].{key}", _KEPT) for key in sorted(aside))
    if not aside:
        return rest
    return rest | {"content": content, "extensions": _with_aside(entry["extensions"], aside)}


def _entry_back(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    extensions, aside = _without_aside(entry.get("extensions"))
    if not aside:
        return entry
    whole = entry | {"extensions": extensions}
    original, content = aside.get("content"), entry.get("content")
    if isinstance(original, str) and isinstance(content, str):
        whole["content"] = split_decorators(original)[0] + content
    if "use_regex" in aside:
        whole.setdefault("use_regex", aside["use_regex"])
    return whole


def _with_aside(extensions: Mapping[str, Any], aside: Mapping[str, Any]) -> dict[str, Any]:
    return {**extensions, ASIDE: aside}


def _without_aside(extensions: Any) -> tuple[Any, dict[str, Any]]:
    """The extensions without what we set aside there, and that."""
    aside = extensions.get(ASIDE) if isinstance(extensions, dict) else None
    if not isinstance(aside, dict):
        return extensions, {}
    return {key: value for key, value in extensions.items() if key != ASIDE}, aside


def _without_notice(notes: Any) -> Any:
    if not isinstance(notes, str) or not notes.startswith(NOTICE):
        return notes
    rest = notes.removeprefix(NOTICE)
    return rest.removeprefix("\n") if rest[:1] in ("", "\n") else notes
