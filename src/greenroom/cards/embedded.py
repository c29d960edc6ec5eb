"""The files that a card names as its assets, found in the file that the card came in."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from greenroom.cards.caps import ASSET, MIB
from greenroom.cards.containers.base64_text import decode_base64
from greenroom.cards.containers.opened import Opened, Source
from greenroom.cards.imported import Embedded, Line
from greenroom.cards.refusals import refused
from greenroom.cards.values import assets as read_assets
from greenroom.problems import BadCard

INSIDE = ("embeded://", "embedded://", "__asset:")
DEFAULT = "ccdefault:"
ADDED, EMPTY, DEFAULTED = "greenroom", "greenroom-empty", "greenroom-default"
"""Names of pictures that an export put into an archive: where a card named none, where its list was empty, and where it named
the default one."""

_OURS = re.compile(rf"embeded://assets/icon/(?:images|other)/({ADDED}|{EMPTY}|{DEFAULTED})\.\w+")
_REMOTE = ("http://", "https://")
_DATA = "data:"
_NOT_THERE = "is a link to a file that isn't there"
_STRANGE = "is a link of a kind that is not known here"
_LINKED = "is a link, which is kept and not followed"


def embedded(card: Mapping[str, Any] | None, opened: Opened) -> tuple[tuple[Embedded, ...], list[Line]]:
    """The assets that are in the file, and a line for each that isn't."""
    listed = _listed(card)
    found: list[Embedded] = []
    lines: list[Line] = []
    for at, asset in enumerate(listed):
        source = _source(asset["uri"], opened)
        if source:
            found.append(Embedded(asset["type"], asset["name"], asset["ext"], asset["uri"], source))
        elif not asset["uri"].startswith(DEFAULT):
            lines.append(_line(f"data.assets[{at}].uri", asset["uri"]))
    return tuple(found), lines


def are_assets(value: Any) -> bool:
    """Whether a value is a list of assets, which of a strange card may be anything."""
    return isinstance(value, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(key), str) for key in ("type", "uri", "name", "ext"))
        for one in value
    )


def main_icon(assets: tuple[Embedded, ...], opened: Opened) -> bytes | None:
    """The picture of the character: its icon called main, or its first, or else the picture that the card came in."""
    icons = [one for one in assets if one.type == "icon"]
    main = [one for one in icons if one.name == "main"] or icons
    for icon in main:
        try:
            return icon.read()
        except BadCard:
            continue
    return opened.picture


def without_ours(card: Any) -> Any:
    """A card of an archive without the icon that an export put there, so that it reads back as it was."""
    data = card.get("data") if isinstance(card, dict) else None
    listed = data.get("assets") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(listed, list):
        return card
    kept = [one for asset in listed if (one := _before(asset)) is not None]
    rest = {key: value for key, value in data.items() if key != "assets"}
    absent = listed and not kept and f"/{EMPTY}." not in str(listed[0]["uri"])
    return {**card, "data": rest if absent else {**data, "assets": kept}}


def _before(asset: Any) -> Any:
    """An asset as it was before the export; None for one that was not there."""
    uri = asset.get("uri") if isinstance(asset, dict) else None
    ours = _OURS.fullmatch(uri) if isinstance(uri, str) else None
    if ours is None:
        return asset
    return {**asset, "uri": DEFAULT} if ours[1] == DEFAULTED else None


def _listed(card: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    data = card.get("data") if card else None
    raw = data.get("assets") if isinstance(data, Mapping) else None
    read = read_assets(raw) if raw is not None else None
    return read if isinstance(read, list) else []


def _line(field: str, uri: str) -> Line:
    if uri.startswith(_REMOTE):
        return Line(field, "kept", _LINKED)
    return Line(field, "dead_link", _NOT_THERE if uri.startswith((*INSIDE, _DATA)) else _STRANGE)


def _source(uri: str, opened: Opened) -> Source | None:
    for scheme in INSIDE:
        if uri.startswith(scheme):
            return _file(uri.removeprefix(scheme), opened.files)
    if uri.startswith(DEFAULT) and opened.container == "png" and opened.picture is not None:
        return partial(bytes, opened.picture)
    return partial(data_of, uri) if uri.startswith(_DATA) and ";base64," in uri[:200] else None


def _file(path: str, files: Mapping[str, Source]) -> Source | None:
    """A file by its path; keywords of pictures have lost their case."""
    return files.get(path) or files.get(path.lower()) or files.get(path.removeprefix("/"))


def data_of(url: str) -> bytes:
    """The bytes of a base64 data URL; raises BadCard."""
    _, _, text = url.partition(";base64,")
    if len(text) > ASSET // 3 * 4 + 4:
        raise refused("too_large", limit=ASSET // MIB, kind="an asset")
    data = decode_base64(text.encode("ascii", "replace"))
    if data is None:
        raise refused("unreadable_chunk", why="it is no base64")
    return data
