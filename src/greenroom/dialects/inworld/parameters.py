"""Roots and query parameters, for characters and for what stands beside them."""

from greenroom.dialects.kit.routes import Query

ROOTS = ("/studio/v1/workspaces/{workspace}", "/v1alpha/workspaces/{workspace}")
"""A workspace as it is documented, and in the earlier version."""

PAGE = (
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
        {"type": "string", "format": "aip-160-filter"},
        "An AIP-160 filter over the fields of what is listed.",
    ),
)
"""What a list is asked for."""

MASK = (
    Query(
        "updateMask",
        {"type": "string", "format": "field-mask"},
        "Paths to change, joined by commas; `*` replaces everything.",
    ),
)
"""What an update is asked for."""
