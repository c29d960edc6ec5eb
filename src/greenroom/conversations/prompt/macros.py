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
"""Bytes of UTF-8 up to which replacing makes a text longer, and by which it makes all texts of a prompt longer together;
macros beyond it stay as they are."""

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


class Room:
    """How much longer the texts of a prompt may become, in bytes of UTF-8."""

    def __init__(self) -> None:
        self._left = LONGEST
        self._sizes: dict[str, int] = {}

    def size(self, name: str, value: str) -> int:
        """The bytes of a macro's value, which is always the same."""
        if name not in self._sizes:
            self._sizes[name] = _size(value)
        return self._sizes[name]

    def takes(self, size: int) -> bool:
        """Whether there is room for so much; then there is so much less."""
        if size > self._left:
            return False
        self._left -= size
        return True


def expand(text: str, names: Names, dice: Dice, room: Room | None = None) -> str:
    """The text with its macros replaced; as it is where it has none. `room` is for several texts together."""
    if "{{" not in text and "<" not in text:
        return text
    return flat(rewrite(_trimmed(text), _Expansion(text, names, dice, room or Room())))


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

    def __init__(self, text: str, names: Names, dice: Dice, room: Room) -> None:
        self._dice = dice
        self._mark = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self._number = count()
        self._throws = 0
        self._room, self._own = room, max(0, LONGEST - _size(text))
        self._names, self._original = names, names.original

    def __call__(self, macro: Macro) -> str | None:
        if macro.name == "original" and macro.argument is None:
            return self._once()
        if macro.argument is None and (value := _value(self._names, macro.name)) is not None:
            return value if self._fits(self._room.size(macro.name, value)) else None
        made = _MADE.get(macro.name)
        return made(self, macro) if made and macro.argument is not None else None

    def _fits(self, size: int) -> bool:
        if size > self._own or not self._room.takes(size):
            return False
        self._own -= size
        return True

    def _once(self) -> str | None:
        if self._original is None:
            return None
        if not self._original or self._fits(_size(self._original)):
            said, self._original = self._original, ""
            return said
        self._original = ""
        return None

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


def _value(names: Names, name: str) -> str | None:
    """The plain text that a macro stands for; None where it is none of these, or not known."""
    if name in _FIXED:
        return _FIXED[name]
    if name in _CLOCK:
        return _CLOCK[name](names.now) if names.now else None
    if name in ("char", "user"):
        return names.char if name == "char" else names.user
    return names.values.get(name)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
