"""Writing a card: exactly as the specifications say, so that strict readers take it."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from greenroom.cards.backfill import set_aside
from greenroom.cards.key_order import arrange
from greenroom.cards.lens import CARD
from greenroom.cards.oddities import set_odd_aside
from greenroom.cards.told import tell
from greenroom.characters.codecs import Context
from greenroom.characters.lens import Field
from greenroom.characters.losses import Loss, losses, losses_of_others
from greenroom.characters.model import Record
from greenroom.kit.clock import SECOND
from greenroom.kit.json_values import encode_json, same

_MOST_BYTES = 5_000_000
_CODECS = {row.core: row.codec for row in CARD.rows.values() if isinstance(row, Field)}


class Written(NamedTuple):
    """A card as JSON, and what the character has that the card doesn't say."""

    card: dict[str, Any]
    notes: tuple[Loss, ...]


def write_v3(
    record: Record, context: Context, *, exported_at: int | None = None, like: Mapping[str, Any] | None = None
) -> Written:
    """The V3 card of a character that was read with its lists.

    `exported_at`, in microseconds since 1970, becomes the modification date, and values that the specification doesn't
    know are set aside then. The order of keys follows `like`, such as the card that the character was read from.
    """
    shown = _show(record, context, exported_at)
    told = _tell(shown, record, context, exported=exported_at is not None)
    return _written(*told, like, exact=exported_at is not None)


def write_v2(
    record: Record,
    context: Context,
    *,
    exported_at: int | None = None,
    like: Mapping[str, Any] | None = None,
    backfill: bool = False,
) -> Written:
    """The V2 copy of that card, with what V2 has no field for in its extensions.

    Nor has it one for the date of the export, so only a date that the character has already is made new. `backfill`: it
    will stand beside the V3 card in one file, and says so at the start of its notes, as it also does when anything but
    that date had to go to the extensions.
    """
    dated = CARD.shown("data.modification_date", record, context) is not UNSET
    shown = _show(record, context, exported_at if dated else None)
    shown, notes = _tell(shown, record, context, exported=exported_at is not None)
    card, moved = set_aside(shown, notice=backfill)
    return _written(card, notes + moved, like, exact=exported_at is not None)


def _show(record: Record, context: Context, exported_at: int | None) -> dict[str, Any]:
    if exported_at is not None:
        dated = CARD.put({"data.modification_date": exported_at // SECOND}, record, context)
        record = replace(record, character=dated)
    card = CARD.show(record, context)
    card["data"]["extensions"] = dict(card["data"]["extensions"])  # the empty one belongs to the lens
    return card


def _tell(
    card: dict[str, Any], record: Record, context: Context, *, exported: bool
) -> tuple[dict[str, Any], list[Loss]]:
    """What a card shows, and what it leaves out; one that is exported tells what it has no fields for in others."""
    found = _losses(record, context)
    if not exported:
        return card, found
    card, moved = tell(card, record.character)
    fields = {loss.field for loss in moved}
    return card, [*(loss for loss in found if loss.field not in fields), *moved]


def _losses(record: Record, context: Context) -> list[Loss]:
    """What the card leaves out. A field is no loss where reading the card gives back the same value.

    What other surfaces keep for themselves is told, and is not in it: cards go to strangers, and nobody knows what that is.
    """

    def kept(path: str) -> bool:
        value = attrgetter(path)(record.character)
        codec = _CODECS.get(path)
        return codec is not None and codec.put(codec.show(value, context), None, context) == value

    lost = [loss for loss in losses(CARD, record) if not kept(loss.field)]
    return [*lost, *losses_of_others(CARD.surface, record)]


def _with_copies(card: dict[str, Any], like: Mapping[str, Any]) -> dict[str, Any]:
    """A card that repeats fields at its root, for readers of the first generation, with what they are now."""
    before, now = like.get("data"), card["data"]
    if not isinstance(before, Mapping):
        return card
    copied = [key for key in card if key in now and key in before and same(like.get(key), before[key])]
    return card | {key: now[key] for key in copied}


def _written(
    card: dict[str, Any], notes: list[Loss], like: Mapping[str, Any] | None, *, exact: bool
) -> Written:
    if exact:
        card, odd = set_odd_aside(card)
        notes = [*notes, *odd]
    card = _with_copies(card, like) if like else card
    if len(encode_json(card)) > _MOST_BYTES:
        notes = [*notes, Loss("card", "is larger than 5 MB, which some programs refuse")]
    return Written(arrange(card, like) if like else card, tuple(notes))
