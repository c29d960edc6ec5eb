"""How long the vendors' APIs let a field be, read from the types of what makes a character there: shown before the error."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import inspect

from greenroom.characters.lens import Field
from greenroom.dialects.kit.passport import Dialect
from greenroom.studio.page.spoken import spoken

_TITLE = re.compile(r" (Core |Studio |[Cc]haracters? )?API$")


@cache
def bounds() -> Mapping[str, Mapping[str, int]]:
    """Core path → name of an API → most characters there; the tightest first."""
    found: dict[str, dict[str, int]] = {}
    for dialect in spoken():
        for path, most in _of(dialect):
            found.setdefault(path, {})[_TITLE.sub("", dialect.title)] = most
    return {path: dict(sorted(of_path.items(), key=lambda one: one[1])) for path, of_path in found.items()}


def _of(dialect: Dialect) -> Iterator[tuple[str, int]]:
    body = _body(dialect)
    if dialect.lens is None or body is None:
        return
    kind = inspect.type_info(body)
    for row in dialect.lens.rows.values():
        if isinstance(row, Field) and (most := _longest(kind, row.wire.split("."))):
            yield row.core, most


def _body(dialect: Dialect) -> Any:
    """What a create takes."""
    path = dialect.samples.create.partition("?")[0] if dialect.samples else ""
    shape = path.count("/")
    routes = (route for route in dialect.routes if route.method == "POST" and route.creates and route.body)
    return next((route.body for route in routes if route.path.count("/") == shape), None)


def _longest(kind: Any, path: list[str]) -> int | None:
    """The most characters of the text at a path, where the type bounds them."""
    if isinstance(kind, inspect.UnionType):
        return next((most for one in kind.types if (most := _longest(one, path))), None)
    if isinstance(kind, inspect.Metadata):
        return _longest(kind.type, path)
    if not path:
        return kind.max_length if isinstance(kind, inspect.StrType) else None
    if isinstance(kind, inspect.StructType | inspect.TypedDictType):
        field = next((one for one in kind.fields if one.encode_name == path[0]), None)
        return _longest(field.type, path[1:]) if field else None
    return None
