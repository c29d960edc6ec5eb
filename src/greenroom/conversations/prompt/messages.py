"""Messages: sections as a model reads them, neighbours of one role made one."""

from collections.abc import Iterable

from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Message
from greenroom.llm.roles import joined


def messages(sections: Iterable[Section]) -> tuple[Message, ...]:
    """The messages of these sections."""
    return joined(Message(section.role, section.text) for section in sections if section.text)
