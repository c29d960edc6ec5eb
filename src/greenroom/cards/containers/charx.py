"""CHARX: an archive with `card.json` at its root and the card's assets beside it, alone or behind a picture (V3)."""

from greenroom.cards.caps import ASSET, MOST_OF_TEXT
from greenroom.cards.containers.archive import Archive
from greenroom.cards.containers.json_text import decode_json
from greenroom.cards.containers.opened import Opened

CARD = "card.json"


def card_entry(archive: Archive) -> str | None:
    """The name of the entry with the card, whatever its case; None where there is none."""
    if CARD in archive.entries:
        return CARD
    return next((name for name in archive.entries if name.lower() == CARD), None)


def open_charx(archive: Archive, name: str, container: str) -> Opened:
    """The card in an archive; raises BadCard."""
    warnings = [f"an entry was skipped, for its name is not safe: {one[:80]!r}" for one in archive.skipped]
    if name != CARD:
        warnings.append(f"its card is called {name}, not {CARD}")
    value = decode_json(archive.read(name, MOST_OF_TEXT), warnings)
    files = {one: archive.source(one, ASSET) for one in archive.entries if one != name}
    picture = archive.data[: archive.start] or None
    return Opened(container, value, picture, files, tuple(warnings))
