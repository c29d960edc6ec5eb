"""What a filter says, as written: the tree that parsing gives, before any field is looked up.

Node
├── Conjunction     a AND b, and also a b
├── Disjunction     a OR b
├── Negation        NOT a, -a
└── Restriction     a = b; without a comparator a bare literal
"""

from typing import TypeAlias

from msgspec import Struct


class Word(Struct, frozen=True):
    """One piece of a filter: a name, a value, a comparator or a sign.

    `text` has its quotes and escapes resolved; `position` counts the filter's characters from 1.
    """

    text: str
    position: int
    quoted: bool = False


class Member(Struct, frozen=True):
    """Words joined by dots: the path of a field, or a literal such as `0.5`."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The member as a literal."""
        return ".".join(word.text for word in self.words)

    @property
    def position(self) -> int:
        """Where it begins."""
        return self.words[0].position

    def is_bare(self, text: str) -> bool:
        """Whether this is exactly `text` and written without quotes, as `null` and `*` must be to mean something."""
        return self.text == text and not any(word.quoted for word in self.words)


class Call(Struct, frozen=True):
    """A function and its arguments."""

    name: Member
    arguments: tuple["Argument", ...]


class Restriction(Struct, frozen=True):
    """A comparison; without `comparator` and `argument`, a literal or a call that stands alone."""

    subject: "Member | Call"
    comparator: Word | None = None
    argument: "Argument | None" = None


class Negation(Struct, frozen=True):
    """The opposite of `term`; `sign` is the `NOT` or the `-` that says so."""

    sign: Word
    term: "Node"


class Conjunction(Struct, frozen=True):
    """True if every part is; without parts, as an empty filter has it, true of everything."""

    parts: tuple["Node", ...]


class Disjunction(Struct, frozen=True):
    """True if some part is."""

    parts: tuple["Node", ...]


Node: TypeAlias = Conjunction | Disjunction | Negation | Restriction
Argument: TypeAlias = Member | Call | Node
"""What may stand after a comparator; a node is what stood in parentheses there."""
