"""Which form of an answer a client prefers (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Mapping

_QUALITY = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)", re.IGNORECASE)


def prefers_json(accept: str) -> bool:
    """Whether JSON is wanted rather than HTML, which whoever has no preference gets."""
    wanted = dict(map(_range, accept.split(",")))
    return _quality_of("application", "json", wanted) > _quality_of("text", "html", wanted)


def _range(part: str) -> tuple[str, float]:
    """One range of media types, and how much it is wanted."""
    kind, *parameters = part.split(";")
    qualities = (_QUALITY.fullmatch(parameter.strip()) for parameter in parameters)
    return kind.strip().lower(), next((float(found[1]) for found in qualities if found), 1.0)


def _quality_of(kind: str, form: str, wanted: Mapping[str, float]) -> float:
    """From the most specific range that covers this form."""
    for name in (f"{kind}/{form}", f"{kind}/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0
