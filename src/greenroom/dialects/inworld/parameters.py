"""Roots and query parameters, for characters and for what stands beside them."""

from greenroom.dialects.kit.routes import Query

ROOTS = ("/studio/v1/workspaces/{workspace}", "/v1alpha/workspaces/{workspace}")
"""A workspace as it is documented, and in the earlier version."""


def page(filters: str) -> tuple[Query, ...]:
    """What a list is asked for; `filters` is the format of its filter."""
    return (
        Query(
            "pageSize",
            {"type": "integer", "format": "int32", "minimum": 0, "maximum": 2**31 - 1},
            "Items a page: 50, at most 1,000.",
        ),
        Query(
            "pageToken",
            {"type": "string", "format": "cursor"},
            "From `nextPageToken`; everything else must stay as it was.",
        ),
        Query(
            "filter",
            {"type": "string", "format": filters},
            "An AIP-160 filter over the fields of what is listed.",
        ),
    )


def mask(masks: str) -> tuple[Query, ...]:
    """What an update is asked for; `masks` is the format of its mask."""
    return (
        Query(
            "updateMask",
            {"type": "string", "format": masks},
            "Paths to change, joined by commas; `*` replaces everything.",
        ),
    )
