"""Bodies of conversations: wire types, whose ids may be written in upper case, too."""

from typing import Any, TypeVar

from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.kit.ids import small_uuid

T = TypeVar("T")
_IDS = ("character", "characters", "persona", "scene", "parent", "to")


async def read(call: Call, kind: type[T]) -> T:
    """The body as `kind`; raises BadValue for the first fault."""
    body = await call.json()
    return convert(body | {name: _small(body[name]) for name in _IDS if name in body}, kind)


def _small(value: Any) -> Any:
    if isinstance(value, list):
        return [_small(one) for one in value]
    return small_uuid(value) if isinstance(value, str) else value
