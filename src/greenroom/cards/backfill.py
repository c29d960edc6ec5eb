"""V2 copies of V3 cards: what V2 has no place for is set aside under `extensions`, and found again on reading.

V2 programs keep unknown extensions, so a card that passes through one of them comes back whole.
"""

from collections.abc import Callable, Mapping
from typing import Any

from greenroom.cards.decorators import split_decorators
from greenroom.cards.lens import V3
from greenroom.characters.losses import Loss
from greenroom.kit.json_values import same

V2 = "chara_card_v2"
ASIDE = "greenroom/v3"
NOTICE = "This is a V2 copy of a V3 character card. Programs that read V3 cards have the whole of it."


def _is_said(value: Any) -> bool:
    return value is not None


def _has_decorators(content: Any) -> bool:
    return isinstance(content, str) and split_decorators(content)[0] != ""


Keys = Mapping[str, Callable[[Any], bool]]
"""Key → whether its value says what a V2 card can't, and so is set aside."""

_V3_ONLY: Keys = {
    "nickname": _is_said,
    "creator_notes_multilingual": _is_said,
    "source": _is_said,
    "group_only_greetings": bool,  # V3 cards must have it, also where it is empty
    "creation_date": _is_said,
    "modification_date": _is_said,
    "assets": _is_said,
}


def is_no_number(value: Any) -> bool:
    """Whether a value is there, and is no number."""
    return value is not None and (isinstance(value, bool) or not isinstance(value, int | float))


_OF_ENTRY: Keys = {
    "content": _has_decorators,
    "use_regex": lambda value: value is True,
    "id": is_no_number,  # which V3 allows, and strict readers of V2 refuse
}
_DATED = "data.modification_date"  # renewed by every export; nobody misses it
_KEPT = "is set aside in extensions, where programs that read V2 don't look"
OLDER = "is older than what the card says in its place, and was left out"


def set_aside(card: Mapping[str, Any], *, notice: bool) -> tuple[dict[str, Any], list[Loss]]:
    """The V2 copy of an exact V3 card, and what was set aside. `notice`: begin the notes with ours in any case."""
    data = dict(card["data"])
    aside = {key: data[key] for key, is_said in _V3_ONLY.items() if is_said(data.get(key))}
    data = {key: value for key, value in data.items() if key not in _V3_ONLY}
    moved = [Loss(f"data.{key}", _KEPT) for key in aside]
    book = data.get("character_book")
    if isinstance(book, dict) and isinstance(book.get("entries"), list):
        entries = [_entry_aside(entry, at, moved) for at, entry in enumerate(book["entries"])]
        data["character_book"] = book | {"entries": entries}
    if aside:
        data["extensions"] = with_aside(data["extensions"], aside)
    if notice or any(loss.field != _DATED for loss in moved):
        data["creator_notes"] = f"{NOTICE}\n{data['creator_notes']}" if data["creator_notes"] else NOTICE
    return {**card, "spec": V2, "spec_version": "2.0", "data": data}, moved


def put_back(data: Mapping[str, Any], spec: Any, notes: list[Loss]) -> dict[str, Any]:
    """The data of any card with what `set_aside` took out of it; what somebody wrote there since stays."""
    extensions, aside = without_aside(data.get("extensions"), _V3_ONLY)
    whole = dict(data)
    if aside or spec != V3:
        whole["creator_notes"] = _without_notice(data.get("creator_notes"))
    if aside:
        whole["extensions"] = extensions
        whole |= {key: value for key, value in aside.items() if data.get(key) is None}
        older = [key for key, value in aside.items() if not same(whole[key], value)]
        notes.extend(Loss(f"data.extensions.{ASIDE}.{key}", OLDER) for key in older)
    book = data.get("character_book")
    if isinstance(book, dict) and isinstance(book.get("entries"), list):
        whole["character_book"] = book | {"entries": [_entry_back(entry) for entry in book["entries"]]}
    return whole


def _entry_aside(entry: dict[str, Any], at: int, moved: list[Loss]) -> dict[str, Any]:
    rest = dict(entry)
    aside: dict[str, Any] = {"use_regex": True} if rest.pop("use_regex") else {}
    if is_no_number(rest.get("id")):
        aside["id"] = rest.pop("id")
    decorators, content = split_decorators(entry["content"])
    if decorators:
        aside["content"] = entry["content"]
    moved.extend(Loss(f"data.character_book.entries[{at}].{key}", _KEPT) for key in sorted(aside))
    if not aside:
        return rest
    return rest | {"content": content, "extensions": with_aside(entry["extensions"], aside)}


def _entry_back(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    extensions, aside = without_aside(entry.get("extensions"), _OF_ENTRY)
    if not aside:
        return entry
    whole = entry | {"extensions": extensions}
    content = entry.get("content")
    if "content" in aside and isinstance(content, str) and not _has_decorators(content):
        whole["content"] = split_decorators(aside["content"])[0] + content
    if "id" in aside and entry.get("id") is None:
        whole["id"] = aside["id"]
    if "use_regex" in aside and entry.get("use_regex") is None:
        whole["use_regex"] = True
    return whole


def with_aside(extensions: Mapping[str, Any], aside: Mapping[str, Any], ours: str = ASIDE) -> dict[str, Any]:
    """The extensions with what is set aside. What somebody else has there stands beside it, or below it in its way."""
    if ours not in extensions:
        return {**extensions, ours: aside}
    theirs = extensions[ours]
    fits = isinstance(theirs, dict) and theirs and not theirs.keys() & {ours, *aside}
    return {**extensions, ours: {**aside, **(theirs if fits else {ours: theirs})}}


def without_aside(extensions: Any, keys: Keys, ours: str = ASIDE) -> tuple[Any, dict[str, Any]]:
    """The extensions without what we set aside there, and that; what is somebody else's stays where it is."""
    found = extensions.get(ours) if isinstance(extensions, dict) else None
    if not isinstance(found, dict):
        return extensions, {}
    aside = {key: found[key] for key, is_ours in keys.items() if is_ours(found.get(key))}
    theirs = {key: value for key, value in found.items() if key not in aside}
    rest = {key: value for key, value in extensions.items() if key != ours}
    if theirs:
        rest[ours] = theirs[ours] if aside and theirs.keys() == {ours} else theirs
    return rest if aside else extensions, aside


def _without_notice(notes: Any) -> Any:
    if not isinstance(notes, str) or not notes.startswith(NOTICE):
        return notes
    rest = notes.removeprefix(NOTICE)
    return rest.removeprefix("\n") if rest[:1] in ("", "\n") else notes
