"""Passwords within addresses, which nobody is shown."""

import re

MASK = "…"
_PASSWORD = re.compile(r"(?<=:)[^:/@]+(?=@)|(?<=password=)[^&]+")


def without_passwords(text: str) -> str:
    """A text that anybody may see; what stands for a password in an address, or in its query, is `MASK`."""
    return _PASSWORD.sub(MASK, text)
