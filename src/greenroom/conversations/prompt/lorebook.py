"""A lorebook's entries, activated by what was said (the card specifications, V2 and V3).

The order: entries that are enabled and that no decorator forbids; those always active; keys in the last messages; contents
of active entries, up to ten rounds; the budget. An entry that matched once is known by the history itself: each earlier
message of the user is looked at as it was looked at then, but for recursion. So nothing about it is stored.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from greenroom.characters.knowledge import Lorebook
from greenroom.conversations.prompt.entry import Entry
from greenroom.conversations.prompt.lore import Activated, Cause, Lore, Scan
from greenroom.conversations.prompt.macros import visible
from greenroom.conversations.prompt.search import Search
from greenroom.conversations.prompt.windows import Window, Windows

MOST_ROUNDS = 10
MOST_EARLIER = 500
"""Earlier messages of the user, the newest ones, in which an entry may have matched once."""

_Active = tuple[Entry, Cause, str]


def activate(book: Lorebook, scan: Scan, count: Callable[[str], int]) -> Activated:
    """The entries that are told now. `count` says how many tokens a text is.

    Raises:
        NotRead: the book was read without its entries.
    """
    search = Search(scan)
    active = _Activation(book, scan, search).run()
    told = [_lore(one, scan, count) for one in active if one[0].content.strip()]
    budget = scan.token_budget if book.token_budget is None else book.token_budget
    kept, dropped = _within(told, min(budget, scan.most_tokens))
    silenced = {entry.decorators.disable_ui_prompt for entry, _, _ in active} - {None}
    return Activated(kept, dropped, frozenset(filter(None, silenced)), search.reports)


class _Activation:
    """One activation: the windows that are searched, and what is active so far."""

    def __init__(self, book: Lorebook, scan: Scan, search: Search) -> None:
        self._scan, self._search = scan, search
        self._depth = scan.scan_depth if book.scan_depth is None else book.scan_depth
        self._recursive = scan.recursive if book.recursive_scanning is None else book.recursive_scanning
        listed = enumerate(book.entries.all())
        self._entries = [Entry(at, fields) for at, fields in listed if fields.enabled]
        self._texts = [visible(message.text, recursive=False) for message in scan.messages]
        ends = [at for at, message in enumerate(scan.messages, 1) if message.role == "user"]
        self._earlier = [end for end in ends if end < len(self._texts)][-MOST_EARLIER:]
        self._windows = Windows(self._texts, self._earlier)

    def run(self) -> list[_Active]:
        """The active entries in the order of the prompt."""
        allowed = [entry for entry in self._entries if self._is_allowed(entry)]
        active = list(self._first(allowed))
        if self._recursive:
            active.extend(self._recursion(allowed, active))
        return sorted(active, key=lambda one: (one[0].fields.insertion_order, one[0].at))

    def _is_allowed(self, entry: Entry) -> bool:
        """Whether no decorator forbids an entry, and chance does not."""
        asked, replies = entry.decorators, self._scan.replies
        if asked.activate:
            return True
        return not (
            asked.dont_activate
            or (asked.activate_only_after is not None and replies < asked.activate_only_after)
            or (asked.activate_only_every is not None and replies % asked.activate_only_every)
            or (asked.is_greeting is not None and asked.is_greeting != self._scan.greeting)
            or asked.is_user_icon not in (None, self._scan.user_icon, self._scan.user_picture)
            or (asked.dont_activate_after_match and self._matched_once(entry))
            or (entry.probability < 100 and self._scan.dice.below(100, "lore", entry.at) >= entry.probability)
        )

    def _first(self, entries: Iterable[Entry]) -> Iterator[_Active]:
        for entry in entries:
            window = self._windows.get(len(self._texts), self._depth_of(entry))
            if entry.decorators.activate:
                yield entry, "activate", ""
            elif entry.is_constant and self._search.allows(entry, window):
                yield entry, "constant", ""
            elif entry.has("delay_until_recursion"):
                continue
            elif (key := self._search.match(entry, window)) is not None:
                yield entry, "key", key
            elif entry.decorators.keep_activate_after_match and self._matched_once(entry):
                yield entry, "kept", ""

    def _recursion(self, allowed: Iterable[Entry], active: Iterable[_Active]) -> Iterator[_Active]:
        """What is activated by contents of active entries."""
        done = {entry.at for entry, _, _ in active}
        waiting = [entry for entry in allowed if entry.at not in done and not entry.has("exclude_recursion")]
        contents, newest = [""], [entry for entry, _, _ in active]
        for _ in range(MOST_ROUNDS):
            told = [entry.content for entry in newest if not entry.has("prevent_recursion")]
            if not told or not waiting:
                return
            contents.extend(visible(content, recursive=True) for content in told)
            found = list(self._round(waiting, "\n".join(contents)))
            yield from found
            newest = [entry for entry, _, _ in found]
            done = {entry.at for entry in newest}
            waiting = [entry for entry in waiting if entry.at not in done]

    def _round(self, waiting: Iterable[Entry], contents: str) -> Iterator[_Active]:
        windows: dict[int, Window] = {}
        for entry in waiting:
            depth = self._depth_of(entry)
            if depth not in windows:
                said = self._windows.get(len(self._texts), depth)
                windows[depth] = Window((said.text + contents,), said.size + len(contents))
            if (key := self._search.match(entry, windows[depth])) is not None:
                yield entry, "recursion", key

    def _matched_once(self, entry: Entry) -> bool:
        """Whether an entry matched at an earlier message of the user."""
        depth = self._depth_of(entry)
        if entry.is_plain:
            return self._search.match(entry, self._windows.union(depth)) is not None
        ends = takewhile(lambda _: not self._search.ended, reversed(self._earlier))
        return any(self._search.match(entry, self._windows.get(end, depth)) is not None for end in ends)

    def _depth_of(self, entry: Entry) -> int:
        depth = self._depth if entry.scan_depth is None else entry.scan_depth
        return min(max(0, depth), len(self._texts))


def _lore(active: _Active, scan: Scan, count: Callable[[str], int]) -> Lore:
    entry, cause, key = active
    place, depth = entry.place()
    return Lore(
        content=entry.content,
        place=place,
        depth=depth,
        role=entry.role,
        order=entry.fields.insertion_order,
        droppable=entry.decorators.ignore_on_max_context,
        priority=entry.fields.priority or 0.0,
        entry=entry.name,
        cause=cause,
        key=key,
        tokens=count(scan.expand(entry.content)),
    )


def _within(told: list[Lore], budget: int) -> tuple[tuple[Lore, ...], tuple[Lore, ...]]:
    """What is kept of the budget and what goes: what could never fit, then droppable ones, then by priority and order."""
    goes = {at for at, lore in enumerate(told) if lore.tokens > budget}
    total = sum(lore.tokens for at, lore in enumerate(told) if at not in goes)
    first = sorted(
        range(len(told)), key=lambda at: (not told[at].droppable, told[at].priority, told[at].order, at)
    )
    for at in first:
        if total <= budget:
            break
        if at not in goes:
            goes.add(at)
            total -= told[at].tokens
    kept = tuple(lore for at, lore in enumerate(told) if at not in goes)
    return kept, tuple(lore for at, lore in enumerate(told) if at in goes)
