"""Somebody who talks with a character as the vendor's clients do."""

import json
from typing import Any, NamedTuple, Self

import httpx2
from tests.dialects.convai.studio import created, said
from tests.served import Caller

RESPONSE = "/character/getResponse"


class Player(NamedTuple):
    """Somebody and a character, who need not be theirs."""

    who: Caller
    identity: str

    @classmethod
    def of(cls, who: Caller, **fields: Any) -> Self:
        """Somebody with a new character."""
        return cls(who, created(who, **fields))

    def ask(self, text: str, session: Any = "-1", **more: Any) -> httpx2.Response:
        body = {"charID": self.identity, "userText": text, "sessionID": session, "voiceResponse": "True"}
        return self.who.post(RESPONSE, body | more)

    def say(self, text: str, session: Any = "-1", **more: Any) -> Any:
        return said(self.ask(text, session, **more))

    def events(self, text: str, session: Any = "-1", **more: Any) -> list[Any]:
        """What comes of a stream, one by one."""
        answer = self.ask(text, session, stream="True", **more)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.text.splitlines() if line and not line.startswith(":")]
        assert all(line.startswith("data: ") for line in lines)
        return [json.loads(line.removeprefix("data: ")) for line in lines]

    def threads(self) -> list[Any]:
        found: list[Any] = said(self.who.get("/v1/threads"))["items"]
        return found

    def messages(self, session: str) -> list[Any]:
        """What was said in a session, oldest first."""
        thread = f"{session[:8]}-{session[8:12]}-{session[12:16]}-{session[16:20]}-{session[20:]}"
        found: list[Any] = said(self.who.get(f"/v1/threads/{thread}/messages"))["items"]
        return found

    def texts(self, session: str) -> list[str]:
        return [one["text"] for one in self.messages(session)]
