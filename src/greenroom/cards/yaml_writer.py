"""YAML: the fields that text-generation-webui knows, at the top, and below them the whole V3 card, so that nothing is lost."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from greenroom.cards.caps import YAML_EVENTS
from greenroom.cards.exported import Exported, Materials, lines
from greenroom.cards.imported import Line
from greenroom.cards.writer import write_v3
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LARGE = Line("file", "mapped", f"holds more than {YAML_EVENTS:,} values, the most that is read of YAML here")
_FLAT = {"name": "name", "context": "description", "greeting": "first_mes", "example_dialogue": "mes_example"}


def write_yaml(record: Record, context: Context, materials: Materials, now: int) -> Exported:
    """The text; keys in the card's order."""
    written = write_v3(record, context, exported_at=now, like=materials.like)
    value = {**flat(written.card["data"]), **written.card}
    text = yaml.dump(value, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    large = [_LARGE] if _events(value) > YAML_EVENTS else []
    return Exported(text.encode(), "application/yaml", "yaml", (*lines(written.notes), *large))


def _events(value: Any) -> int:
    """What a reader of YAML counts: each value, and each end of a list or an object."""
    count, level = 0, [value]
    while level:
        count += len(level) + sum(isinstance(one, dict | list) for one in level)
        count += sum(len(one) for one in level if isinstance(one, dict))
        level = [part for one in level for part in _parts(one)]
    return count


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """What text-generation-webui reads of a card."""
    return {name: data.get(key, "") for name, key in _FLAT.items()}


def without_flat(value: Any) -> Any:
    """A value as it was written, without what only repeats the card in it."""
    data = value.get("data") if isinstance(value, dict) and "spec" in value else None
    if not isinstance(data, dict):
        return value
    repeated = flat(data)
    return {key: part for key, part in value.items() if not (key in repeated and part == repeated[key])}
