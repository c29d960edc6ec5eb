"""Paging and query values: whole numbers in bounds, and cursors that cannot be forged or carried to another list."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call
from greenroom.http.answers import Header
from greenroom.kit.tokens import BadToken, Signer
from greenroom.problems import BadPageToken, BadParameter

C = TypeVar("C")
T = TypeVar("T")
_WHOLE = re.compile(r"-?[0-9]{1,18}")


def one_of(query: Mapping[str, list[str]], name: str, default: str) -> str:
    """The value of a query parameter that may stand once; the last one counts."""
    return query[name][-1] if query.get(name) else default


def whole_number(name: str, text: str, least: int, most: int) -> int:
    """A query value as a whole number in bounds; raises BadParameter."""
    number = int(text) if _WHOLE.fullmatch(text) else least - 1
    if not least <= number <= most:
        raise BadParameter(name, f"{name} must be a whole number from {least} to {most}")
    return number


def read_cursor(signer: Signer, kind: type[C], purpose: str, token: str, bound: Any) -> C | None:
    """What a cursor carries, None for an empty one; raises BadPageToken for one that is not of this very list."""
    if not token:
        return None
    try:
        return msgspec.convert(signer.read(purpose, token, bound), kind)
    except (BadToken, msgspec.ValidationError):
        raise BadPageToken("it was not made by this server for this list") from None


def cut(found: list[Stored], most: int) -> tuple[list[Stored], str | None]:
    """A page out of one more than fit on it, and after which one the next begins; None at the end."""
    return found[:most], found[most - 1].character_id if len(found) > most else None


def page_of(
    call: Call, found: list[T], most: int, purpose: str, cursor: Callable[[T], C], bound: Any
) -> tuple[list[T], str | None]:
    """Of one more than a page holds: the page, and what leads on from its last item; None where that was all."""
    if len(found) <= most:
        return found, None
    return found[:most], call.house.signer.sign(purpose, cursor(found[most - 1]), bound)


def next_link(call: Call, cursor: str | None) -> list[Header]:
    """`Link` to the next page (RFC 8288), with everything else that the query said; nothing at the end."""
    if cursor is None:
        return []
    said = [(name, value) for name, values in call.query().items() if name != "cursor" for value in values]
    target = b"%b?%b" % (call.request.scope["raw_path"], urlencode([*said, ("cursor", cursor)]).encode())
    return [(b"link", b'<%b>; rel="next"' % target)]
