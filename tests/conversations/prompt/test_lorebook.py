"""Which entries of a lorebook are told, where, and at what cost."""

from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.work import work_of

from greenroom.characters.knowledge import BigList, Lorebook, LoreEntry
from greenroom.conversations.prompt import search
from greenroom.conversations.prompt.dice import Dice
from greenroom.conversations.prompt.lore import Activated, Said, Scan
from greenroom.conversations.prompt.lorebook import activate
from greenroom.conversations.prompt.macros import Names, expand


def book_of(*entries: LoreEntry, **fields: Any) -> Lorebook:
    return Lorebook(entries=BigList.of(entries), **fields)


def told(entry: LoreEntry, *said: str, **scan: Any) -> bool:
    """Whether an entry is told after these messages, the user's and the character's in turn."""
    return bool(after(book_of(entry), *said, **scan).lore)


def after(book: Lorebook, *said: str, **scan: Any) -> Activated:
    roles: tuple[Literal["user", "character"], ...] = ("user", "character")
    messages = tuple(Said(roles[at % 2], text) for at, text in enumerate(said))
    return activate(book, Scan(messages=messages, **scan), len)


def entry(content: str = "Lore.", *keys: str, **fields: Any) -> LoreEntry:
    return LoreEntry(content=content, keys=keys, **fields)


def silly(**extensions: Any) -> dict[str, msgspec.Raw]:
    marked = {"extensions": {"selectiveLogic": 0} | extensions}
    return {"card": msgspec.Raw(msgspec.json.encode(marked))}


TWO = {"selective": True, "secondary_keys": ("fire", "ice")}
TOLD: list[tuple[LoreEntry, str, bool]] = [
    (entry("L", "dragon"), "A DRAGON!", True),
    (entry("L", "dragon"), "a drag", False),
    (entry("L", "Dragon", case_sensitive=True), "a dragon", False),
    (entry("L", "dragon", enabled=False, constant=True), "dragon", False),
    (entry("L", constant=True), "", True),
    (entry("L", " "), "a b", False),
    (entry("L", "dragon", **TWO), "dragon", False),
    (entry("L", "dragon", **TWO), "dragon of ice", True),
    (entry("L", "dragon", more=silly(selectiveLogic=1), **TWO), "dragon of fire and ice", False),
    (entry("L", "dragon", more=silly(selectiveLogic=2), **TWO), "dragon of ice", False),
    (entry("L", "dragon", more=silly(selectiveLogic=3), **TWO), "dragon of ice", False),
    (entry("L", "dragon", more=silly(selectiveLogic=3), **TWO), "dragon of ice, fire", True),
    (entry("L", "drag(on|ke)", use_regex=True), "DRAKE dragke", True),
    (entry("L", "/Drag.n/", use_regex=True), "dragon", False),
    (entry("L", "/Drag.n/i", use_regex=True), "dragon", True),
    (entry("L", r"\u00e9t\u00e9", use_regex=True), "ÉTÉ", True),
    (entry("L", "dragon", use_regex=True, constant=True), "cat", False),
    (entry("L", "dragon", use_regex=True, constant=True, more=silly()), "cat", True),
    (entry("L", "dra.on", use_regex=True, more=silly()), "dragon", False),
    (entry("L", "/dra.on/", more=silly()), "dragon", True),
    (entry("L", "cat", more=silly(match_whole_words=True)), "concatenate", False),
    (entry("L", "cat", more=silly(match_whole_words=True)), "concat, cat!", True),
    (entry("L", "cat", more=silly(probability=0, useProbability=True)), "cat", False),
    (entry("L", "dragon"), "{{// dragon}}{{hidden_key: dragon}}", False),
    (entry("L", "{{user}}"), "I am Ada", True),
    (entry("@@activate\nL"), "", True),
    (entry("@@dont_activate\nL", "dragon"), "dragon", False),
    (entry("@@activate\n@@dont_activate\nL"), "", True),
    (entry("@@activate_only_after 4\nL", "dragon"), "dragon", False),
    (entry("@@activate_only_after 3\nL", "dragon"), "dragon", True),
    (entry("@@activate_only_every 2\nL", "dragon"), "dragon", False),
    (entry("@@activate_only_every 3\nL", "dragon"), "dragon", True),
    (entry("@@is_greeting 1\nL", constant=True), "", True),
    (entry("@@is_greeting 0\nL", constant=True), "", False),
    (entry("@@is_user_icon hat\nL", constant=True), "", True),
    (entry("@@is_user_icon cap\nL", constant=True), "", False),
    (entry("@@exclude_keys toy, egg\nL", "dragon"), "a toy dragon", False),
    (entry("@@additional_keys cave\n@@additional_keys gold,gems\nL", "dragon"), "dragon, cave", False),
    (entry("@@additional_keys cave\n@@additional_keys gold,gems\nL", "dragon"), "dragon, cave, gems", True),
    (entry("", "dragon"), "dragon", False),
]


@pytest.mark.parametrize(("one", "said", "is_told"), TOLD)
def test_an_entry_is_told(one: LoreEntry, said: str, *, is_told: bool) -> None:
    names = Names(user="Ada")
    scan = {"replies": 3, "greeting": 1, "user_icon": "hat"}
    assert told(one, said, expand=lambda text: expand(text, names, Dice()), **scan) is is_told


DEPTHS = [({}, False), ({"scan_depth": 3}, True), ({"scan_depth": 0}, False)]


@pytest.mark.parametrize(("fields", "is_told"), DEPTHS)
def test_a_book_says_how_many_messages_are_searched(fields: dict[str, Any], *, is_told: bool) -> None:
    assert bool(after(book_of(entry("L", "dragon"), **fields), "dragon", "b", "c").lore) is is_told
    assert after(book_of(entry("@@scan_depth 3\nL", "dragon"), **fields), "dragon", "b", "c").lore


def test_what_matched_once_is_kept_or_never_told_again() -> None:
    kept, gone = (
        entry("@@keep_activate_after_match\nL", "cat"),
        entry("@@dont_activate_after_match\nL", "cat"),
    )
    assert told(kept, "a cat", "b", "c", "d", "e")
    assert not told(kept, "a", "b", "c", "d", "e")
    assert told(gone, "a", "b", "cat")
    assert not told(gone, "cat", "b", "cat")


PLACES = [
    (entry("L", constant=True), ("before_char", 0, "system")),
    (entry("L", constant=True, position="after_char"), ("after_char", 0, "system")),
    (entry("@@depth 2\n@@role user\nL", constant=True), ("depth", 2, "user")),
    (entry("@@reverse_depth 1\nL", constant=True), ("reverse_depth", 1, "system")),
    (entry("@@depth 2\n@@position scenario\nL", constant=True), ("scenario", 0, "system")),
    (
        entry("L", constant=True, position="after_char", more=silly(position=4, depth=1, role=2)),
        ("depth", 1, "assistant"),
    ),
    (entry("L", constant=True, more=silly(position=1)), ("after_char", 0, "system")),
]


@pytest.mark.parametrize(("one", "place"), PLACES)
def test_an_entry_says_where_it_stands(one: LoreEntry, place: tuple[str, int, str]) -> None:
    lore = after(book_of(one)).lore[0]
    assert (lore.place, lore.depth, lore.role, lore.content) == (*place, "L")


def test_entries_come_in_order_with_what_activated_them() -> None:
    book = book_of(
        entry("b", "x", insertion_order=2, name="second"),
        entry("a", constant=True, insertion_order=1),
        entry("c", "x", insertion_order=2),
    )
    assert [(lore.content, lore.cause, lore.key) for lore in after(book, "x").lore] == [
        ("a", "constant", ""),
        ("b", "key", "x"),
        ("c", "key", "x"),
    ]


def chain(length: int) -> list[LoreEntry]:
    return [entry(f"link{at + 1}.", f"link{at}.") for at in range(length)]


def test_contents_activate_further_entries_up_to_ten_rounds() -> None:
    assert len(after(book_of(*chain(20), recursive_scanning=True), "link0.").lore) == 11
    assert len(after(book_of(*chain(20)), "link0.").lore) == 1
    assert len(after(book_of(*chain(20)), "link0.", recursive=True).lore) == 11
    assert len(after(book_of(*chain(20), recursive_scanning=False), "link0.", recursive=True).lore) == 1


def test_hidden_keys_are_met_in_recursion_only() -> None:
    book = book_of(entry("{{hidden_key: b}}", "a"), entry("L", "b"), recursive_scanning=True)
    assert len(after(book, "a").lore) == 2
    assert not after(book, "{{hidden_key: b}}").lore


def test_the_budget_drops_by_priority_and_then_by_order() -> None:
    book = book_of(
        entry("aaaa", constant=True, insertion_order=1),
        entry("bbbb", constant=True, insertion_order=2),
        entry("cccc", constant=True, insertion_order=0, priority=5),
        entry("@@ignore_on_max_context\ndddd", constant=True, priority=9),
        entry("e" * 99, constant=True, priority=99),
    )
    for budget, kept in ((16, "cdab"), (12, "cab"), (8, "cb"), (4, "c"), (3, "")):
        found = after(book, token_budget=budget)
        assert {lore.content[0] for lore in found.lore} == set(kept)
        assert len(found.lore) + len(found.dropped) == 5
    assert after(book, most_tokens=0).lore == ()


def test_a_text_of_the_user_is_silenced() -> None:
    assert after(book_of(entry("@@disable_ui_prompt system_prompt", constant=True))).silenced == {
        "system_prompt"
    }


PATTERNS = [("(a", "no_pattern"), ("(?=a)", "no_pattern"), ("(.{0,30}a.{0,30}){3}q", "too_costly")]


@pytest.mark.parametrize(("pattern", "reason"), PATTERNS)
def test_a_pattern_that_cannot_be_searched_is_reported_once(pattern: str, reason: str) -> None:
    book = book_of(entry("L", pattern, use_regex=True, name="E"), entry("M", "a"), recursive_scanning=True)
    found = after(book, "a" * 100_000)
    assert [(report.entry, report.key, report.reason) for report in found.reports] == [("E", pattern, reason)]
    assert [lore.content for lore in found.lore] == ["M"]


def test_no_pattern_hangs() -> None:
    assert not told(entry("L", "(a+)+$", use_regex=True), "a" * 200_000 + "b")


def test_a_search_has_an_end_which_is_reported() -> None:
    book = book_of(*(entry("L", "x", "y", more={}) for _ in range(1_000)))
    found = after(book, "a" * 200_000)
    assert [report.reason for report in found.reports] == ["search_ended"]


KEPT = "@@keep_activate_after_match\n"
COSTLY: dict[str, tuple[list[LoreEntry], str]] = {
    "many depths": ([entry(f"{KEPT}@@scan_depth {300 + at}\nL", f"x{at}") for at in range(20)], "a" * 1000),
    "patterns": (
        [entry(f"{KEPT}@@scan_depth {300 + at}\nL", f"x{at}", use_regex=True) for at in range(20)],
        "a" * 1000,
    ),
    "many entries": ([entry(f"{KEPT}@@dont_activate_after_match\nL", f"x{at}") for at in range(2_000)], "a"),
    "many pairs of keys": ([entry(f"{KEPT}@@additional_keys y\nL", "a") for at in range(2_000)], "a"),
    "all depths": ([entry(f"{KEPT}@@scan_depth {at}\nL", f"x{at}") for at in range(1100)], "a" * 1000),
}


@pytest.mark.parametrize(("entries", "text"), COSTLY.values(), ids=COSTLY)
def test_what_matched_once_is_found_with_little_work(
    entries: list[LoreEntry], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_WORK", search.MOST_WORK // 10)
    book = book_of(*entries)
    texts = [text] * 1001
    work = work_of(lambda: after(book, *texts))
    assert work.calls < 500_000
    assert work.peak < 64 << 20


@pytest.mark.parametrize("depth", [1, 2, 3, 9])
@pytest.mark.parametrize("more", ["", "@@exclude_keys never\n"])
def test_what_matched_once_is_known_by_each_message_of_the_user(depth: int, more: str) -> None:
    """With a further key each window is searched, without one all at once: to the same effect."""
    kept = entry(f"@@keep_activate_after_match\n@@scan_depth {depth}\n{more}L", "dragon")
    for at in range(6):
        said = ["x"] * 7
        said[at] = "dragon"
        assert told(kept, *said) == (at % 2 == 0 or depth > 1)


LINES = st.sampled_from(
    ["@@activate", "@@depth 1", "@@@depth x", "@@", "\n", "text", "@@role user", "(a", "[", "\ud800"]
)
ENTRIES = st.builds(
    LoreEntry,
    keys=st.lists(st.text(max_size=4)).map(tuple),
    secondary_keys=st.lists(st.text(max_size=2)).map(tuple),
    content=st.lists(LINES).map("\n".join),
    use_regex=st.booleans(),
    constant=st.none() | st.booleans(),
    selective=st.booleans(),
    insertion_order=st.floats(),
    priority=st.none() | st.floats(),
)


@given(st.lists(ENTRIES, max_size=5), st.lists(st.text(max_size=20), max_size=4), st.integers(0, 30))
def test_any_book_is_activated_within_its_budget_and_equally_again(
    entries: list[LoreEntry], said: list[str], budget: int
) -> None:
    book = Lorebook(
        entries=BigList("x", len(entries), tuple(entries)), recursive_scanning=True, token_budget=budget
    )
    found = after(book, *said)
    assert sum(lore.tokens for lore in found.lore) <= budget
    assert len({lore.entry for lore in found.lore}) <= len(entries)
    again = after(book, *said)
    assert [lore.content for lore in again.lore] == [lore.content for lore in found.lore]
