"""The character that is written and read: about 4 KB, as those are that people put some work into."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from greenroom.app import vendors
from greenroom.bench.request import NUMBER, Request
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.samples import Samples
from greenroom.dialects.native import native
from greenroom.kit.json_values import encode_json
from greenroom.settings import Value

_BYTES = 3_900
_SENTENCES = (
    "Keeps the lighthouse at the end of the mole and knows every ship by the sound of its bell. "
    "Speaks slowly, answers a question with another, and never forgets a debt of honour. "
    "Was once a cartographer at the court of a king whose name is not spoken any more. "
    "Carries a brass compass that points to whatever its holder has lost most recently. "
    "Distrusts sorcerers, loves dogs, and hums when a storm is on its way from the north. "
)

NAME = f"Traveller {NUMBER}"
TEXT = (_SENTENCES * (_BYTES // len(_SENTENCES) + 1))[:_BYTES].strip()


class Sampled(NamedTuple):
    """A dialect that says how a character is made and read in it."""

    name: str
    samples: Samples

    def document(self) -> dict[str, Any]:
        """The character as the body of a create."""
        return self.samples.body(NAME, TEXT)

    def creation(self, key: str) -> Request:
        """A create; each sends another name."""
        body = encode_json(self.document()).decode()
        return Request(self.samples.create, dict([self.samples.header(key)]), body)

    def reading(self, key: str, made: dict[str, Any]) -> Request:
        """The reading of what a create answered with."""
        return Request(self.samples.one(made), dict([self.samples.header(key)]))


def all_sampled() -> list[Sampled]:
    """All dialects that do, our own last."""
    dialects: list[Dialect] = [*vendors(), native({}, dict, bytes)]
    return [Sampled(dialect.name, dialect.samples) for dialect in dialects if dialect.samples]


def document() -> dict[str, Any]:
    """The character as some server's document: what the first of our dialects is told."""
    return all_sampled()[0].document()


def settings_of(dialects: Sequence[Sampled]) -> dict[str, Value]:
    """The settings that their creates need."""
    return {name: value for dialect in dialects for name, value in dialect.samples.settings.items()}
