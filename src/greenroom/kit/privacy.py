"""Files that only their owner may read, whatever the folder that they are made in allows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def only_for_owner() -> Iterator[None]:
    """What is made within is its owner's alone. It holds for the whole process, all its threads."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
