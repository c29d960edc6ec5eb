"""Limits on the wire: where a caller stands, in the two forms of headers that clients read."""

from functools import lru_cache

from greenroom.accounts.limits import Standing
from greenroom.accounts.plans import Endpoint
from greenroom.http.answers import Header


@lru_cache(16)
def limit_headers(standing: Standing, endpoint: Endpoint) -> tuple[Header, ...]:
    """`X-RateLimit-…`, which most vendors' clients read, and the IETF's draft (httpapi-ratelimit-headers).

    The draft names a policy, here the kind of endpoint: `q` requests in `w` seconds; `r` remain, all after `t` seconds.
    """
    kind = endpoint.encode()
    return (
        (b"x-ratelimit-limit", b"%d" % standing.limit),
        (b"x-ratelimit-remaining", b"%d" % standing.remaining),
        (b"x-ratelimit-reset", b"%d" % standing.reset),
        (b"ratelimit-policy", b'"%b";q=%d;w=60' % (kind, standing.limit)),
        (b"ratelimit", b'"%b";r=%d;t=%d' % (kind, standing.remaining, standing.seconds)),
    )
