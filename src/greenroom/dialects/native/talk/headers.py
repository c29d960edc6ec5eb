"""Headers of conversations, as the documentation has them."""

from greenroom.dialects.kit.routes import Query

_TEXT = {"type": "string"}

IF_MATCH = Query(
    "If-Match", _TEXT, "Tags of the revisions that the request holds for; else the answer is 412."
)
IF_NONE_MATCH = Query(
    "If-None-Match", _TEXT, "Tags that are known; where it is one of them, the answer is 304."
)
LAST_EVENT = Query(
    "Last-Event-ID", _TEXT, "The id of the last event that was read; what comes after it is sent."
)
