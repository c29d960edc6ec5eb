"""Assembling: sections, in the order that writers of character cards expect."""

from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.materials import Materials


def assemble(materials: Materials) -> Draft:
    """The draft of the reply that the conversation waits for."""
    raise NotImplementedError
