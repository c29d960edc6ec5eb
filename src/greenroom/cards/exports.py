"""The formats that a character can be exported in, as a table; dialects add their own, under their names."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from greenroom.cards.charx_writer import write_charx
from greenroom.cards.exported import Exported, Materials, lines
from greenroom.cards.formats.format import Format
from greenroom.cards.png_writer import write_png
from greenroom.cards.writer import Written, write_v2, write_v3
from greenroom.cards.yaml_writer import write_yaml
from greenroom.characters.codecs import Context
from greenroom.characters.losses import losses, losses_of_others
from greenroom.characters.model import Record
from greenroom.kit.json_values import encode_json

Export = Callable[[Record, Context, Materials, int], Exported]
"""Writes a record, which has its big lists, at a moment in microseconds since 1970."""

_JSON = "application/json"


def _json(write: Callable[..., Written]) -> Export:
    def export(record: Record, context: Context, materials: Materials, now: int) -> Exported:
        written = write(record, context, exported_at=now, like=materials.like)
        return Exported(encode_json(written.card), _JSON, "json", lines(written.notes))

    return export


EXPORTS: Mapping[str, Export] = {
    "chara_card_v3": _json(write_v3),
    "chara_card_v2": _json(write_v2),
    "png": write_png,
    "charx": write_charx,
    "yaml": write_yaml,
}
"""Format → what writes it."""

SHORT: Mapping[str, str] = {"v3": "chara_card_v3", "v2": "chara_card_v2"}
"""Other names of formats."""

ORIGINAL = "original"
"""The file that a character was imported from, as it came; which nobody writes."""


def of_dialect(form: Format) -> Export | None:
    """How a dialect writes a character as its vendor's files have it."""
    write, lens = form.write, form.lens
    if write is None:
        return None

    def export(record: Record, context: Context, _: Materials, _now: int) -> Exported:
        body: Any = write(record, context)
        lost = [*losses(lens, record), *losses_of_others(lens.surface, record)] if lens else ()
        return Exported(msgspec.json.encode(body), _JSON, "json", lines(lost))

    return export


def exports(dialects: Iterable[Format]) -> dict[str, Export]:
    """Every format that can be written, by its name."""
    theirs = {form.name: export for form in dialects if (export := of_dialect(form))}
    return {**EXPORTS, **{short: EXPORTS[name] for short, name in SHORT.items()}, **theirs}
