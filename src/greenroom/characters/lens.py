"""Lenses: a surface's fields as a table, and one engine that shows a character through it and puts changes back.

Four laws hold by construction, whatever the codecs do (tests/laws):

1. Showing and putting back changes nothing: a value equal to what is shown is not put at all.
2. What was put is what is shown: where a codec loses something, the wire value is kept *beside* the core value, and is
   shown until anybody changes that core value.
3. A put touches no other surface's facet or unknown layer.
4. What is not understood is kept, and never shadows what is.

A wire path is dotted, in the surface's spelling; a core path is dotted from `Character`.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, Raw
from msgspec.structs import replace

from greenroom.characters.codecs import SAME, Codec, Context
from greenroom.characters.layer import Layer
from greenroom.characters.model import Character, Record
from greenroom.characters.sheet import Sheet, Shower, Step, walked
from greenroom.kit.json_values import encode_json, merge_below, same
from greenroom.kit.structs import put_paths

Patch = Mapping[str, Any]
"""Wire path → new value, for what a request says; None clears. A path that is absent is untouched."""


class Field(NamedTuple):
    """A wire path that stands for a core path, both ways; no two fields of a surface stand for the same one.

    `when_stored`: left out while the core has nothing there. `unseen`: core paths below `core` that it neither shows nor
    changes.
    """

    wire: str
    core: str
    codec: Codec = SAME
    when_stored: bool = False
    unseen: tuple[str, ...] = ()


class Kept(NamedTuple):
    """A wire path that only this surface has: kept in its facet. `unset` is shown before anybody wrote it."""

    wire: str
    unset: Any = UNSET


class Output(NamedTuple):
    """A wire path that callers only read; UNSET leaves it out."""

    wire: str
    show: Callable[[Record, Context], Any]


Row = Field | Kept | Output

_decode_layer = msgspec.json.Decoder(dict[str, Any]).decode
_NOTHING: dict[str, Any] = {}
_BLANK = Character()


def read_layer(layers: Layer, surface: str) -> dict[str, Any]:
    """This surface's own part of the facets or unknowns; not to be written to."""
    raw = layers.get(surface)
    return _NOTHING if raw is None else _decode_layer(raw)


def write_layer(layers: Layer, surface: str, layer: Mapping[str, Any]) -> Layer:
    """The layers with this surface's part replaced, or without it when it is empty."""
    others = {name: raw for name, raw in layers.items() if name != surface}
    return others | {surface: Raw(encode_json(layer))} if layer else others


class Lens:
    """A surface's table of fields, compiled.

    `surface` names the facet and unknown layers; `rows` are in the order in which the wire lists its fields, which is
    also the order in which they are put, so that the first fault is the first in the table.
    """

    def __init__(self, surface: str, rows: Iterable[Row]) -> None:
        self.surface = surface
        self.rows = {row.wire: row for row in rows}
        self._showers = {wire: _shower(row) for wire, row in self.rows.items()}
        self._order = {
            wire: at for at, (wire, row) in enumerate(self.rows.items()) if not isinstance(row, Output)
        }
        self._steps = [
            Step(*_place(wire), wire, self._showers[wire], _part(row)) for wire, row in self.rows.items()
        ]
        self._sheets: dict[Context, Sheet] = {}
        self._read = {wire: attrgetter(row.core) for wire, row in self.rows.items() if isinstance(row, Field)}

    def show(self, record: Record, context: Context) -> dict[str, Any]:
        """The character as this surface writes it, in the table's order; unknown fields last."""
        facet = read_layer(record.character.facets, self.surface)
        beside = self._beside(record.character)
        out = None if beside else self._sheet(context).filled(record, facet)
        if out is None:
            out = walked(self._steps, record, context, facet, beside)[()]
        merge_below(out, read_layer(record.character.unknown, self.surface))
        return out

    def shown(self, wire: str, record: Record, context: Context) -> Any:
        """What `show` would say at one path; UNSET where it would leave the path out."""
        facet = read_layer(record.character.facets, self.surface)
        return self._shown(wire, record, context, facet, self._beside(record.character))

    def effective(self, patch: Patch, record: Record, context: Context) -> dict[str, Any]:
        """The part of a patch that says something new: without outputs, and without what is shown already."""
        return {
            wire: patch[wire]
            for wire in self._said(patch)
            if not same(patch[wire], self.shown(wire, record, context))
        }

    def put(self, patch: Patch, record: Record, context: Context) -> Character:
        """The character after `patch`. Paths the table does not have, and outputs, are ignored.

        Raises whatever a codec raises for a value it refuses; then nothing has changed.
        """
        change = _Change(record.character, dict(read_layer(record.character.facets, self.surface)))
        beside = self._beside(record.character)
        for wire in self._said(patch):
            row, value = self.rows[wire], patch[wire]
            if same(value, self._shown(wire, record, context, change.facet, beside)):
                continue
            if isinstance(row, Field):
                change.put(row, value, self._read[wire], context)
            elif isinstance(row, Kept):
                change.keep(row, value)
        return change.done(self.surface)

    def put_unknown(self, character: Character, unknown: Mapping[str, Any]) -> Character:
        """The character with this surface's unknown layer replaced by `unknown`, nested as on the wire."""
        if not unknown and self.surface not in character.unknown:
            return character
        return replace(character, unknown=write_layer(character.unknown, self.surface, unknown))

    def _said(self, patch: Patch) -> list[str]:
        """The paths of a patch that can be put, in the order of the table."""
        return sorted(patch.keys() & self._order.keys(), key=self._order.__getitem__)

    def _sheet(self, context: Context) -> Sheet:
        sheet = self._sheets.get(context)
        if sheet is None:
            sheet = self._sheets[context] = Sheet(self._steps, context)
        return sheet

    def _beside(self, character: Character) -> dict[str, Any]:
        """By wire path, what this surface wrote where the core says it less exactly; nearly always nothing."""
        if not character.beside:
            return _NOTHING
        said = {
            core: layer[self.surface] for core, layer in character.beside.items() if self.surface in layer
        }
        rows = (row for row in self.rows.values() if isinstance(row, Field) and row.core in said)
        return {row.wire: msgspec.json.decode(said[row.core]) for row in rows}

    def _shown(
        self,
        wire: str,
        record: Record,
        context: Context,
        facet: Mapping[str, Any],
        beside: Mapping[str, Any],
    ) -> Any:
        return beside[wire] if wire in beside else self._showers[wire](record, context, facet)


def _shower(row: Row) -> Shower:
    """Made once for each row: to ask some eighty rows what they are would take longer than to show them."""
    if isinstance(row, Output):
        return lambda record, context, _: row.show(record, context)
    if isinstance(row, Kept):
        return lambda _record, _context, facet: facet.get(row.wire, row.unset)
    read = attrgetter(f"character.{row.core}")
    if _is_plain(row):
        return lambda record, _context, _facet: read(record)
    return lambda record, context, _: _show_core(row, read(record), context)


def _is_plain(row: Field) -> bool:
    """Whether a row always shows the core value itself."""
    return row.codec is SAME and not row.when_stored


def _place(wire: str) -> tuple[tuple[str, ...], str]:
    *path, last = wire.split(".")
    return tuple(path), last


def _part(row: Row) -> str | None:
    """The field of a character that all a row shows follows from; None for an output, which may look at anything."""
    if isinstance(row, Output):
        return None
    return "facets" if isinstance(row, Kept) else row.core.partition(".")[0]


def _show_core(row: Field, core: Any, context: Context) -> Any:
    return row.codec.show(core, context) if core or not row.when_stored else UNSET


class _Change:
    """One put in the making: what it has gathered so far, layer by layer."""

    def __init__(self, character: Character, facet: dict[str, Any]) -> None:
        self.character = character
        self.facet = facet
        self.core: dict[str, Any] = {}
        self.beside: dict[str, Raw | None] = {}

    def keep(self, row: Kept, value: Any) -> None:
        if value is None or same(value, row.unset):
            self.facet.pop(row.wire, None)
        else:
            self.facet[row.wire] = value

    def put(self, row: Field, value: Any, read: Callable[[Character], Any], context: Context) -> None:
        old = read(self.character)
        new = read(_BLANK) if value is None else row.codec.put(value, old, context)
        if new != old:
            self.core[row.core] = new
        exact = value is None or _is_plain(row) or same(_show_core(row, new, context), value)
        if self.character.beside or not exact:
            self.beside[row.core] = None if exact else Raw(encode_json(value))

    def done(self, surface: str) -> Character:
        after = put_paths(self.character, self.core)
        facets = write_layer(self.character.facets, surface, self.facet)
        return replace(after, facets=facets, beside=self._beside(after, surface))

    def _beside(self, after: Character, surface: str) -> dict[str, Layer]:
        """What stands beside each core path now: what was there before only where the core is as it was."""
        beside = still_beside(self.character, after)
        for path, raw in self.beside.items():
            said = {name: kept for name, kept in beside.pop(path, {}).items() if name != surface}
            if raw is not None:
                said[surface] = raw
            if said:
                beside[path] = said
        return beside


def still_beside(before: Character, after: Character) -> dict[str, Layer]:
    """What stands beside the core after a change by no surface: what did before, where the core is as it was."""
    return {path: said for path, said in before.beside.items() if _same_core(path, before, after)}


def _same_core(path: str, before: Character, after: Character) -> bool:
    read = attrgetter(path)
    return bool(read(before) == read(after))
