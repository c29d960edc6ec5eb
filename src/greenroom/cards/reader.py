"""Reading a card: any JSON that is one becomes a character, or changes one."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import UNSET

from greenroom.cards import values
from greenroom.cards.backfill import put_back
from greenroom.cards.layout import DATA, KEYS, lay_out
from greenroom.cards.lens import CARD
from greenroom.cards.lorebook import read_book, show_book
from greenroom.cards.oddities import put_odd_back
from greenroom.cards.secrets import without_secrets
from greenroom.cards.told import take_back
from greenroom.characters.codecs import Context
from greenroom.characters.lens import Patch
from greenroom.characters.losses import Loss
from greenroom.characters.model import Character, Record, blank_record
from greenroom.kit.structs import put_paths


class _How(NamedTuple):
    """How a field is read, and what stands where it is missing; UNSET: nothing does."""

    read: Callable[[Any], Any]
    missing: Any = UNSET


_TEXT = _How(values.text, "")
_TEXTS = _How(values.texts, [])
_FIELDS: Mapping[str, _How] = {
    "name": _TEXT,
    "description": _TEXT,
    "personality": _TEXT,
    "scenario": _TEXT,
    "first_mes": _TEXT,
    "mes_example": _TEXT,
    "creator_notes": _TEXT,
    "system_prompt": _TEXT,
    "post_history_instructions": _TEXT,
    "alternate_greetings": _TEXTS,
    "character_book": _How(values.mapping),
    "tags": _TEXTS,
    "creator": _TEXT,
    "character_version": _TEXT,
    "extensions": _How(values.extensions, {}),
    "nickname": _How(values.text),
    "creator_notes_multilingual": _How(values.translations),
    "source": _How(values.texts),
    "group_only_greetings": _TEXTS,
    "creation_date": _How(values.seconds),
    "modification_date": _How(values.seconds),
    "assets": _How(values.assets),
}

_NOWHERE = Context("")


class Reading(NamedTuple):
    """What a card says, and what was read otherwise than it stands there."""

    character: Character
    notes: tuple[Loss, ...]


class _Exact(NamedTuple):
    """A card whose fields have the types that the specifications give them; `core` is what else an export of ours told in it."""

    fields: dict[str, Any]
    unknown: dict[str, Any]
    core: dict[str, Any]


def read(card: Any) -> Reading:
    """The character of a decoded card, V1, V2 or V3, by its fields.

    Raises:
        BadCard: not_an_object, too_deep, lorebook, not_a_card, no_name, or too_many_entries.
    """
    notes: list[Loss] = []
    exact = _exact(card, notes)
    if not exact.fields["name"].strip():
        notes.append(Loss("data.name", "is blank"))
    return Reading(_put(exact, blank_record("", "", 0), _NOWHERE), tuple(notes))


def put_card(record: Record, card: Any, context: Context) -> Character:
    """The character of `record`, read with its lists, after its card was edited: what the card can't say stays.

    Fields that the card has no more are cleared, except that a creation date is never changed once it is set, and that
    sources are only ever added (V3). Raises what `read` raises.
    """
    return _put(_exact(card, []), record, context)


def _exact(card: Any, notes: list[Loss]) -> _Exact:
    root, found = lay_out(card, notes)
    data, core = take_back(put_back(put_odd_back(found, notes), card.get("spec"), notes), notes)
    if isinstance(data.get("extensions"), dict):
        data["extensions"] = without_secrets(data["extensions"], f"{DATA}extensions.", notes)
    fields, odd = _read_fields(data, notes)
    rest = {key: value for key, value in data.items() if key not in KEYS}
    unknown = without_secrets(root, "", notes)
    unknown_data = odd | without_secrets(rest, DATA, notes)
    return _Exact(fields, unknown | ({"data": unknown_data} if unknown_data else {}), core)


def _read_fields(data: Mapping[str, Any], notes: list[Loss]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields, exact; and those that may be absent and can't be read, which are kept as they are."""
    fields: dict[str, Any] = {}
    odd: dict[str, Any] = {}
    for key, how in _FIELDS.items():
        value = None if data.get(key) is None else _read_field(key, data[key], notes)
        if value is UNSET and how.missing is UNSET:
            odd[key] = data[key]
        elif value is None or value is UNSET:
            value = how.missing
        if value is not UNSET:
            fields[key] = value
    return fields, odd


def _read_field(key: str, raw: Any, notes: list[Loss]) -> Any:
    """One field, exact; None where it says nothing, UNSET where it can't be read."""
    value = _FIELDS[key].read(raw)
    why = values.remark(raw, value)
    if why:
        notes.append(Loss(f"{DATA}{key}", why))
    if value is UNSET:
        return UNSET if why else None
    if key == "character_book":
        book = read_book(value, notes)
        return None if book is None else show_book(book)
    return value


def _put(card: _Exact, record: Record, context: Context) -> Character:
    character = CARD.put(_patch(card.fields, record, context), record, context)
    return CARD.put_unknown(put_paths(character, card.core), card.unknown)


def _patch(fields: Mapping[str, Any], record: Record, context: Context) -> Patch:
    patch = {f"{DATA}{key}": fields.get(key) for key in KEYS}
    shown = {wire: CARD.shown(wire, record, context) for wire in patch}
    if shown["data.creation_date"] is not UNSET:
        del patch["data.creation_date"]
    if shown["data.source"] is not UNSET:
        added = dict.fromkeys(one for one in patch["data.source"] or () if one not in shown["data.source"])
        patch["data.source"] = [*shown["data.source"], *added]
    return {wire: value for wire, value in patch.items() if value is not None or shown[wire] is not UNSET}
