"""Query parameters, as a grpc-gateway reads them: camelCase or snake_case, each at most once, unknown ones ignored."""

from collections.abc import Mapping

from greenroom.dialects.inworld.words import CHARACTER_ITEM_VIEW, CHARACTER_VIEW, asked_view
from greenroom.problems import BadParameter

_FIRST_PAGE, _LARGEST_PAGE = 50, 1000
_INT32 = 2**31

Query = Mapping[str, list[str]]


def value(query: Query, camel: str, snake: str) -> str:
    """The parameter's value, "" when absent; raises BadParameter when it was given twice."""
    values = [*query.get(camel, ()), *(query.get(snake, ()) if snake != camel else ())]
    if len(values) > 1:
        raise BadParameter(camel, f'too many values for field "{snake}": {", ".join(values)}')
    return values[0] if values else ""


def page_size(query: Query) -> int:
    """Items a page: 50 unless said, at most 1,000; raises BadParameter for what is no int32 or negative."""
    text = value(query, "pageSize", "page_size")
    try:
        number = int(text or "0") if text.isascii() and text.strip() == text and "_" not in text else _INT32
    except ValueError:
        number = _INT32
    if not -_INT32 <= number < _INT32:
        raise BadParameter("pageSize", f'parsing field "page_size": {text!r} is not an int32')
    if number < 0:
        raise BadParameter("pageSize", "page_size must not be negative")
    return min(number or _FIRST_PAGE, _LARGEST_PAGE)


def item_view(query: Query) -> str:
    """The view of one character."""
    return asked_view(CHARACTER_ITEM_VIEW, value(query, "view", "view"))


def list_view(query: Query) -> str:
    """The view of a list of characters."""
    return asked_view(CHARACTER_VIEW, value(query, "view", "view"))


def mask(query: Query) -> str | None:
    """The update mask as it was sent, None without one."""
    return value(query, "updateMask", "update_mask") or None


def page_token(query: Query) -> str:
    """Where the page begins, "" for the first."""
    return value(query, "pageToken", "page_token")


def filter_text(query: Query) -> str:
    """The filter as it was sent."""
    return value(query, "filter", "filter")
