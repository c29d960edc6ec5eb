"""Python's collector of cycles, told what the objects of a server are like.

What is there once a server has started stays until it ends, and what a request makes goes with the last name for it. So
to look for cycles among all of that, after every few requests, costs each of them a tenth of its time and finds nothing.
"""

import gc

_MANY = 10_000
"""Objects made and not gone again before the youngest are looked through; more than are in use for 32 requests at once."""


def settle() -> None:
    """Never look again through what is there now, and through what comes only where much of it stays; call it once, late."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MANY)
