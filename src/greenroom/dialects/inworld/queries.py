"""Query parameters, as a grpc-gateway reads them: camelCase or snake_case, each at most once, unknown ones ignored."""

from collections.abc import Mapping

from greenroom.dialects.inworld.wire.enums import CHARACTER_ITEM_VIEW, CHARACTER_VIEW, SCENE_ITEM_VIEW
from greenroom.dialects.kit.messages import Words
from greenroom.problems import BadParameter

_FIRST_PAGE, _LARGEST_PAGE = 50, 1000
_INT32 = 2**31

Query = Mapping[str, list[str]]


def value(query: Query, camel: str, snake: str) -> str | None:
    """The parameter's value, None when absent; raises BadParameter when it was given twice."""
    values = [*query.get(camel, ()), *(query.get(snake, ()) if snake != camel else ())]
    if len(values) > 1:
        raise BadParameter(camel, f'too many values for field "{snake}": {", ".join(values)}')
    return values[0] if values else None


def page_size(query: Query) -> int:
    """Items a page: 50 unless said, at most 1,000; raises BadParameter for what is no int32 (as "") or negative."""
    text = value(query, "pageSize", "page_size")
    if text is None:
        return _FIRST_PAGE
    try:
        number = int(text) if text.isascii() and text.strip() == text and "_" not in text else _INT32
    except ValueError:
        number = _INT32
    if not -_INT32 <= number < _INT32:
        raise BadParameter("pageSize", f'parsing field "page_size": {text!r} is not an int32')
    if number < 0:
        raise BadParameter("pageSize", "page_size must not be negative")
    return min(number or _FIRST_PAGE, _LARGEST_PAGE)


def item_view(query: Query) -> str:
    """The view of one character."""
    return _view(CHARACTER_ITEM_VIEW, value(query, "view", "view"))


def list_view(query: Query) -> str:
    """The view of a list of characters."""
    return _view(CHARACTER_VIEW, value(query, "view", "view"))


def scene_view(query: Query) -> str:
    """The view of one scene, or of a list of them."""
    return _view(SCENE_ITEM_VIEW, value(query, "view", "view"))


def mask(query: Query) -> str | None:
    """The update mask as it was sent, None without one."""
    return value(query, "updateMask", "update_mask") or None


def page_token(query: Query) -> str:
    """Where the page begins, "" for the first."""
    return value(query, "pageToken", "page_token") or ""


def filter_text(query: Query) -> str:
    """The filter as it was sent."""
    return value(query, "filter", "filter") or ""


def _view(words: Words, text: str | None) -> str:
    """The name of the view that a query asks for by name or number; the first where it asks for none.

    Unlike in a body, an unknown name or number in a query is an error, and an empty one is unknown.

    Raises:
        BadParameter: There is no such view.
    """
    if text is None:
        return words.first
    by_number = {str(number): name for number, name in words.names.items()}
    if text in words.spellings or text in by_number:
        return words.spellings.get(text) or by_number[text]
    raise BadParameter("view", f'parsing field "view": {text!r} is not one of {", ".join(words.spellings)}')
