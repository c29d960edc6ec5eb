"""Conversations, personas and scenes without a browser: by forms, by strangers, and by scripts that are cut off."""

import json
import re
from typing import Any, NamedTuple

import httpx2
import pytest
from tests.attacks.fort import Browser
from tests.dialects.roleplay.bodies import created
from tests.model_peer import tokens
from tests.served import Caller, Served, png
from tests.studio.signing_in import session_token
from tests.studio.talking import begun

from greenroom.accounts.sessions.cookies import SESSION

EVENTS = {"accept": "text/event-stream, application/json"}


class Visitor:
    """Somebody with a browser that runs no scripts."""

    def __init__(self, who: Caller) -> None:
        self.who = who
        token = session_token(who.served, who.account_id)
        self.headers = {"cookie": f"{SESSION.name(secure=False)}={token}"}
        page = self.get("/account").text
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found
        self.csrf = found[1]

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return self.who.served.http.get(path, headers=self.headers | headers)

    def post(self, path: str, headers: dict[str, str] | None = None, /, **fields: str) -> httpx2.Response:
        return self.who.served.http.post(
            path, headers=self.headers | (headers or {}), data={"csrf": self.csrf} | fields
        )

    def made(self, path: str, **fields: str) -> str:
        """What a form leads to."""
        answer = self.post(path, **fields)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])


class Talk(NamedTuple):
    visitor: Visitor
    path: str
    reply_id: str
    message_id: str


@pytest.fixture
def talk(served: Served) -> Talk:
    """A conversation of Ada's in which something was said and answered."""
    visitor = Visitor(served.newcomer())
    path = f"/chats/{begun(visitor.who)}"
    assert visitor.made(f"{path}/say", text="Hello.") == f"{path}#end"
    said = visitor.who.get(f"/v1/threads{path.removeprefix('/chats')}/messages").json()["items"]
    return Talk(visitor, path, said[-1]["id"], said[1]["id"])


def events(text: str) -> list[tuple[str, str, Any]]:
    """Kind, id and data of each event."""
    found = re.findall(r"id: (\S+)\nevent: (\w+)\ndata: (.*)\n\n", text)
    return [(kind, identity, json.loads(data)) for identity, kind, data in found]


def test_all_of_it_works_without_a_script(talk: Talk) -> None:
    visitor, path = talk.visitor, talk.path
    assert tokens().strip() in visitor.get(path).text
    visitor.made(f"{path}/answer", parent=talk.message_id)
    assert "2/2" in visitor.get(path).text
    visitor.made(f"{path}/messages/{talk.reply_id}/select")
    assert "1/2" in visitor.get(path).text
    visitor.made(f"{path}/continue")
    visitor.made(f"{path}/messages/{talk.message_id}/edit", text="Good evening.")
    assert "Good evening." in visitor.get(path).text
    visitor.made(path, title="By the river")
    assert "By the river" in visitor.get("/chats").text
    visitor.made(f"{path}/messages/{talk.message_id}/delete")
    assert "Good evening." not in visitor.get(path).text
    assert visitor.made(f"{path}/delete") == "/chats"
    assert visitor.get(path).status_code == 404


def test_a_script_hears_of_a_reply_as_it_comes_and_again(talk: Talk) -> None:
    answer = talk.visitor.post(f"{talk.path}/say", EVENTS, text="Again #mark=more")
    heard = events(answer.text)
    assert (heard[0][0], heard[-1][0]) == ("begin", "end")
    assert "".join(data["text"] for kind, _, data in heard if kind == "text") == tokens("more")
    reply_id = heard[0][2]["reply"]
    at = next(number for number, (kind, _, _) in enumerate(heard) if kind == "text")
    again = talk.visitor.get(f"{talk.path}/replies/{reply_id}", **{"last-event-id": heard[at][1]})
    assert events(again.text) == heard[at + 1 :]
    other = talk.visitor.get(f"{talk.path}/replies/{reply_id}", **{"last-event-id": "another.1.1"} | EVENTS)
    assert other.status_code == 400
    assert "Last-Event-ID" in other.json()["said"]


def test_a_reply_that_nobody_makes_any_more_is_told_from_its_row(talk: Talk) -> None:
    heard = events(talk.visitor.get(f"{talk.path}/replies/{talk.reply_id}").text)
    assert heard[-1][0] == "end"
    other = talk.message_id[:-1] + ("1" if talk.message_id[-1] == "0" else "0")
    assert talk.visitor.get(f"{talk.path}/replies/{other}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/prompt"),
        ("GET", "/replies/{reply_id}"),
        ("POST", ""),
        ("POST", "/delete"),
        ("POST", "/say"),
        ("POST", "/answer"),
        ("POST", "/continue"),
        ("POST", "/replies/{reply_id}/stop"),
        ("POST", "/messages/{message_id}/select"),
        ("POST", "/messages/{message_id}/edit"),
        ("POST", "/messages/{message_id}/delete"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_nobody_else_reads_or_changes_a_conversation(
    method: str, path: str, *, streamed: bool, talk: Talk
) -> None:
    stranger = Visitor(talk.visitor.who.served.newcomer())
    address = (talk.path + path).format_map(talk._asdict())
    before = talk.visitor.get(talk.path).text
    headers = EVENTS if streamed else {}
    sent = (
        stranger.get(address, **headers)
        if method == "GET"
        else stranger.post(address, headers, text="Hi", title="x")
    )
    # a form that wanted a reply is led back to a page that isn't there for them
    assert sent.status_code == 404 or (sent.status_code == 303 and stranger.get(talk.path).status_code == 404)
    assert "Hello." not in sent.text
    own = f"/chats/{begun(stranger.who)}"  # beneath one's own, another's ids lead nowhere
    if path.startswith(("/replies", "/messages")):
        beneath = (own + path).format_map(talk._asdict())
        sent = stranger.get(beneath) if method == "GET" else stranger.post(beneath, headers, text="Hi")
        assert sent.status_code == 404
    assert _without_times(talk.visitor.get(talk.path).text) == _without_times(before)


def _without_times(text: str) -> str:
    return re.sub(r"\d+ \w+ ago|just now", "", text)


@pytest.mark.parametrize("path", ["/say", "/delete", "", "/continue"])
def test_a_form_of_another_site_does_nothing(path: str, talk: Talk) -> None:
    for headers, csrf in (({"origin": "https://evil.example"}, talk.visitor.csrf), ({}, "guessed")):
        answer = talk.visitor.who.served.http.post(
            talk.path + path, headers=talk.visitor.headers | headers, data={"csrf": csrf, "text": "Hi"}
        )
        assert answer.status_code == 403


def test_a_session_that_ends_ends_its_stream(served: Served) -> None:
    visitor = Visitor(served.newcomer())
    path = f"/chats/{begun(visitor.who)}"
    data = {"csrf": visitor.csrf, "text": "#tokens=5 #then=silence"}  # by itself it would never end
    with served.http.stream("POST", f"{path}/say", headers=visitor.headers | EVENTS, data=data) as answer:
        pieces = answer.iter_text()
        first = next(pieces)
        visitor.made("/sign-out")
        rest = first + "".join(pieces)
    assert "event: end" not in rest
    assert "You have signed out here." in rest


def test_only_the_owner_of_a_character_sees_its_prompt(served: Served) -> None:
    owner, other = served.newcomer(), Visitor(served.newcomer())
    character = created(owner, definition="canary definition", visibility="public")
    path = other.made("/chats", character=character["id"], share="")
    assert "canary" not in other.get(path).text
    assert other.get(f"{path}/prompt").status_code == 403
    mine = Visitor(owner)
    own = mine.made("/chats", character=character["id"], share="")
    assert "canary definition" in mine.get(f"{own}/prompt").text


def test_a_share_link_opens_a_conversation_and_the_id_alone_does_not(served: Served) -> None:
    owner, other = served.newcomer(), Visitor(served.newcomer())
    character = created(owner, visibility="unlisted", issue_share_id=True)
    assert other.post("/chats", character=character["id"], share="").status_code == 404
    path = other.made("/chats", character=character["id"], share=character["share_id"])
    assert f"/c/{character['share_id']}" in other.get(path).text


def test_conversations_are_found_by_their_characters(served: Served) -> None:
    visitor = Visitor(served.newcomer())
    begun(visitor.who, name="Ångström Quell")
    begun(visitor.who, name="Mina")
    found = visitor.get("/chats?q=quel").text
    assert "Ångström Quell" in found
    assert "Mina" not in found
    assert "Ångström Quell" in visitor.get("/chats?q=angstrom").text
    assert "No conversation is called that" in visitor.get("/chats?q=zzz").text


def test_the_list_goes_on_to_its_end(served: Served) -> None:
    visitor = Visitor(served.newcomer())
    character = created(visitor.who)
    made = {visitor.made("/chats", character=character["id"]) for _ in range(30)}
    seen: list[str] = []
    link = "/chats"
    while link:
        page = visitor.get(link).text
        seen += re.findall(r'class="over" href="([^"]+)"', page)
        more = re.search(r'class="pager whole" hx-get="([^"]+)"', page)
        link = more[1].replace("&amp;", "&") if more else ""
    assert sorted(seen) == sorted(made)
    assert visitor.get("/chats?cursor=forged").status_code == 400


def test_a_persona_is_made_chosen_changed_and_removed(served: Served) -> None:
    visitor = Visitor(served.newcomer())
    character = created(visitor.who)
    chosen = {f"for-{character['id']}": "yes"}
    assert (
        visitor.made("/personas", name="Wren", description="A courier.", default="yes", **chosen)
        == "/personas"
    )
    persona = visitor.who.get("/v1/personas").json()["items"][0]
    assert (persona["default"], persona["characters"]) == (True, [character["id"]])
    visitor.made(f"/personas/{persona['id']}", name="Wren of the Weir", description="")
    changed = visitor.who.get(f"/v1/personas/{persona['id']}").json()
    assert (changed["name"], changed["default"], changed["characters"]) == ("Wren of the Weir", False, [])
    refused = visitor.post("/personas", name=" ", description="kept")
    assert refused.status_code == 400
    assert "A persona needs a name." in refused.text
    assert "kept" in refused.text
    stranger = Visitor(served.newcomer())
    for answer in (
        stranger.get(f"/personas/{persona['id']}"),
        stranger.post(f"/personas/{persona['id']}", name="Mine"),
        stranger.post(f"/personas/{persona['id']}/delete"),
    ):
        assert answer.status_code == 404
    visitor.made(f"/personas/{persona['id']}/delete")
    assert visitor.who.get("/v1/personas").json()["items"] == []


def test_a_persona_has_a_picture_if_it_likes(served: Served) -> None:
    visitor = Visitor(served.newcomer())

    def sent(path: str, data: bytes, **fields: str) -> httpx2.Response:
        return served.http.post(
            path,
            headers=visitor.headers,
            data={"csrf": visitor.csrf, "name": "Wren"} | fields,
            files={"picture": ("wren.png", data, "image/png")},
        )

    evil = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    assert sent("/personas", evil).status_code == 400
    assert sent("/personas", png()).status_code == 303
    persona = visitor.who.get("/v1/personas").json()["items"][0]
    assert f"/media/{persona['picture']}.webp" in visitor.get("/personas").text
    visitor.made(f"/personas/{persona['id']}", name="Wren")
    assert visitor.who.get(f"/v1/personas/{persona['id']}").json()["picture"] == persona["picture"]
    visitor.made(f"/personas/{persona['id']}", name="Wren", no_picture="yes")
    assert visitor.who.get(f"/v1/personas/{persona['id']}").json()["picture"] is None


def test_a_scene_in_use_is_explained_moved_and_then_removed(served: Served) -> None:
    visitor = Visitor(served.newcomer())
    character = created(visitor.who)
    cast = {f"cast-{character['id']}": "yes"}
    visitor.made("/scenes", title="The quay", description="Fog.", period="", **cast)
    visitor.made("/scenes", title="Night train", description="", period="")
    quay, train = (one["id"] for one in visitor.who.get("/v1/scenes").json()["items"])
    refused = visitor.post(f"/scenes/{quay}/delete")
    assert refused.status_code == 409
    assert "Characters are met in it." in refused.text
    visitor.made(f"/scenes/{quay}/move", to=train)
    assert visitor.who.get(f"/v1/scenes/{train}").json()["characters"] == [character["id"]]
    path = visitor.made("/chats", character=character["id"])
    assert "Night train" in visitor.get(path).text
    visitor.made(f"/scenes/{train}", title="Night train", description="", period="")
    refused = visitor.post(f"/scenes/{train}/delete")
    assert refused.status_code == 409
    assert "Conversations play in it." in refused.text
    visitor.made(path, scene="")
    visitor.made(f"/scenes/{train}/delete")
    stranger = Visitor(served.newcomer())
    for answer in (
        stranger.get(f"/scenes/{quay}"),
        stranger.post(f"/scenes/{quay}", title="Mine"),
        stranger.post(f"/scenes/{quay}/move", to=quay),
        stranger.post(f"/scenes/{quay}/delete"),
    ):
        assert answer.status_code == 404


def test_a_model_of_another_plan_is_refused(served: Served) -> None:
    visitor = Visitor(served.newcomer())
    path = f"/chats/{begun(visitor.who)}"
    assert visitor.post(path, model="no such model").status_code == 400
    visitor.made(path, model="creative")
    assert visitor.who.get(f"/v1/threads{path.removeprefix('/chats')}").json()["model"] == "creative"


def test_a_trial_ends_with_the_session_that_asked_for_it(served: Served) -> None:
    visitor = Visitor(served.newcomer())
    turns = json.dumps([{"role": "user", "text": "Hello #tokens=5 #then=silence"}])
    form = {"csrf": visitor.csrf, "core.name": "Nora", "turns": turns}
    with served.http.stream("POST", "/characters/new/try", headers=visitor.headers, data=form) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "event: text"
        visitor.made("/sign-out")
        last = [line for line in lines if line][-1]
    assert "You have signed out here." in last  # and not that the model took too long


@pytest.mark.parametrize(
    ("place", "field", "other"),
    [
        ("personas", "name", {"description": "Quiet."}),
        ("scenes", "title", {"description": "Quiet.", "period": ""}),
    ],
)
def test_what_was_changed_in_another_tab_is_told_before_it_is_written_over(
    place: str, field: str, other: dict[str, str], sqlite_served: Served
) -> None:
    browser = Browser(sqlite_served, sqlite_served.newcomer())
    browser.send(f"/{place}", {field: "First", **other})
    found = re.search(rf'href="/{place}/([0-9a-f-]{{36}})"', browser.get(f"/{place}").text)
    assert found
    one = f"/{place}/{found[1]}"
    seen = re.search(r'name="revision" value="(\d+)"', browser.get(one).text)
    assert seen
    assert browser.send(one, {field: "Theirs", "revision": seen[1], **other}).status_code == 303
    refused = browser.send(one, {field: "Mine", "revision": seen[1], **other})
    assert refused.status_code == 400
    assert "in the place of: Theirs, Quiet." in refused.text
    assert 'value="Mine"' in refused.text
    fresh = re.search(r'name="revision" value="(\d+)"', refused.text)
    assert fresh
    assert browser.send(one, {field: "Mine", "revision": fresh[1], **other}).status_code == 303
    assert "Mine" in browser.get(one).text
