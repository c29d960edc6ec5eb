"""How values are shown: times and counts as people say them, pictures by their addresses on this very host."""

import hashlib
from datetime import UTC, datetime

_TONES = 8
_UNITS = ((365 * 86_400, "year"), (30 * 86_400, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute"))


def picture(asset_id: str) -> str:
    """A picture's address, without a host: pages load nothing from another."""
    return f"/media/{asset_id or 'default'}.webp"


def tone(name: str) -> int:
    """Which of the eight tones stands behind the initial of somebody without a picture; always the same for a name."""
    return hashlib.sha256(name.encode()).digest()[0] % _TONES


def initial(name: str) -> str:
    """What stands for somebody without a picture."""
    return next((letter.upper() for letter in name if letter.isalnum()), "?")


def compact(number: int) -> str:
    """1234 as 1.2k; exact below a thousand."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.1f}".removesuffix(".0") + unit
    return str(number)


def ago(moment: int, now: int) -> str:
    """How long ago a moment was; both are microseconds since 1970."""
    seconds = max(0, (now - moment) // 1_000_000)
    for size, unit in _UNITS:
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


def iso(moment: int) -> str:
    """A moment as the `datetime` of a `<time>`."""
    return datetime.fromtimestamp(moment / 1_000_000, UTC).isoformat(timespec="seconds")
