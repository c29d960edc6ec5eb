"""Somebody at work in a workspace, through a served process."""

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import httpx2
from tests.served import Caller

ROOT = "/studio/v1/"
DCD = "defaultCharacterDescription"
DCA = "defaultCharacterAssets"


class Refused(Exception):
    """An answer that is no success: its HTTP status, and gRPC's number and the sentence in its body."""

    def __init__(self, answer: httpx2.Response) -> None:
        body = answer.json()
        super().__init__(f"{answer.status_code} {body}")
        self.status = answer.status_code
        self.code: int = body["code"]
        self.message: str = body["message"]
        assert set(body) == {"code", "message", "details"}
        assert body["details"] == []


class Studio:
    """A workspace of somebody's. Characters are called by their whole resource names."""

    def __init__(self, who: Caller, workspace: str = "magic_world") -> None:
        self.who = who
        self.workspace = f"workspaces/{workspace}"

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """The JSON of an answer; raises Refused. The path begins after the version."""
        answer = self.who.send(method, ROOT + path, **options)
        if answer.status_code != 200:
            raise Refused(answer)
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def create(self, body: Any = None, **options: Any) -> Any:
        options = options if body is None else {"json": body} | options
        return self.ask("POST", f"{self.workspace}/characters", **options)

    def named(self, given_name: str, **fields: Any) -> str:
        """The resource name of a new character."""
        return str(self.create({DCD: {"givenName": given_name} | fields})["name"])

    def get(self, name: str, query: str = "") -> Any:
        return self.ask("GET", name + query)

    def patch(self, name: str, body: Any = None, mask: str | None = None, **options: Any) -> Any:
        options = options if body is None else {"json": body} | options
        return self.ask("PATCH", name if mask is None else f"{name}?updateMask={mask}", **options)

    def delete(self, name: str) -> None:
        assert self.ask("DELETE", name) == {}

    def page(self, **query: Any) -> Any:
        found = self.ask("GET", f"{self.workspace}/characters", params=query)
        assert set(found) == {"characters", "nextPageToken"}
        return found

    def pages(self, **query: Any) -> Iterator[list[str]]:
        """The last segments of the names, page by page to the end."""
        token = ""
        while True:
            found = self.page(pageToken=token, **query)
            yield [shown["name"].rpartition("/")[2] for shown in found["characters"]]
            token = found["nextPageToken"]
            if not token:
                return

    def list(self, **query: Any) -> list[str]:
        return [name for page in self.pages(**query) for name in page]

    def deploy(self, name: str) -> Any:
        return self.ask("POST", f"{name}:deploy")

    def deployed(self, name: str) -> Any:
        """The operation of a new deployment, once it has ended."""
        return self.ended(self.deploy(name)["name"])

    def ended(self, operation: str, within: float = 60) -> Any:
        deadline = monotonic() + within
        while not (found := self.get(operation))["done"]:
            assert monotonic() < deadline, found
            sleep(0.01)
        return found


def at(tree: Any, path: str) -> Any:
    """What a tree has at a dotted path; KeyError where it has nothing."""
    for step in path.split("."):
        tree = tree[step]
    return tree


def tree_of(path: str, value: Any) -> dict[str, Any]:
    """The smallest body that has a value at a dotted path."""
    for step in reversed(path.split(".")):
        value = {step: value}
    assert isinstance(value, dict)
    return value
