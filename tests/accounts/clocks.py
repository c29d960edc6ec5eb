"""A clock that is moved by hand."""

from greenroom.kit.clock import system_clock


class Hands:
    """Begins with the machine's time."""

    def __init__(self) -> None:
        self.now = system_clock()

    def __call__(self) -> int:
        return self.now
