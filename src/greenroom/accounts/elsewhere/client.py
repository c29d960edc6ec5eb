"""Asking issuers over HTTP. Their addresses are the operator's own words, or stand in documents at those addresses."""

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from greenroom.kit.loopback import is_loopback
from greenroom.problems import Unavailable

_SECONDS = 10.0
_LARGEST = 1 << 20


class Said(NamedTuple):
    """An issuer's answer: its status, and its JSON object, which is empty where it is anything else."""

    status: int
    body: dict[str, Any]


async def ask(
    who: str, url: str, form: Mapping[str, str] | None = None, basic: tuple[str, str] | None = None
) -> Said:
    """What an issuer answers to a GET, or to the POST of a form; no redirection is followed.

    Raises Unavailable where `who`, for people, does not answer within ten seconds, or not with a document.
    """
    import httpx2  # noqa: PLC0415 - nobody who has no issuer waits for it

    try:
        async with (
            asyncio.timeout(_SECONDS),
            httpx2.AsyncClient(
                trust_env=not is_loopback(urlsplit(url).hostname or ""), timeout=_SECONDS
            ) as http,
            http.stream(
                "GET" if form is None else "POST",
                url,
                data=form,
                auth=basic,
                headers={"accept": "application/json"},
            ) as answer,
        ):
            return Said(answer.status_code, _json(await _body(answer)))
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, ValueError) as error:
        raise Unavailable(who) from error


async def _body(answer: Any) -> bytes:
    parts, size = [], 0
    async for part in answer.aiter_bytes():
        size += len(part)
        if size > _LARGEST:
            raise ValueError("far too large")
        parts.append(part)
    return b"".join(parts)


def _json(body: bytes) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415 - as above

    try:
        found = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}
