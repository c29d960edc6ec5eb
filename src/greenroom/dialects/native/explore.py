"""Discovery: public characters of everybody, by words and categories, in the order of what people like."""

from typing import Any, get_args

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters.codecs import media_link
from greenroom.characters.discovery.model import Rank, Sort, Wanted
from greenroom.characters.model import Record
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import next_link, one_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import PAGE
from greenroom.dialects.native.share import public_fields
from greenroom.http.answers import Answer
from greenroom.kit.json_values import encode_json
from greenroom.kit.words import wanted_words
from greenroom.problems import BadParameter

_PURPOSE = "native explore"
_LONGEST = 200
SORTS: tuple[Sort, ...] = get_args(Sort)


async def explore(call: Call, who: Reader) -> Response:
    """Public characters of everybody, as everybody may see them."""
    wanted, bound = _wanted(call, who)
    nothing = bool(bound[1]) and not wanted.words  # signs alone are in no text
    found = [] if nothing else await call.search(call.house.catalogue.discover, wanted)
    shown = found[: wanted.most - 1]
    following = None
    if len(found) > len(shown):
        following = call.house.signer.sign(_PURPOSE, shown[-1].rank, bound)
    body = b'{"items":[%b],"next_cursor":%b}'
    items = b",".join(_view(call, one.stored) for one in shown)
    return Answer(body % (items, encode_json(following)), headers=next_link(call, following))


def _view(call: Call, stored: Stored) -> bytes:
    """One of them, rendered once for each state it is in: most pages are of those that all others see, too."""
    return call.house.views.render(_PURPOSE, stored, lambda: show(call, stored.record()))


def _wanted(call: Call, who: Caller) -> tuple[Wanted, list[str]]:
    """What is looked for, one more than fits the page; and what must be the same for the next one."""
    query = call.query()
    words, category = _text(query, "q"), _text(query, "category")
    sort = one_of(query, "sort", SORTS[0])
    if sort not in SORTS:
        raise BadParameter("sort", f"sort must be one of {', '.join(SORTS)}")
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    bound = [who.account_id, words.strip(), category, sort]
    after = read_cursor(call.house.signer, Rank, _PURPOSE, one_of(query, "cursor", ""), bound)
    return Wanted(sort, category, tuple(wanted_words(words)), most + 1, 0, after), bound


def _text(query: dict[str, list[str]], name: str) -> str:
    text = one_of(query, name, "")
    if len(text) > _LONGEST or "\0" in text:
        raise BadParameter(name, f"{name} must be at most {_LONGEST} characters, without U+0000")
    return text


def show(call: Call, record: Record) -> dict[str, Any]:
    """A character as everybody may see it; its share link is its owner's to give."""
    avatar = media_link(record.character.avatar or "default", call.house.context)
    return public_fields(record) | {"category": record.character.category, "avatar_url": avatar}


_QUERY = (
    Query(
        "q",
        {"type": "string", "maxLength": _LONGEST},
        "Words, or beginnings of words, of name and description.",
    ),
    Query("category", {"type": "string", "maxLength": _LONGEST}, "Only this category."),
    Query("sort", {"type": "string", "enum": [*SORTS], "default": SORTS[0]}, "What comes first."),
    *PAGE,
)

ROUTES = (Route("GET", "/v1/explore", explore, None, wire.Explored, _QUERY, tag="explore"),)
