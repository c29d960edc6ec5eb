"""Two accounts, all dialects, any order: on SQLite and on PostgreSQL the same requests have the same answers.

The same but for ids, times, tokens and addresses, which must stand in the same places and for the same things.
A few short runs in the everyday suite; `GREENROOM_LONG=1` makes many long ones.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    multiple,
    rule,
    run_state_machine_as_test,
)
from tests.conftest import LONG, PostgresServer
from tests.laws.surfaces import SURFACES
from tests.served import Caller, Served

STEPS, EXAMPLES = (50, 2000) if LONG else (40, settings().max_examples // 10)
ALL = "/v1/characters"
STUDIO = "/studio/v1/workspaces/default/characters"
WORLD = "/api/context/characters/default/default"
MOST_POLLS = 1000

_TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?"
_OPAQUE = re.compile(
    rf"({_TIME}|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}|http://127\.0\.0\.1:\d+"
    r"|(?<=/c/)[A-Za-z0-9]+|-[a-z]{5}(?![A-Za-z0-9_-])|[A-Za-z0-9_.-]{15,})"
)
"""Times; UUIDs, addresses, share links, endings of slugs, and everything else that is long and without a blank."""

_WHOLE = re.compile(r"(.+)")


class Likeness:
    """What stands for what in two worlds, learned as their answers are compared."""

    def __init__(self) -> None:
        self._left: dict[str, str] = {}
        self._right: dict[str, str] = {}

    def check(self, left: Any, right: Any, path: str = "$") -> None:
        """Both say the same; AssertionError where they don't."""
        assert type(left) is type(right), (path, left, right)
        if isinstance(left, dict):
            assert list(left) == list(right), path
            for name, value in left.items():
                self.check(value, right[name], f"{path}.{name}")
        elif isinstance(left, list):
            assert len(left) == len(right), path
            for at, (one, other) in enumerate(zip(left, right, strict=True)):
                self.check(one, other, f"{path}[{at}]")
        elif isinstance(left, str):
            self._check_text(left, right, path)
        else:
            assert left == right, path

    def _check_text(self, left: str, right: str, path: str) -> None:
        opaque = _WHOLE if path.endswith((".share_id", ".shortAlias")) else _OPAQUE
        ours, theirs = opaque.split(left), opaque.split(right)
        assert ours[::2] == theirs[::2], path
        for one, other in zip(ours[1::2], theirs[1::2], strict=True):
            if re.fullmatch(_TIME, one):
                assert re.fullmatch(_TIME, other), path
            else:
                paired = self._left.setdefault(one, other), self._right.setdefault(other, one)
                assert paired == (other, one), path


class World(NamedTuple):
    """An engine, and who lives there; `ids` are those of characters, by the names that the machine gave them."""

    people: tuple[Caller, Caller]
    ids: dict[str, str]

    def ask(self, who: int, method: str, path: str, body: Any) -> httpx2.Response:
        filled = re.sub(r"\{(\w+)\}", lambda found: self.ids[found[1]], path)
        sent = {} if body is None else {"content": _with_id(body, self.ids).encode()}
        headers = {"x-request-id": "same", "content-type": "application/json"}
        return self.people[who].send(method, filled, headers=headers, **sent)


def _with_id(body: Any, ids: Mapping[str, str]) -> str:
    """A body as JSON; a value of its own that is `{name}` is an id."""
    if isinstance(body, dict):
        body = {
            name: ids.get(value[1:-1], value) if isinstance(value, str) and value[:1] == "{" else value
            for name, value in body.items()
        }
    return json.dumps(body)


people = st.sampled_from([0, 1])
rarely = st.sampled_from([0, 0, 0, 1])
names = st.sampled_from(["Nora", "nora", "Élise", "黒猫の魔女", "Axeon the Enchanted", "x" * 40, "", " "])
bodies = {surface.name: surface.bodies for surface in SURFACES}

MADE: dict[str, tuple[str, Any]] = {
    "native": (ALL, lambda name: {"character": {"name": name}}),
    "roleplay": (
        "/apiCreateCharacter",
        lambda name: {"name": name, "definition": "d", "greetings": ["Hi."]},
    ),
    "inworld": (STUDIO, lambda name: {"defaultCharacterDescription": {"givenName": name}}),
    "replr": ("/v1/replrs", lambda name: {"name": name, "instructions": "i", "is_public": True}),
    "npcbuilder": (WORLD, lambda name: {"name": name, "age": "middleAged"}),
    "convai": ("/character/create", lambda name: {"charName": name, "voiceType": "MALE", "backstory": "b"}),
}
READ = {
    "native": ("GET", f"{ALL}/{{c}}"),
    "views": ("GET", f"{ALL}/{{c}}/views"),
    "card": ("GET", f"{ALL}/{{c}}/export?format=chara_card_v2"),
    "revisions": ("GET", f"{ALL}/{{c}}/revisions"),
    "difference": ("GET", f"{ALL}/{{c}}/revisions/2/diff"),
    "places": ("GET", f"{ALL}/{{c}}/places"),
    "roleplay": ("GET", "/apiListCharacters?id={c}"),
    "replr": ("GET", "/v1/replrs/{c}"),
    "inworld": ("GET", f"{STUDIO}/{{c}}"),
    "npcbuilder": ("GET", f"{WORLD}/{{c}}"),
    "convai": ("GET", "/character/get?character_id={c}"),
    "triggers": ("POST", "/character/narrative/list-triggers"),
}
LISTS = [
    *(
        "/v1/characters?limit=3",
        "/v1/usage",
        "/v1/places",
        "/apiListCharacters",
        "/apiListCharacters?limit=2",
    ),
    *("/v1/replrs?sort=name", "/v1/replrs?sort=updated_at&limit=2&offset=1", "/v1/replrs/explore"),
    *(
        "/v1/replrs/explore?sort=recent&search=nor",
        "/v1/explore",
        "/v1/explore?q=魔女",
        "/v1/explore?q=elise",
    ),
    *("/v1/explore?sort=recent&limit=1", "/v1/explore?sort=trending", "/character/list", WORLD),
    *(STUDIO, f"{STUDIO}?pageSize=2", f'{STUDIO}?filter=default_character_description.given_name="Nora"'),
]
PAGED = {
    f"{ALL}?limit=1": ("cursor", "next_cursor"),
    "/v1/explore?sort=recent&limit=1": ("cursor", "next_cursor"),
    "/v1/explore?sort=popular&limit=2": ("cursor", "next_cursor"),
    f"{STUDIO}?pageSize=1": ("pageToken", "nextPageToken"),
}
"""Lists, how the next page is asked for, and where its token is."""

UPDATE = {
    "roleplay": ("POST", "/apiUpdateCharacter", "id"),
    "replr": ("PATCH", "/v1/replrs/{c}", ""),
    "inworld": ("PATCH", f"{STUDIO}/{{c}}", ""),
    "npcbuilder": ("PATCH", f"{WORLD}/{{c}}", ""),
    "convai": ("POST", "/character/update", "charID"),
}
VERBS = {
    "publish": ("POST", f"{ALL}/{{c}}/publish"),
    "share": ("POST", f"{ALL}/{{c}}/share"),
    "unshare": ("DELETE", f"{ALL}/{{c}}/share"),
    "restore": ("POST", f"{ALL}/{{c}}/revisions/1/restore"),
}
DELETE = {
    "native": ("DELETE", f"{ALL}/{{c}}", None),
    "roleplay": ("POST", "/apiDeleteCharacter", "id"),
    "replr": ("DELETE", "/v1/replrs/{c}", None),
    "inworld": ("DELETE", f"{STUDIO}/{{c}}", None),
    "npcbuilder": ("DELETE", f"{WORLD}/{{c}}", None),
    "convai": ("POST", "/character/delete", "charID"),
}
_C = {"character_id": "{c}"}
NEIGHBOURS: list[tuple[str, str, Any]] = [
    ("POST", "/character/narrative/create-section", _C | {"section_name": "Gate", "objective": "o"}),
    ("POST", "/character/narrative/list-sections", _C),
    ("POST", "/character/narrative/create-trigger", _C | {"trigger_name": "Bell"}),
    ("POST", "/character/narrative/create-trigger", _C | {"trigger_name": "Gong", "trigger_message": "g"}),
    ("POST", "/character/narrative/list-triggers", _C),
    ("POST", "/character/toggle-is-narrative-driven", _C | {"is_narrative_driven": True}),
    ("POST", "/character/narrative/get-current-section", _C | {"session_id": "evening"}),
    ("POST", "/character/knowledge-bank/list", _C),
    ("PUT", f"{ALL}/{{c}}/places/npcbuilder", {"container": "game/w"}),
    ("PUT", f"{ALL}/{{c}}/places/npcbuilder", {"container": "default/default"}),
    ("PUT", f"{ALL}/{{c}}/places/inworld", {"container": "nowhere"}),
]
"""What is asked about one character."""

ACCOUNT: list[tuple[str, str, Any]] = [
    ("POST", "/api/context/world/game?world_id=w", {"name": "W", "lore": "l", "x": [1.0, 1]}),
    ("POST", "/api/context/region/game/w?region_id=r", {"name": "R"}),
    ("POST", "/api/context/location/game/w/r?location_id=l", {"role": "inn"}),
    ("POST", "/api/context/characters/game/w?region_id=r&location_id=l", {"name": "Host"}),
    ("PATCH", "/api/context/world/game/w", {"creatures": "Orcs", "lore": None}),
    ("GET", "/api/context/world/game/w", None),
    ("GET", "/api/context/characters/game/w", None),
    ("DELETE", "/api/context/region/game/w/r", None),
    ("DELETE", "/api/context/world/game/w", None),
    ("POST", "/user/speaker/new", {"name": "Ann"}),
    ("POST", "/user/speaker/list", None),
    ("POST", "/functions/create", {"name": "f", "description": "d", "source_code": "s"}),
    ("POST", "/functions/list", {"per_page": 2}),
    ("POST", "/character/knowledge-bank/upload", {"file": "x", "file_name": "x.txt"}),
    ("POST", "/v1/keys", {"label": "k", "scopes": ["read"]}),
    ("POST", "/v1/imports", {"spec": "chara_card_v2", "data": {"name": "Card", "tags": ["é"]}}),
]
"""What is asked about none."""

CHANGES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "name": names,
        "visibility": st.sampled_from(["private", "unlisted", "public", "secret"]),
        "category": st.sampled_from(["companion", "assistant", "other words"]),
        "tags": st.lists(st.text(max_size=3), max_size=2) | st.none(),
        "blurb": st.sampled_from(["Café au lait", "猫", ""]) | st.text(max_size=5),
        "knowledge": st.just({"facts": [{"text": "a"}, {"text": "b"}]}) | st.none(),
    },
)


class Engines(RuleBasedStateMachine):
    """Everything that is done is done in both worlds; `servers` are set by the test."""

    servers: tuple[Served, Served]
    characters: Bundle[str] = Bundle("characters")

    def __init__(self) -> None:
        super().__init__()
        self.likeness = Likeness()
        self.worlds = [World((one.newcomer(), one.newcomer()), {}) for one in self.servers]
        self.owners: dict[str, int] = {}

    def both(self, who: int, method: str, path: str, body: Any = None) -> Any:
        """What both answer to the same request: the status, and each its body."""
        answers = [world.ask(who, method, path, body) for world in self.worlds]
        (status, other), texts = (one.status_code for one in answers), [one.text for one in answers]
        assert status == other, (method, path, texts)
        assert status < 500, texts
        left, right = (json.loads(text, parse_float=str) for text in texts)
        self.likeness.check(left, right, f"{method} {path} $")
        return status, left, right

    @rule(target=characters, who=people, via=st.sampled_from(sorted(MADE)), name=names)
    def create(self, who: int, via: str, name: str) -> str | MultipleResults[str]:
        path, body = MADE[via]
        if self.both(who, "POST", path, body(name))[0] >= 400:
            return multiple()
        _, *lists = self.both(who, "GET", f"{ALL}?limit=1")
        return self._made(who, [one["items"][0]["id"] for one in lists])

    @rule(foreign=rarely, via=st.sampled_from(sorted(UPDATE)), one=characters, data=st.data())
    def update(self, foreign: int, via: str, one: str, data: st.DataObject) -> None:
        method, path, identity = UPDATE[via]
        body = data.draw(bodies[via])
        self.both(
            self.owners[one] ^ foreign,
            method,
            _of(path, one),
            body | {identity: _of("{c}", one)} if identity else body,
        )

    @rule(foreign=rarely, one=characters, changes=CHANGES)
    def patch(self, foreign: int, one: str, changes: dict[str, Any]) -> None:
        self.both(self.owners[one] ^ foreign, "PATCH", _of(f"{ALL}/{{c}}", one), {"character": changes})

    @rule(foreign=rarely, one=characters, said=st.sampled_from(["private", "unlisted", "public"]))
    def show(self, foreign: int, one: str, said: str) -> None:
        self.both(
            self.owners[one] ^ foreign,
            "POST",
            "/apiUpdateCharacter",
            {"id": _of("{c}", one), "visibility": said},
        )

    @rule(foreign=rarely, verb=st.sampled_from(sorted(VERBS)), one=characters)
    def act(self, foreign: int, verb: str, one: str) -> None:
        method, path = VERBS[verb]
        self.both(self.owners[one] ^ foreign, method, _of(path, one))

    @rule(foreign=rarely, one=characters)
    def deploy(self, foreign: int, one: str) -> None:
        status, *begun = self.both(self.owners[one] ^ foreign, "POST", _of(f"{STUDIO}/{{c}}:deploy", one))
        if status == 200:
            done = [
                self._ended(world, self.owners[one], of) for world, of in zip(self.worlds, begun, strict=True)
            ]
            self.likeness.check(*done)

    @rule(foreign=rarely, via=st.sampled_from(sorted(READ)), one=characters)
    def read(self, foreign: int, via: str, one: str) -> None:
        method, path = READ[via]
        body = {"character_id": _of("{c}", one)} if method == "POST" else None
        self.both(self.owners[one] ^ foreign, method, _of(path, one), body)

    @rule(foreign=rarely, asked=st.sampled_from(NEIGHBOURS), one=characters)
    def visit(self, foreign: int, asked: tuple[str, str, Any], one: str) -> None:
        method, path, body = asked
        named = {name: _of(value, one) if value == "{c}" else value for name, value in body.items()}
        self.both(self.owners[one] ^ foreign, method, _of(path, one), named)

    @rule(who=people, asked=st.sampled_from(ACCOUNT))
    def keep(self, who: int, asked: tuple[str, str, Any]) -> None:
        self.both(who, *asked)

    @rule(who=people, path=st.sampled_from(LISTS))
    def look(self, who: int, path: str) -> None:
        self.both(who, "GET", path)

    @rule(who=people, path=st.sampled_from(sorted(PAGED)))
    def walk(self, who: int, path: str) -> None:
        """A list, page by page."""
        parameter, field = PAGED[path]
        _, *pages = self.both(who, "GET", path)
        while pages[0].get(field):
            for world, page in zip(self.worlds, pages, strict=True):
                world.ids["token"] = quote(page[field])
            _, *pages = self.both(who, "GET", f"{path}&{parameter}={{token}}")

    @rule(target=characters, foreign=rarely, one=characters)
    def clone(self, foreign: int, one: str) -> str | MultipleResults[str]:
        status, *copies = self.both(
            self.owners[one] ^ foreign, "POST", "/user/clone_character", {"charID": _of("{c}", one)}
        )
        if status >= 400:
            return multiple()
        return self._made(self.owners[one], [copy["charID"] for copy in copies])

    @rule(foreign=rarely, via=st.sampled_from(sorted(DELETE)), one=consumes(characters))
    def delete(self, foreign: int, via: str, one: str) -> None:
        method, path, identity = DELETE[via]
        self.both(
            self.owners[one] ^ foreign,
            method,
            _of(path, one),
            {identity: _of("{c}", one)} if identity else None,
        )

    def teardown(self) -> None:
        """What is left is the same too; then it goes, for the next run's lists to be short."""
        for who in (0, 1):
            for path in LISTS:
                self.both(who, "GET", path)
            for one in self.owners:
                self.both(who, "GET", _of(f"{ALL}/{{c}}/views", one))
                self.both(who, "DELETE", _of(f"{ALL}/{{c}}", one))

    def _made(self, who: int, ids: list[str]) -> str:
        name = f"c{len(self.owners)}"
        self.owners[name] = who
        for world, identity in zip(self.worlds, ids, strict=True):
            world.ids[name] = identity
        return name

    def _ended(self, world: World, who: int, operation: Any) -> Any:
        for _ in range(MOST_POLLS):
            shown = world.ask(who, "GET", f"/studio/v1/{operation['name']}", None).json()
            if shown["done"]:
                return shown
        raise AssertionError("it is never done")


def _of(text: str, one: str) -> str:
    """A path or value about one character."""
    return text.replace("{c}", f"{{{one}}}")


@pytest.fixture(scope="module")
def servers(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[tuple[Served, Served]]:
    """Two servers for nobody else, since everybody's public characters are compared."""
    folder: Path = tmp_path_factory.mktemp("engines")
    with postgres_server.database("template0") as url:
        settings_of = {"roleplay_avatar_required": "false"}
        with (
            Served(folder / "left", str(folder / "left.db"), **settings_of) as left,
            Served(folder / "right", url, **settings_of) as right,
        ):
            yield left, right


@pytest.mark.timeout(10_800 if LONG else 300)
def test_both_engines_give_the_same_answers(servers: tuple[Served, Served]) -> None:
    Engines.servers = servers
    run_state_machine_as_test(
        Engines,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],  # to shrink takes minutes
        ),
    )


DIFFERENT = [
    (1, 2),
    ("a", "b"),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ([1], [1, 1]),
    (1, True),
    (["0123456789abcdef", "x"], ["fedcba9876543210", "y"]),
    (["0123456789abcdef", "0123456789abcdef"], ["fedcba9876543210", "0123456789abcdef"]),
    ("2026-11-26T07:00:00Z", "0123456789abcdef"),
    ({"id": "01900000-0000-7000-8000-000000000000"}, {"id": None}),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_what_differs_is_seen(left: Any, right: Any) -> None:
    with pytest.raises(AssertionError):
        Likeness().check(left, right)
