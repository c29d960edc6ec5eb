"""Keys searched in what was said, with an end to the work: no book and no history keeps anybody waiting."""

from greenroom.conversations.prompt import patterns
from greenroom.conversations.prompt.entry import Entry
from greenroom.conversations.prompt.lore import Reason, Report, Scan
from greenroom.conversations.prompt.windows import Window

MOST_WORK = 100_000_000
"""Characters searched in one activation, or what patterns count as; beyond it keys are not met, and that is reported."""

_LEAST_WORK = 1024  # of any search, whatever its text
_TO_MAKE = 3  # what each character of a window counts that is made for a search
_TO_COMPILE = 500  # the same of a pattern
_MOST_TRIES = 1_000  # places at which a whole word is looked for
_REASONS: dict[type[ValueError], Reason] = {
    patterns.NoPattern: "no_pattern",
    patterns.TooCostly: "too_costly",
}


class Search:
    """One activation's searches."""

    def __init__(self, scan: Scan) -> None:
        self._expand = scan.expand
        self._left = MOST_WORK
        self._reports: dict[Report, None] = {}

    @property
    def reports(self) -> tuple[Report, ...]:
        """What was not searched for."""
        return tuple(self._reports)

    @property
    def ended(self) -> bool:
        """Whether nothing more is searched for."""
        return self._left <= 0

    def match(self, entry: Entry, window: Window) -> str | None:
        """The first key of an entry that is met; None also where its further keys don't allow it."""
        for key in entry.keys:
            if self._meets(entry, key, window):
                return key if self.allows(entry, window) and self._seconds(entry, window) else None
        return None

    def allows(self, entry: Entry, window: Window) -> bool:
        """Whether the keys of its decorators allow an entry."""
        return not self._any(entry, entry.excluded_keys, window) and all(
            self._any(entry, keys, window) for keys in entry.decorators.additional_keys
        )

    def _seconds(self, entry: Entry, window: Window) -> bool:
        """Whether enough secondary keys are met; how many are enough, SillyTavern calls the logic of an entry."""
        keys = entry.secondary_keys
        if not keys:
            return True
        met = (self._meets(entry, key, window) for key in keys)
        match entry.extensions.get("selectiveLogic"):
            case 1:
                return not all(met)
            case 2:
                return not any(met)
            case 3:
                return all(met)
            case _:
                return any(met)

    def _any(self, entry: Entry, keys: tuple[str, ...], window: Window) -> bool:
        return any(self._meets(entry, key, window, plain=True) for key in keys)

    def _meets(self, entry: Entry, key: str, window: Window, *, plain: bool = False) -> bool:
        if not plain and entry.is_pattern(key):
            return self._meets_pattern(entry, key, window)
        if not self._pays(entry, key, self._cost(window) + len(key)):
            return False
        sought = self._expand(key) if "{{" in key or "<" in key else key
        if entry.case_sensitive:
            text = window.text
        else:
            sought, text = sought.casefold(), window.folded
        return _has_word(sought, text) if entry.has("match_whole_words") else sought in text

    def _meets_pattern(self, entry: Entry, key: str, window: Window) -> bool:
        if not self._pays(entry, key, self._cost(window) + _TO_COMPILE * len(key)):
            return False
        try:
            work = patterns.work(key, window.text, case_sensitive=entry.case_sensitive)
        except (patterns.NoPattern, patterns.TooCostly) as error:
            self._report(entry, key, _REASONS[type(error)])
            return False
        return self._pays(entry, key, work) and patterns.occurs(
            key, window.text, case_sensitive=entry.case_sensitive
        )

    def _cost(self, window: Window) -> int:
        return window.size if window.made else window.size * _TO_MAKE

    def _pays(self, entry: Entry, key: str, work: int) -> bool:
        if self._left <= 0:
            return False
        self._left -= max(work, _LEAST_WORK)
        if self._left <= 0:
            self._report(entry, key, "search_ended")
        return self._left > 0

    def _report(self, entry: Entry, key: str, reason: Reason) -> None:
        self._reports[Report(entry.name, key, reason)] = None


def _has_word(word: str, text: str) -> bool:
    """Whether a word stands in a text with no letter or digit beside it."""
    at = -1
    for _ in range(_MOST_TRIES):
        at = text.find(word, at + 1)
        if at < 0:
            return False
        end = at + len(word)
        if not (at and _in_word(text[at - 1])) and not (end < len(text) and _in_word(text[end])):
            return True
    return False


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
