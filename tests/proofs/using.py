"""What people do with a server all day: each kind of use, and what must be there of it afterwards."""

import random
import threading
import time
from collections import Counter
from itertools import count
from typing import Any

from tests.model_peer import tokens
from tests.proofs.insisting import Insisting, LostError
from tests.served import Caller

ALL = "/v1/characters"
STUDIO = "/studio/v1/workspaces/default/characters"
REVOKED_WITHIN = 1.0
REPEATED = 5
"""Among so many creates one of an earlier one, as by a client who didn't hear the answer."""

MOST = 12
"""Characters that one client has at a time."""


class Use:
    """One client, who does a turn after another. `lost` and `doubled` are in words."""

    pause = 0.05

    def __init__(self, who: Caller) -> None:
        self.who = who
        self.asking = Insisting(who)
        self.lost: list[str] = []
        self.doubled: list[str] = []
        self.turns = 0
        self._numbers = count()

    def work(self, until: threading.Event) -> None:
        """Until told to stop, and what is begun then is done."""
        while not until.is_set():
            try:
                self.turn()
            except LostError as lost:
                self.lost.append(str(lost))
                self.anew()
            self.turns += 1
            time.sleep(random.uniform(0, self.pause * 2))
        self.asking.close()

    def turn(self) -> None:
        """One turn; raises LostError."""
        raise NotImplementedError

    def anew(self) -> None:
        """Go on without what was lost."""

    def check(self) -> None:
        """Hold what is there to what was acknowledged."""

    def key(self, number: int) -> str:
        """An idempotency key."""
        return f"{id(self)}-{number}"


class Making(Use):
    """Makes characters, and is shown them; changes some, deletes the oldest, and asks for earlier ones once more by their keys."""

    def __init__(self, who: Caller) -> None:
        super().__init__(who)
        self._mine: dict[str, str] = {}  # what each says, as last acknowledged
        self._gone: set[str] = set()
        self._twins: set[str] = set()  # that should never have been
        self._made: list[tuple[str, Any, str]] = []  # under which key, of what, and its id
        self.repeated = 0

    def turn(self) -> None:
        number = next(self._numbers)
        word = f"w{self.who.handle[2:]}{number}"
        character = {"name": f"Nora {word}", "prompt": {"definition": word}, "visibility": "public"}
        made = self.asking.done("POST", ALL, {"character": character}, key=self.key(number))
        self._mine[made["id"]] = word
        self._made.append((self.key(number), character, made["id"]))
        if self._definition(made["id"]) != word:
            raise LostError(f"{made['id']} is not shown as it was made")
        if number % 4 == 0 and not self.asking.done("GET", f"/v1/explore?q={word}")["items"]:
            raise LostError(f"{made['id']} is not found")
        self._change(random.choice([*self._mine]), number)
        if len(self._mine) > MOST:
            self._delete(next(iter(self._mine)))
        if number % REPEATED == 0:
            self._repeat(*random.choice(self._made))

    def anew(self) -> None:
        there = self._there()
        for one in [one for one in self._mine if there.get(one) != self._mine[one]]:
            del self._mine[one]

    def check(self) -> None:
        there = self._there()
        for one, word in self._mine.items():
            if there.get(one) != word:
                self.lost.append(f"{one} says {there.get(one)!r} and not {word!r}")
        self.lost += [f"{one} was deleted and is there" for one in there.keys() & self._gone]
        words = Counter(word.partition(" ")[0] for word in there.values())
        self.doubled += [f"{word} was made {times} times" for word, times in words.items() if times > 1]
        self.doubled += [
            f"{one} is nobody's" for one in there.keys() - self._gone - self._mine.keys() if not self.lost
        ]

    def _definition(self, one: str) -> str:
        return str(self.asking.done("GET", f"{ALL}/{one}")["character"]["prompt"]["definition"])

    def _change(self, one: str, number: int) -> None:
        word = f"{self._mine[one].partition(' ')[0]} {number}"
        self.asking.done("PATCH", f"{ALL}/{one}", {"character": {"prompt": {"definition": word}}})
        self._mine[one] = word
        if self._definition(one) != word:
            raise LostError(f"{one} is not shown as it was changed")

    def _repeat(self, key: str, character: Any, one: str) -> None:
        again = self.asking.done("POST", ALL, {"character": character}, key=key)["id"]
        self.repeated += 1
        if again != one:
            self.doubled.append(f"{key} made {one}, and then {again}")
            self._twins.add(again)

    def _delete(self, one: str) -> None:
        told = self.asking.ask("DELETE", f"{ALL}/{one}")
        if told.status == 404 and not told.again:
            raise LostError(f"{one} can't be deleted: it is not there")
        del self._mine[one]
        self._gone.add(one)

    def _there(self) -> dict[str, str]:
        items = self.asking.done("GET", f"{ALL}?limit=100")["items"]
        said = {one["id"]: one["character"]["prompt"]["definition"] for one in items}
        return {one: word for one, word in said.items() if one not in self._twins}


class Looking(Use):
    """Reads lists of all kinds."""

    PATHS = (
        f"{ALL}?limit=20",
        "/v1/explore",
        "/v1/explore?q=nora",
        "/v1/threads",
        "/v1/usage",
        "/apiListCharacters",
        STUDIO,
    )

    def turn(self) -> None:
        self.asking.done("GET", self.PATHS[self.turns % len(self.PATHS)])


class Revoking(Use):
    """Makes keys, uses them, and revokes them: a second later they open nothing, and never again."""

    pause = 0.5

    def __init__(self, who: Caller) -> None:
        super().__init__(who)
        self._revoked: list[tuple[str, float]] = []
        self._made = 0

    def turn(self) -> None:
        number = next(self._numbers)
        made = self.asking.done("POST", "/v1/keys", {"label": f"{number}"}, key=self.key(number))
        self._made += 1
        secret = made.get("key") or ""
        if secret and self._status(secret) != 200:
            raise LostError(f"the key {made['id']} opens nothing")
        if self.asking.done("DELETE", f"/v1/keys/{made['id']}")["revoked_at"] is None:
            raise LostError(f"the key {made['id']} was not revoked")
        if secret:
            self._revoked.append((secret, time.monotonic()))
        for secret, since in self._revoked[-5:]:
            if time.monotonic() - since > REVOKED_WITHIN and self._status(secret) != 401:
                raise LostError(
                    f"a key that was revoked opens something after {time.monotonic() - since:.1f} s"
                )

    def check(self) -> None:
        time.sleep(REVOKED_WITHIN)
        self.lost += ["a revoked key opens something" for key, _ in self._revoked if self._status(key) != 401]
        there = len(self.asking.done("GET", "/v1/keys")["items"]) - 1
        if there < self._made:
            self.lost.append(f"{self._made} keys were made, {there} are there")
        self.doubled += ["a key too many"] * max(0, there - self._made)

    def _status(self, secret: str) -> int:
        return self.asking.ask("GET", "/v1/account", bearer=secret).status


class Deploying(Use):
    """Changes a character in the studio, deploys it, and waits until that is done."""

    pause = 0.2

    def __init__(self, who: Caller) -> None:
        super().__init__(who)
        self._name = self._id = ""

    def turn(self) -> None:
        number = next(self._numbers)
        if not self._name:
            body = {"defaultCharacterDescription": {"givenName": f"Axeon {number}"}}
            self._name = self.asking.done("POST", STUDIO, body, key=self.key(number))["name"]
            self._id = self.asking.done("GET", f"{ALL}?limit=1")["items"][0]["id"]
        body = {"defaultCharacterDescription": {"motivation": f"Number {number}"}}
        self.asking.done("PATCH", f"/studio/v1/{self._name}", body)
        operation = self.asking.done("POST", f"/studio/v1/{self._name}:deploy")["name"]
        deadline = time.monotonic() + 90
        while not self.asking.done("GET", f"/studio/v1/{operation}").get("done"):
            if time.monotonic() > deadline:
                raise LostError(f"{operation} does not end")
            time.sleep(0.1)
        self.check()

    def anew(self) -> None:
        self._name = ""

    def check(self) -> None:
        shown = self.asking.done("GET", f"{ALL}/{self._id}")
        if shown["live_revision"] != shown["revision"]:
            self.lost.append(f"revision {shown['revision']} was deployed, {shown['live_revision']} is live")


class Talking(Use):
    """Says things, and has them answered whole, or as it comes; a reply that is cut is taken up where it was lost."""

    def __init__(self, who: Caller) -> None:
        super().__init__(who)
        self._path = ""
        self._said: dict[str, str] = {}
        self.resumed = 0

    def turn(self) -> None:
        number = next(self._numbers)
        if not self._path:
            made = self.asking.done("POST", ALL, {"character": {"name": "Nora"}}, key=self.key(number))
            thread = self.asking.done("POST", "/v1/threads", {"character": made["id"]}, key=self.key(number))
            self._path, self._said = f"/v1/threads/{thread['id']}/messages", {}
        text = f"Number {number} #mark=n{number}w #tokens=10 #pause=0.05"
        reply = self._reply(text, self.key(number))
        expected = tokens(f"n{number}w", 10)
        if reply != expected:
            raise LostError(f"what was replied is {reply!r} and not {expected!r}")
        self._said[text] = reply

    def anew(self) -> None:
        self._path = ""

    def check(self) -> None:
        items = self._there() if self._path else []
        asked = Counter(one["text"] for one in items if one["speaker"] == "user")
        replied = Counter(one["text"] for one in items if one["speaker"] != "user")
        for text, reply in self._said.items():
            if not asked[text] or not replied[reply]:
                self.lost.append(f"{text!r} and its reply are there {asked[text]} and {replied[reply]} times")
            self.doubled += [f"{text!r} was said or answered twice"] * (max(asked[text], replied[reply]) > 1)

    def _there(self) -> list[dict[str, Any]]:
        """All that was said, page by page."""
        items: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.asking.done("GET", f"{self._path}?limit=1000&all=true&cursor={cursor}")
            items += page["items"]
            if not (cursor := page["next_cursor"] or ""):
                return items

    def _reply(self, text: str, key: str) -> str:
        return str(self.asking.done("POST", self._path, {"text": text}, key=key)["reply"]["text"])


class Listening(Talking):
    """The same, as events."""

    def _reply(self, text: str, key: str) -> str:
        heard, reply_id, last, ended = "", "", "", False
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            events = (
                self.asking.stream("GET", f"{self._path}/{reply_id}/events", after=last)
                if last
                else self.asking.stream("POST", self._path, {"text": text, "stream": True}, key=key)
            )
            for event in events:
                reply_id = event.data["reply"] if event.name == "begin" else reply_id
                last = event.id or last
                heard += event.data["text"] if event.name == "text" else ""
                ended = ended or event.name == "end"
                if event.name == "problem":
                    raise LostError(f"a reply ended with {event.data}")
            if ended:
                return heard
            self.resumed += 1
            time.sleep(0.1)
        raise LostError(f"a reply that was cut can't be taken up: {self.asking.troubles[-1:]}")


KINDS: tuple[tuple[type[Use], int], ...] = (
    (Making, 4),
    (Looking, 2),
    (Talking, 2),
    (Listening, 3),
    (Revoking, 1),
    (Deploying, 1),
)
