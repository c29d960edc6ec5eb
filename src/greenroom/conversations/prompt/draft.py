"""A prompt before anybody counted its tokens."""

from msgspec import Struct

from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Parameters


class Draft(Struct, frozen=True, kw_only=True):
    """Sections in their order, and what is asked of the model besides.

    `model` is the character's own choice, an alias or a name, "" the server's default.
    """

    sections: tuple[Section, ...]
    parameters: Parameters = Parameters()
    model: str = ""
    reserve: int  # tokens that the reply may have
