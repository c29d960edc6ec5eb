"""Options of a client: where it asks, as whom, and how patiently; and the requests that come of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
import msgspec
from msgspec import UNSET

from greenroom import __version__
from greenroom.client.files import File
from greenroom.client.plan import Plan
from greenroom.client.retries import PATIENT, Patience

LOCAL = "http://127.0.0.1:8700"
"""Where a server is that nobody said anything else about."""

TIMEOUT = 120.0
"""Seconds without a byte. A reply that is not streamed takes as long as the language model."""

_CONNECTING = 10.0
"""Seconds at most until there is a connection."""

_SILENCE = 45.0
"""Seconds without a byte after which a stream counts as broken; the server sends something every 15."""

EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Options:
    """Who the key belongs to is nobody's business who prints this."""

    base_url: str
    key: str = field(repr=False)
    timeout: float = TIMEOUT
    patience: Patience = PATIENT
    headers: Mapping[str, str] = field(default_factory=dict)

    def request(self, plan: Plan[Any], *, stream: bool = False) -> httpx2.Request:
        """The request that a plan comes to."""
        raw = plan.body is UNSET or isinstance(plan.body, bytes)
        content = (plan.body or None) if raw else msgspec.json.encode(plan.body)
        most = self.timeout
        timeout = httpx2.Timeout(most, connect=min(most, _CONNECTING), read=_SILENCE if stream else most)
        return httpx2.Request(
            plan.method,
            self.base_url.rstrip("/") + plan.path,
            params={name: _text(value) for name, value in plan.query.items() if value is not None},
            headers={
                **self._own(plan, stream=stream),
                **{name.lower(): said for name, said in self.headers.items()},
            },
            content=content,
            extensions={"timeout": timeout.as_dict()},
        )

    def _own(self, plan: Plan[Any], *, stream: bool) -> dict[str, str]:
        own = {
            "authorization": f"Bearer {self.key}",
            "user-agent": f"greenroom-python/{__version__}",
            "accept": EVENTS if stream else "*/*" if plan.answer is File else "application/json",
        }
        if plan.body is not UNSET:
            own["content-type"] = plan.media_type if isinstance(plan.body, bytes) else "application/json"
        if plan.idempotency_key:
            own["idempotency-key"] = plan.idempotency_key
        if plan.if_revision is not None:
            own["if-match"] = f'"{plan.if_revision}"'
        if plan.last_event_id:
            own["last-event-id"] = plan.last_event_id
        return own


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
