"""What is asked of a lorebook, and what it answers, as frozen data."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from greenroom.conversations.prompt.decorators import Position, Role
from greenroom.conversations.prompt.dice import Dice

Place = Literal["before_char", "after_char", "depth", "reverse_depth"] | Position
Cause = Literal["key", "constant", "activate", "kept", "recursion"]
Reason = Literal["no_pattern", "too_costly", "search_ended"]


class Said(Struct, frozen=True):
    """A message of the history."""

    role: Literal["user", "character"]
    text: str


def as_it_is(text: str) -> str:
    """The text itself."""
    return text


class Scan(Struct, frozen=True, kw_only=True):
    """What entries are activated by. Books and decorators override what is marked as a default."""

    messages: tuple[Said, ...] = ()  # the newest last; as many as are known, for what matched once
    replies: int = 0  # messages of the character, the greeting included
    greeting: int | None = None  # the active one: 0 the first, 1… the alternatives
    user_icon: str = ""  # the name of whom the user is
    user_picture: str = ""  # the id of their picture, which is as good
    scan_depth: int = 2  # messages; a default
    token_budget: int = 2048  # tokens of all entries together; a default
    most_tokens: int = 1 << 31  # the same, whatever a book says
    recursive: bool = False  # whether contents of active entries are searched, too; a default
    dice: Dice = Dice()
    expand: Callable[[str], str] = as_it_is  # replaces macros, in keys and before contents are counted


class Lore(Struct, frozen=True, kw_only=True):
    """An active entry. `depth` counts messages from the end or, with `reverse_depth`, from the start."""

    content: str  # without decorators, macros unexpanded; never blank
    place: Place
    depth: int
    role: Role
    order: float  # lower stands earlier
    priority: float  # lower goes first when the budget is exceeded
    droppable: bool  # goes first when the context is full
    entry: str  # a name to show
    cause: Cause
    key: str  # what was met in the text; "" where the cause is no key
    tokens: int


class Report(Struct, frozen=True):
    """A key that was not searched for, and why; each is told once."""

    entry: str
    key: str
    reason: Reason


class Activated(Struct, frozen=True):
    """The active entries in the order of the prompt; those that the budget left out; keys that were not searched for.

    `silenced` names texts of the user that an active entry suppresses: `system_prompt`, `post_history_instructions`.
    """

    lore: tuple[Lore, ...] = ()
    dropped: tuple[Lore, ...] = ()
    silenced: frozenset[str] = frozenset()
    reports: tuple[Report, ...] = ()
