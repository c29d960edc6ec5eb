"""What can be wrong with a value inside a body that is valid JSON.

A reader raises a fault without knowing where it stands; each level above adds its step to `path`. Only then is
the text searched for the line and column, so that good bodies pay nothing for it.

    Fault
    ├── Unexpected    a token of the wrong kind: `syntax error (line 1:32): unexpected token [`
    ├── Unfit         a value out of bounds: `(line 1:45): invalid value for enum field lifeStage: true`
    ├── Repeated      a name twice in one object: `(line 1:9): duplicate field "x"`
    └── Excess        more than we take: `(line 1:9): more than 10000 items`
"""

from typing import ClassVar, Self

Path = list[str | int]
"""Names of members, as they were sent, and indices of items."""


class Fault(Exception):
    """A value that cannot be read. The path is gathered from the inside out."""

    syntax: ClassVar[str] = ""
    quotes: ClassVar[bool] = True
    names: ClassVar[bool] = False

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        self.path: Path = []

    def under(self, step: str | int) -> Self:
        """This fault, seen from one level further out."""
        self.path.append(step)
        return self

    def sentence(self, place: str, token: str) -> str:
        """The whole sentence, in protojson's words."""
        return f"proto: {self.syntax}({place}): {self.why}{token if self.quotes else ''}"


class Unexpected(Fault):
    """A token of the wrong kind."""

    syntax = "syntax error "

    def __init__(self) -> None:
        super().__init__("unexpected token ")


class Unfit(Fault):
    """A value of the wrong kind, or out of bounds, for its field."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"invalid value for {kind} field {name}: ")


class Repeated(Fault):
    """A name that occurs twice in one object, in one or both of its spellings; points at the last one."""

    quotes = False
    names = True

    def __init__(self, name: str) -> None:
        super().__init__(f'duplicate field "{name}"')
        self.path.append(name)


class Excess(Fault):
    """More than we take."""

    quotes = False
