"""Which format a value has: formats are asked in order, each needs its own marks, and the first that fits has it.

Cards that only look like ones come last: a loose reader of cards takes any object with a name.
"""

from collections.abc import Iterable
from typing import Any

from greenroom.cards.formats.agnai import AGNAI
from greenroom.cards.formats.card import BARE_CARD, CARD
from greenroom.cards.formats.character_ai import CHARACTER_AI
from greenroom.cards.formats.elizaos import ELIZAOS
from greenroom.cards.formats.format import Format
from greenroom.cards.formats.letta import LETTA
from greenroom.cards.formats.lorebooks import LOREBOOKS
from greenroom.cards.formats.text_tools import PYGMALION, REALCHAR, WEBUI
from greenroom.cards.layout import listed
from greenroom.cards.refusals import refused

_LISTS = ("data", "items", "characters")
FIRST = (CARD,)
SECOND = (ELIZAOS, REALCHAR)
LAST = (LETTA, CHARACTER_AI, AGNAI, PYGMALION, WEBUI, *LOREBOOKS, BARE_CARD)


def in_order(dialects: Iterable[Format]) -> tuple[Format, ...]:
    """All formats in the order in which they are asked, those of dialects among them."""
    given = tuple(dialects)
    certain = [one for one in given if one.first]
    others = [one for one in given if not one.first]
    return (*FIRST, *certain, *SECOND, *others, *LAST)


def recognise(value: Any, formats: Iterable[Format]) -> Format:
    """The format of a value.

    Raises:
        BadCard: not_recognised, with the keys that were found; not_an_object.
    """
    if not isinstance(value, dict):
        raise refused("not_an_object")
    found = next((one for one in formats if one.recognises(value)), None)
    if found is None:
        raise refused("not_recognised", found=_keys(value))
    return found


def _keys(value: dict[str, Any]) -> str:
    """What there is in place of a format, for people; an answer that lists characters often has none of their texts."""
    lists = {key: one for key in _LISTS if isinstance(one := value.get(key), list) and one}
    for key, several in lists.items():
        if isinstance(several[0], dict):
            return (
                f"its {key} lists what is no whole character; the keys of the first are {listed(several[0])}"
            )
    return f"its keys are {listed(value)}"
