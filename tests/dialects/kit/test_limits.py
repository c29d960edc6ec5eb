from greenroom.accounts.limits import Standing
from greenroom.dialects.kit.limits import limit_headers


def test_both_forms_of_headers_say_the_same() -> None:
    standing = Standing(limit=60, remaining=19, seconds=1, reset=1_800_000_001)
    assert dict(limit_headers(standing, "write")) == {
        b"x-ratelimit-limit": b"60",
        b"x-ratelimit-remaining": b"19",
        b"x-ratelimit-reset": b"1800000001",
        b"ratelimit-policy": b'"write";q=60;w=60',
        b"ratelimit": b'"write";r=19;t=1',
    }
