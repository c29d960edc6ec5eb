"""Archives of other programs: Backyard's (BYAF) and Voxta's packages, whose characters are JSON with files beside."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from greenroom.cards.caps import ASSET, CHARACTERS, MOST_OF_TEXT
from greenroom.cards.containers.archive import Archive
from greenroom.cards.containers.json_text import decode_json
from greenroom.cards.formats.lorebooks import found_book
from greenroom.cards.formats.mapping import dialogue, double_braces, is_blank, mapped, words
from greenroom.cards.imported import Contents, Embedded, Found, FoundBook, Line
from greenroom.cards.refusals import refused

BYAF, VOXPKG = "byaf", "voxpkg"
_BACKYARD, _VOXTA = "backyard", "voxta"
_OF_VOXTA = {
    "Name": "name",
    "Label": "nickname",
    "Profile": "description",
    "Description": "description",
    "Personality": "personality",
    "Scenario": "scenario",
    "FirstMessage": "first_mes",
    "AlternateGreetings": "alternate_greetings",
    "AlternativeFirstMessages": "alternate_greetings",
    "MessageExamples": "mes_example",
    "SystemPrompt": "system_prompt",
    "PostHistoryInstructions": "post_history_instructions",
    "CreatorNotes": "creator_notes",
    "Creator": "creator",
    "Version": "character_version",
    "Tags": "tags",
}
_SPACED = re.compile(r"\{\{\s+(char|user)\s+\}\}")
_PICTURES = ("png", "webp", "jpg", "jpeg", "gif", "avif")


def is_byaf(archive: Archive) -> bool:
    """Whether an archive has Backyard's manifest."""
    return "manifest.json" in archive.entries


def is_voxpkg(archive: Archive) -> bool:
    """Whether an archive is a package of Voxta's."""
    return any(re.fullmatch(r"Characters/[^/]+/character\.json", name) for name in archive.entries)


def read_byaf(archive: Archive, warnings: list[str]) -> Contents:
    """The characters that a manifest names, with the scenarios; raises BadCard."""
    manifest = _object(archive, "manifest.json", warnings)
    scenarios = [_object(archive, path, warnings) for path in _paths(manifest.get("scenarios"), archive)]
    paths = _paths(manifest.get("characters"), archive)
    if not paths:
        raise refused("no_card", kind="an archive whose manifest names no character")
    around = {"author": manifest.get("author")} if manifest.get("author") else {}
    return Contents(tuple(_backyard(archive, path, scenarios, around, warnings) for path in paths))


def _backyard(
    archive: Archive, path: str, scenarios: list[dict[str, Any]], around: dict[str, Any], warnings: list[str]
) -> Found:
    character = _object(archive, path, warnings)
    first = scenarios[0] if scenarios else {}
    greetings = [
        double_braces(said) for scenario in scenarios for said in _messages(scenario, "firstMessages")
    ]
    name, shown = character.get("name"), character.get("displayName")
    data = {
        "name": name if not is_blank(name) else shown,
        "nickname": shown if not is_blank(name) and not is_blank(shown) and shown != name else None,
        "description": double_braces(words(character.get("persona"))),
        "first_mes": greetings[0] if greetings else "",
        "alternate_greetings": greetings[1:],
        "scenario": double_braces(words(first.get("narrative"))),
        "system_prompt": double_braces(words(first.get("formattingInstructions"))),
        "mes_example": _examples(first, character),
        "character_book": _lore(character.get("loreItems")),
    }
    used = {"name": "name", "displayName": "name", "persona": "description", "loreItems": "character_book"}
    whole = {**character, **around, **({"scenarios": scenarios} if scenarios else {})}
    found = mapped(_BACKYARD, whole, data, used)
    images = character.get("images")
    folder = path.rpartition("/")[0]
    assets = tuple(_images(archive, images if isinstance(images, list) else [], folder))
    said = [Line("scenarios", "mapped", "gave scenario, first_mes, mes_example and alternate_greetings")]
    return found._replace(place=path, assets=assets, report=(*found.report, *(said if scenarios else ())))


def _messages(scenario: Mapping[str, Any], key: str) -> Iterator[str]:
    listed = scenario.get(key)
    for message in listed if isinstance(listed, list) else ():
        said = message.get("text") if isinstance(message, dict) else message
        if isinstance(said, str) and said.strip():
            yield said


def _examples(scenario: Mapping[str, Any], character: Mapping[str, Any]) -> str:
    listed = scenario.get("exampleMessages")
    turns = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    ours = (character.get("id"), character.get("name"))
    return dialogue(
        (
            "{{char}}" if turn.get("characterID") in ours else "{{user}}",
            double_braces(words(turn.get("text"))),
        )
        for turn in turns
    )


def _lore(items: Any) -> dict[str, Any] | None:
    listed = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    entries = [
        {
            "keys": [key.strip() for key in words(item.get("key")).split(",") if key.strip()],
            "content": double_braces(words(item.get("value"))),
            "enabled": True,
            "insertion_order": at,
            "extensions": {_BACKYARD: rest} if (rest := _rest(item, "key", "value")) else {},
        }
        for at, item in enumerate(listed)
    ]
    return {"extensions": {}, "entries": entries} if entries else None


def _images(archive: Archive, images: list[Any], folder: str) -> Iterator[Embedded]:
    for at, image in enumerate(one for one in images if isinstance(one, dict)):
        path = next((one for one in _candidates(image.get("path"), folder) if one in archive.entries), None)
        if path:
            name = "main" if not at else words(image.get("label")) or f"image {at + 1}"
            yield Embedded("icon", name, _ext(path), f"embeded://{path}", archive.source(path, ASSET))


def _candidates(path: Any, folder: str) -> tuple[str, ...]:
    return (f"{folder}/{path}", path) if isinstance(path, str) else ()


def read_voxpkg(archive: Archive, warnings: list[str]) -> Contents:
    """The characters of a package, each with its books; books that nobody names stand alone. Raises BadCard."""
    books = {_id(path): _object(archive, path, warnings) for path in _matching(archive, "Books", "book")}
    scenarios = [_object(archive, path, warnings) for path in _matching(archive, "Scenarios", "scenario")]
    named: set[str] = set()
    characters = [
        _voxta(archive, path, books, scenarios, named, warnings)
        for path in _matching(archive, "Characters", "character")
    ]
    alone = tuple(_book_alone(book) for name, book in books.items() if name not in named)
    return Contents(tuple(characters), alone)


def _voxta(
    archive: Archive,
    path: str,
    books: Mapping[str, Mapping[str, Any]],
    scenarios: list[dict[str, Any]],
    named: set[str],
    warnings: list[str],
) -> Found:
    value = _object(archive, path, warnings)
    data: dict[str, Any] = {
        field: value[key] for key, field in _OF_VOXTA.items() if not is_blank(value.get(key))
    }
    data["description"] = words(value.get("Profile"), value.get("Description"))
    own = [name for name in _listed(value, "MemoryBooks") if isinstance(name, str) and name in books]
    named.update(own)
    items = [item for name in own for item in _listed(books[name], "Items") if isinstance(item, dict)]
    if items:
        data["character_book"] = _voxta_book(items, words(books[own[0]].get("Name")))
    data = {field: _unspaced(said) for field, said in data.items()}
    rest = {**value, **({"scenarios": scenarios} if scenarios else {})}
    found = mapped(_VOXTA, rest, data, {key: field for key, field in _OF_VOXTA.items() if key in value})
    return found._replace(place=path, assets=tuple(_thumbnails(archive, path.rpartition("/")[0])))


def _unspaced(value: Any) -> Any:
    return _SPACED.sub(r"{{\1}}", value) if isinstance(value, str) else value


def _voxta_book(items: list[dict[str, Any]], name: str) -> dict[str, Any]:
    entries = [
        {
            "keys": item.get("Keywords") or [],
            "content": _unspaced(words(item.get("Text"))),
            "enabled": item.get("Deleted") is not True,
            "insertion_order": item.get("Weight") if isinstance(item.get("Weight"), int | float) else at,
            "extensions": {_VOXTA: rest} if (rest := _rest(item, "Keywords", "Text")) else {},
        }
        for at, item in enumerate(items)
    ]
    return {"name": name, "extensions": {}, "entries": entries}


def _listed(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _book_alone(book: Mapping[str, Any]) -> FoundBook:
    items = [item for item in _listed(book, "Items") if isinstance(item, dict)]
    return found_book(words(book.get("Name")), _voxta_book(items, words(book.get("Name"))), _VOXTA)


def _thumbnails(archive: Archive, folder: str) -> Iterator[Embedded]:
    for path in archive.entries:
        if path.startswith(f"{folder}/") and _ext(path) in _PICTURES:
            is_main = path.rpartition("/")[2].lower().startswith("thumbnail")
            kind, name = ("icon", "main") if is_main else ("x_voxta", path.removeprefix(f"{folder}/"))
            yield Embedded(kind, name, _ext(path), f"embeded://{path}", archive.source(path, ASSET))


def _matching(archive: Archive, folder: str, name: str) -> list[str]:
    return [path for path in archive.entries if re.fullmatch(rf"{folder}/[^/]+/{name}\.json", path)]


def _id(path: str) -> str:
    return path.split("/")[1]


def _paths(listed: Any, archive: Archive) -> list[str]:
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    if len(names) > CHARACTERS:
        raise refused("too_many_characters", most=CHARACTERS)
    return [name.removeprefix("./") for name in names if name.removeprefix("./") in archive.entries]


def _object(archive: Archive, path: str, warnings: list[str]) -> dict[str, Any]:
    value = decode_json(archive.read(path, MOST_OF_TEXT), warnings)
    if not isinstance(value, dict):
        raise refused("not_an_object")
    return value


def _rest(item: Mapping[str, Any], *used: str) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in used and not is_blank(value)}


def _ext(path: str) -> str:
    return path.rpartition(".")[2].lower() if "." in path else "unknown"
