"""The dialects of this server as a command sees them, without an instance."""

from greenroom.app import vendors
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.native import native


def all_dialects() -> dict[str, Dialect]:
    """Every passport by its name; our own first, then the vendors'."""
    own = native({}, dict, bytes)
    return {dialect.name: dialect for dialect in (own, *vendors())}
