"""Renewal: a character that came of a file, after that file changed.

What the file can say, the character now says as the file does, and what the file has no more is emptied. What it can't say
stays: another API's fields and layers, the picture where the file has none, and who may see it.
"""

from collections.abc import Iterable
from operator import attrgetter

from msgspec import UNSET
from msgspec.structs import replace

from greenroom.cards.lens import CARD
from greenroom.cards.reader import put_card
from greenroom.characters.codecs import Context
from greenroom.characters.lens import Lens, Output, read_layer
from greenroom.characters.losses import CORE, row_of
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.passport import Dialect
from greenroom.kit.structs import put_paths

_OWN = ("avatar", "visibility")
"""Core paths that a file does not decide: pictures come beside it, and who may see a character is said here."""

_BLANK = Character()


def renewed(
    dialects: Iterable[Dialect], fresh: Character, surface: str, copy: Record, context: Context
) -> Character:
    """A copy of a character, read with its lists, after the file of `surface` that `fresh` was read from."""
    lens = CARD if surface == CARD.surface else _lens_of(dialects, surface)
    if lens is None:  # a surface that says the whole model
        return replace(fresh, **{name: getattr(copy.character, name) for name in _OWN})
    old = replace(copy, character=_unsaid(lens, fresh, copy.character))
    read = replace(copy, character=fresh)
    if lens is CARD:
        return put_card(old, CARD.show(read, context), context)
    return _put_all(lens, read, old, context)


def _lens_of(dialects: Iterable[Dialect], surface: str) -> Lens | None:
    return next((one.lens for one in dialects if one.name == surface), None)


def _unsaid(lens: Lens, fresh: Character, old: Character) -> Character:
    """The old character with what the file made of the core besides the fields of its surface."""
    paths = [path for path in CORE if path not in _OWN and row_of(lens, path) is None]
    said = {path: value for path in paths if (value := attrgetter(path)(fresh)) != attrgetter(path)(_BLANK)}
    return put_paths(old, said)


def _put_all(lens: Lens, fresh: Record, old: Record, context: Context) -> Character:
    """Each field of a surface as it shows `fresh`."""
    patch = {}
    for wire, row in lens.rows.items():
        if isinstance(row, Output) or getattr(row, "core", "") in _OWN:
            continue
        value = lens.shown(wire, fresh, context)
        if value is not UNSET:
            patch[wire] = value
        elif lens.shown(wire, old, context) is not UNSET:
            patch[wire] = None
    character = lens.put(patch, old, context)
    return lens.put_unknown(character, read_layer(fresh.character.unknown, lens.surface))
