"""How long a model is waited for."""

from typing import NamedTuple


class Patience(NamedTuple):
    """Seconds: until it is connected, until the first token, between two of them, and for a whole reply."""

    connect: float = 5
    first_token: float = 120
    between_tokens: float = 30
    whole: float = 600


ORDINARY = Patience()
