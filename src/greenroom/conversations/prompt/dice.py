"""Dice whose throws are worked out from seeds, so that equal prompts throw equally."""

from hashlib import sha256

from msgspec import Struct


class Dice(Struct, frozen=True):
    """Two seeds: `seed` changes from message to message (a message's id), `stable` stays (a thread's id)."""

    seed: str = ""
    stable: str = ""

    def below(self, most: int, *what: str | int) -> int:
        """A number from 0 to below `most`, for this purpose in this message; ValueError if `most` is not above 0."""
        return _below(most, "new", self.seed, *what)

    def stable_below(self, most: int, *what: str | int) -> int:
        """The same number in every message."""
        return _below(most, "stable", self.stable, *what)


def _below(most: int, *what: str | int) -> int:
    if most < 1:
        raise ValueError("a die has at least one side")
    named = "\0".join(str(part) for part in what).encode("utf-8", "surrogatepass")
    return (
        int.from_bytes(sha256(named).digest()[:16]) % most
    )  # 128 bits: the bias of a remainder is beyond notice
