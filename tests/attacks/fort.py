"""Servers that are attacked: a whole one, and ones of which a guard is taken away; and somebody with a session there."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2
from tests.served import Caller, Served
from tests.studio.signing_in import session_token

from greenroom.accounts.sessions.cookies import SESSION

COOKIE = SESSION.name(secure=False)
WEAKENED = Path(__file__).with_name("weakened.py")


def weak(guard: str) -> type[Served]:
    """A server without one of its guards; see `weakened`."""
    return type(f"Without_{guard}", (Served,), {"program": (str(WEAKENED), guard)})


class Browser:
    """Somebody's browser, without scripts: it keeps cookies, and follows nothing."""

    def __init__(self, served: Served, who: Caller | None = None) -> None:
        self.served = served
        self.cookies = httpx2.Cookies()
        if who:
            self.cookies.set(COOKIE, session_token(served, who.account_id))

    def ask(self, method: str, path: str, headers: Mapping[str, str], **body: Any) -> httpx2.Response:
        url = self.served.url
        with httpx2.Client(base_url=url, timeout=60, trust_env=False, cookies=self.cookies) as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            answer = client.request(method, path, headers=named, **body)
            self.cookies = client.cookies
        return answer

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return self.ask("GET", path, headers)

    def post(
        self, path: str, fields: Mapping[str, str] | None = None, files: Any = None, **headers: str
    ) -> httpx2.Response:
        """A form without anything that proves it ours."""
        return self.ask("POST", path, headers, data=dict(fields or {}), files=files)

    def send(self, path: str, fields: Mapping[str, str] | None = None, files: Any = None) -> httpx2.Response:
        """A form as one of our own pages has it."""
        return self.post(path, dict(fields or {}) | {"csrf": self.csrf()}, files)

    def csrf(self) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get("/account").text)
        assert found
        return found[1]
