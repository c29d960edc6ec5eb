"""Macros: what stands between double braces in a character's texts, and what takes its place when a prompt is made.

The names are those of the card specification V3 and, where it has none, SillyTavern's. What is unknown stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from itertools import count

from msgspec import Struct

from greenroom.conversations.prompt.dice import Dice
from greenroom.conversations.prompt.macro import Macro, flat, rewrite

LONGEST = 1 << 20
"""Bytes of UTF-8 up to which replacing makes a text longer; macros beyond it stay as they are."""

_MOST_DICE, _MOST_THROWS = 100, 10_000  # in one macro, in one text
_DICE = re.compile(r"\s*(?:(\d{0,3})d)?(\d{1,9})\s*(?:([+-])\s*(\d{1,9}))?\s*", re.IGNORECASE | re.ASCII)
_TRIM = re.compile(r"\{\{\s*trim\s*\}\}", re.IGNORECASE)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_CLOCK: Mapping[str, Callable[[datetime], str]] = {
    "time": lambda now: f"{(now.hour + 11) % 12 + 1}:{now.minute:02} {'AM' if now.hour < 12 else 'PM'}",
    "date": lambda now: f"{_MONTHS[now.month - 1]} {now.day}, {now.year}",
    "weekday": lambda now: _DAYS[now.weekday()],
    "isotime": lambda now: f"{now.hour:02}:{now.minute:02}",
    "isodate": lambda now: now.date().isoformat(),
}
_FIXED = {"newline": "\n", "noop": ""}
_SILENT = ("//", "comment", "hidden_key")


class Names(Struct, frozen=True, kw_only=True):
    """What macros stand for. `values` has further texts by macro name in lower case, as `description` or `lastmessage`.

    What is inserted is not looked into again: texts with macros of their own are handed in expanded.
    """

    char: str = ""  # the character's nickname, or else its name
    user: str = ""  # the persona's name
    original: str | None = None  # the text that a card's own replaces; None where {{original}} means nothing
    now: datetime | None = None  # the speaker's local time
    values: Mapping[str, str] = {}


def expand(text: str, names: Names, dice: Dice) -> str:
    """The text with its macros replaced; as it is where it has none."""
    if "{{" not in text and "<" not in text:
        return text
    return flat(rewrite(_trimmed(text), _Expansion(text, names, dice)))


def visible(text: str, *, recursive: bool) -> str:
    """The text as keys are searched in it: without comments, and with hidden keys in recursion only."""

    def seen(macro: Macro) -> str | None:
        if macro.name not in _SILENT or macro.argument is None:
            return None
        return macro.text() if recursive and macro.name == "hidden_key" else ""

    return flat(rewrite(text, seen)) if "{{" in text else text


def _trimmed(text: str) -> str:
    """The text without each {{trim}} and the line ends around it."""
    first, *others = _TRIM.split(text)
    if not others:
        return text
    *middle, last = others
    stripped = [first.rstrip("\r\n"), *(part.strip("\r\n") for part in middle), last.lstrip("\r\n")]
    return "".join(stripped)


class _Expansion:
    """What each macro of one text is replaced by."""

    def __init__(self, text: str, names: Names, dice: Dice) -> None:
        self._dice = dice
        self._mark = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self._number = count()
        self._throws = 0
        self._room = max(0, LONGEST - _size(text))
        self._original = names.original
        self._texts = _texts(names)
        self._sizes = {name: _size(value) for name, value in self._texts.items()}

    def __call__(self, macro: Macro) -> str | None:
        if macro.name in self._texts:
            return self._value(macro, self._texts[macro.name])
        if macro.name == "original" and macro.argument is None:
            return self._once(macro)
        made = _MADE.get(macro.name)
        return made(self, macro) if made and macro.argument is not None else None

    def _value(self, macro: Macro, value: str) -> str | None:
        if macro.argument is not None or self._sizes[macro.name] > self._room:
            return None
        self._room -= self._sizes[macro.name]
        return value

    def _once(self, macro: Macro) -> str | None:
        if self._original is None:
            return None
        self._texts[macro.name], self._sizes[macro.name] = "", 0
        size = _size(self._original)
        if size > self._room:
            return None
        self._room -= size
        return self._original

    def silence(self, _: Macro) -> str:
        return ""

    def reverse(self, macro: Macro) -> str:
        return macro.text()[::-1]

    def random(self, macro: Macro) -> str:
        options = macro.choices()
        return options[self._dice.below(len(options), self._mark, next(self._number))]

    def pick(self, macro: Macro) -> str:
        options = macro.choices()
        return options[self._dice.stable_below(len(options), self._mark, next(self._number))]

    def roll(self, macro: Macro) -> str | None:
        said = _DICE.fullmatch(macro.text())
        if not said or not int(said[2]):
            return None
        dice, sides = int(said[1] or 1), int(said[2])
        if dice > _MOST_DICE or self._throws + dice > _MOST_THROWS:
            return None
        self._throws += dice
        thrown = sum(1 + self._dice.below(sides, self._mark, next(self._number)) for _ in range(dice))
        return str(thrown + int((said[3] or "") + (said[4] or "0")))


_MADE: Mapping[str, Callable[[_Expansion, Macro], str | None]] = {
    "//": _Expansion.silence,
    "comment": _Expansion.silence,
    "hidden_key": _Expansion.silence,
    "reverse": _Expansion.reverse,
    "random": _Expansion.random,
    "pick": _Expansion.pick,
    "roll": _Expansion.roll,
}


def _texts(names: Names) -> dict[str, str]:
    """Plain texts by macro name; what is not known has none."""
    clock = {name: say(names.now) for name, say in _CLOCK.items()} if names.now else {}
    given = {name.lower(): value for name, value in names.values.items()}
    return given | _FIXED | clock | {"char": names.char, "user": names.user}


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
