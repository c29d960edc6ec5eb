"""Tokens by rule of thumb, where nobody counts them."""

from greenroom.llm.model import Count

PER_MESSAGE = 8
"""Tokens that a chat template puts around a message; of the common ones, the longest."""

UNKNOWN_WINDOW = 4096
"""Tokens of a context of which nobody says anything. Some servers cut what is longer without a word."""

_BYTES = 3
"""Of UTF-8 in a token. English has about four, other languages written in letters about three, Chinese about three."""


def estimate(text: str) -> Count:
    """The bytes in UTF-8 divided by three, rounded up."""
    return Count(-(-len(text.encode("utf-8", "surrogatepass")) // _BYTES), exact=False)
