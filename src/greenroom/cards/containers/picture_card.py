"""The card in a PNG: which of its texts it is, and which other cards and files stand beside it."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from greenroom.cards.caps import ASSET, MIB
from greenroom.cards.containers.base64_text import decode_base64
from greenroom.cards.containers.json_text import decode_json
from greenroom.cards.containers.opened import Opened, Source
from greenroom.cards.containers.png import SIGNATURE, Chunks, Text, read_chunks, read_texts, with_texts
from greenroom.cards.imported import Alternative
from greenroom.cards.refusals import refused
from greenroom.kit.json_values import same
from greenroom.problems import BadCard

CARDS = ("ccv3", "chara")
"""Keywords of cards, the better first."""

BOOK = "naidata"
"""The keyword of NovelAI's lorebooks."""

FOREIGN: Mapping[str, str] = {"risuai": "a RisuAI character of its own form"}
ASSETS = "chara-ext-asset_"
BEHIND = "the archive behind the picture"
_WANTED = (*CARDS, BOOK, *FOREIGN, ASSETS)
_TEXTS = ("name", "description", "personality", "scenario", "first_mes", "mes_example")
_ZIP = b"PK\x03\x04"


class _Card(NamedTuple):
    text: Text
    json: bytes
    value: Any


def open_png(data: bytes) -> Opened:
    """The card of a picture, or the lorebook.

    Raises:
        BadCard: What `read_chunks` and `read_texts` raise; no_card, truncated, unsupported, unreadable_chunk, or the
            reason why the only card can't be read.
    """
    chunks = read_chunks(data)
    warnings = _remarks(data, chunks)
    texts = list(read_texts(data, chunks, _WANTED))
    card, others = _choose(texts, warnings, chunks)
    if not card.text.chunk.is_right(data):
        warnings.append("the checksum of the card's chunk is wrong")
    alternatives = [Alternative(f"chunk {one.text.keyword}", one.json) for one in others]
    rest = data[chunks.after :] if chunks.after is not None else b""
    if rest.startswith(_ZIP):
        alternatives.append(Alternative(BEHIND, rest))
        warnings.append("an archive stands behind it, in which there may be another card")
    return Opened("png", card.value, data, _files(texts), tuple(warnings), tuple(alternatives))


def bare_picture(picture: bytes) -> bytes:
    """A picture as it came, a PNG without the card in it and with right checksums, which decoders insist on."""
    with suppress(BadCard):
        return with_texts(picture, [], instead_of=CARDS) if picture.startswith(SIGNATURE) else picture
    return picture


def _remarks(data: bytes, chunks: Chunks) -> list[str]:
    if chunks.cut:
        return ["the picture is cut off; what comes before that was read"]
    if len(data) > chunks.end and data[chunks.end : chunks.end + 4] != _ZIP:
        return [f"{len(data) - chunks.end} bytes follow the picture, and are not written again"]
    return []


def _choose(texts: list[Text], warnings: list[str], chunks: Chunks) -> tuple[_Card, list[_Card]]:
    """The card to be read, and those that differ from it."""
    readable: list[_Card] = []
    failure: BadCard | None = None
    for keyword in (*CARDS, BOOK):
        for text in (one for one in texts if one.keyword == keyword):
            try:
                readable.append(_decoded(text, warnings if not readable else []))
            except BadCard as problem:
                failure = failure or problem
                warnings.append(f"a chunk {keyword} can't be read: {problem.why}")
    if not readable:
        raise failure or _nothing(texts, chunks)
    card, *rest = readable
    others = [one for one in rest if _differs(card, one)]
    if others:
        warnings.append(
            f"it holds {len(others)} other card{'s' * (len(others) > 1)}, which gave way to {card.text.keyword}"
        )
    return card, others


def _nothing(texts: list[Text], chunks: Chunks) -> BadCard:
    for text in texts:
        if text.keyword in FOREIGN:
            return refused("unsupported", kind=FOREIGN[text.keyword])
    return refused("truncated") if chunks.cut else refused("no_card", kind="a PNG picture")


def _decoded(text: Text, warnings: list[str]) -> _Card:
    bare = text.text.strip(b" \t\r\n\0").removeprefix(b"\xef\xbb\xbf")
    plain = bare if bare.startswith(b"{") else decode_base64(bare)
    if not plain:
        raise refused("unreadable_chunk", why="it is neither base64 nor JSON")
    value = decode_json(plain, warnings)
    if not isinstance(value, dict):
        raise refused("unreadable_chunk", why="it holds no JSON object")
    return _Card(text, plain, value)


def _differs(card: _Card, other: _Card) -> bool:
    """Whether two cards say different things; a V2 copy of a V3 card does not."""
    if card.text.keyword == other.text.keyword:
        return not same(card.value, other.value)
    one, two = (
        each.value.get("data") if isinstance(each.value.get("data"), dict) else each.value
        for each in (card, other)
    )
    return any((one.get(key) or "") != (two.get(key) or "") for key in _TEXTS)


def _files(texts: list[Text]) -> dict[str, Source]:
    """Assets of the old scheme, by their path; written with a colon before it, or without."""
    return {
        text.keyword.removeprefix(ASSETS).removeprefix(":"): partial(_unfolded, text.text)
        for text in texts
        if text.keyword.startswith(ASSETS)
    }


def _unfolded(text: bytes) -> bytes:
    data = decode_base64(text)
    if data is None:
        raise refused("unreadable_chunk", why="it is no base64")
    if len(data) > ASSET:
        raise refused("too_large", limit=ASSET // MIB, kind="an asset")
    return data
