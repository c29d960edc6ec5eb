"""A prompt before anybody counted its tokens."""

from msgspec import Struct

from greenroom.conversations.prompt.goals import Reaction
from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Parameters


class Draft(Struct, frozen=True, kw_only=True):
    """Sections in their order, and what is asked of the model besides.

    `model` is the character's own choice, an alias or a name, "" the server's default. `reaction` is what its goals ask for:
    instructions stand in the prompt already; emotions, triggers and verbatim lines are also for the client to be told of.
    """

    sections: tuple[Section, ...]
    parameters: Parameters = Parameters()
    model: str = ""
    reserve: int  # tokens that the reply may have
    reaction: Reaction = Reaction()
    remarks: tuple[str, ...] = ()  # sentences about what in the character says nothing here
