"""Which form of an answer a client prefers (RFC 9110, section 12.5.1)."""

import re

_RANGE = re.compile(r"([^\s,;]+/[^\s,;]+)((?:\s*;[^,]*)?)")
_QUALITY = re.compile(r"(?i);\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*(?:;|$)")


def prefers_json(accept: str) -> bool:
    """Whether JSON is wanted rather than HTML, which whoever has no preference gets."""
    wanted = {kind.lower(): _quality(rest) for kind, rest in _RANGE.findall(accept)}
    return _quality_of("application", "json", wanted) > _quality_of("text", "html", wanted)


def _quality_of(kind: str, form: str, wanted: dict[str, float]) -> float:
    """From the most specific range that covers this form."""
    for name in (f"{kind}/{form}", f"{kind}/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0


def _quality(parameters: str) -> float:
    found = _QUALITY.search(parameters)
    return float(found[1]) if found else 1.0
