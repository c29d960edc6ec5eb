"""How each operation is asked for, and what comes of it: by its name in the client, arguments and a look at the answer."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from tests.served import png

from greenroom.client import Greenroom, types

CARD = {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Vera", "description": "A pilot."}}

BOOK = {"spec": "lorebook_v3", "data": {"name": "Skies", "entries": []}}


class Stage:
    """Somebody's things, made when they are asked for."""

    def __init__(self, client: Greenroom) -> None:
        self.client = client

    @cached_property
    def character(self) -> types.Character:
        return self.client.characters.create(
            character={"name": "Nora", "greetings": {"first": "Need a job done?"}, "visibility": "public"}
        )

    @cached_property
    def key(self) -> types.Key:
        return self.client.keys.create(label="a dashboard", scopes=["read"])

    @cached_property
    def asset(self) -> types.Asset:
        return self.client.assets.create(png())

    @cached_property
    def exported(self) -> types.Operation:
        return self.client.account.export()

    @cached_property
    def lorebook(self) -> types.KeptLorebook:
        begun = self.client.imports.batch(BOOK)
        while self.client.operations.get(begun.id).finished_at is None:
            time.sleep(0.05)
        return self.client.lorebooks.list().items[0]

    @cached_property
    def persona(self) -> types.Persona:
        return self.client.personas.create(name="Ada", description="A captain.")

    @cached_property
    def scene(self) -> types.Scene:
        return self.client.scenes.create(title="The harbour")

    @cached_property
    def other_scene(self) -> types.Scene:
        return self.client.scenes.create(title="The market")

    @cached_property
    def thread(self) -> types.Thread:
        return self.client.threads.create(character=self.character.id)

    @cached_property
    def exchange(self) -> types.Exchange:
        return self.client.threads.say(self.thread.id, text="Who are you?")

    @property
    def said(self) -> types.Message:
        assert self.exchange.message
        return self.exchange.message

    @property
    def reply(self) -> types.Message:
        assert self.exchange.reply
        return self.exchange.reply


class Asking(NamedTuple):
    """The arguments by place and by name, and what the answer is held to."""

    arguments: Callable[[Stage], tuple[tuple[Any, ...], dict[str, Any]]]
    check: Callable[[Any], object]


def ask(
    *places: Callable[[Stage], Any], check: Callable[[Any], object], **named: Callable[[Stage], Any]
) -> Asking:
    def arguments(stage: Stage) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return tuple(one(stage) for one in places), {name: one(stage) for name, one in named.items()}

    return Asking(arguments, check)


def is_a(kind: type[Any]) -> Callable[[Any], object]:
    def check(answer: Any) -> None:
        assert isinstance(answer, kind), answer

    return check


def page_of(kind: type[Any]) -> Callable[[Any], object]:
    def check(page: Any) -> None:
        assert all(isinstance(one, kind) for one in page.items)
        assert page.next_cursor is None or page.items

    return check


def a_reply(answer: Any) -> None:
    events = [*answer]
    assert events[-1].reply.text == "word0 word1 word2 word3 word4 "


def an_exchange(answer: types.Exchange) -> None:
    assert answer.reply
    assert answer.reply.text.startswith("word0 ") or "word4" in answer.reply.text


def a_card(answer: Any) -> None:
    assert answer.json()["data"]["name"] == "Nora"
    assert answer.media_type == "application/json"


def an_archive(answer: Any) -> None:
    assert answer.media_type == "application/zip"
    assert answer.data.startswith(b"PK")


def character(stage: Stage) -> str:
    return stage.character.id


def lorebook(stage: Stage) -> str:
    return stage.lorebook.id


def thread(stage: Stage) -> str:
    return stage.thread.id


def said(stage: Stage) -> str:
    return stage.said.id


def reply(stage: Stage) -> str:
    return stage.reply.id


def always(value: Any) -> Callable[[Stage], Any]:
    return lambda _stage: value


YES = always(value=True)
WHOLE = always({"name": "Vera"})
CHARACTER, DELETED = is_a(types.Character), is_a(types.Deleted)

ASKING = {
    "account.get": ask(check=is_a(types.Account)),
    "account.usage": ask(check=is_a(types.Usage)),
    "account.acts": ask(check=page_of(types.Act)),
    "keys.list": ask(check=is_a(types.Keys)),
    "keys.create": ask(label=always("another"), check=lambda key: key.key.startswith("rp_")),
    "keys.revoke": ask(lambda stage: stage.key.id, check=is_a(types.Key)),
    "keys.rotate": ask(lambda stage: stage.key.id, check=is_a(types.Key)),
    "characters.list": ask(limit=always(2), check=page_of(types.Character)),
    "characters.create": ask(character=WHOLE, check=CHARACTER),
    "characters.get": ask(character, check=CHARACTER),
    "characters.replace": ask(character, character=WHOLE, check=CHARACTER),
    "characters.update": ask(character, character=always({"nickname": None}), check=CHARACTER),
    "characters.delete": ask(character, check=DELETED),
    "characters.publish": ask(character, check=CHARACTER),
    "characters.share": ask(character, check=CHARACTER),
    "characters.unshare": ask(character, check=CHARACTER),
    "characters.views": ask(character, check=is_a(types.Views)),
    "characters.stats": ask(character, check=is_a(types.Stats)),
    "characters.export": ask(character, format=always("chara_card_v2"), check=a_card),
    "characters.revisions.list": ask(character, check=page_of(types.Revision)),
    "characters.revisions.get": ask(character, always(1), check=is_a(types.WholeRevision)),
    "characters.revisions.diff": ask(character, always(1), from_=always(0), check=is_a(types.Difference)),
    "characters.revisions.restore": ask(character, always(1), check=CHARACTER),
    "characters.places.list": ask(character, check=is_a(types.Standings)),
    "characters.places.move": ask(
        character, always("inworld"), container=always("default"), check=is_a(types.Standing)
    ),
    "imports.create": ask(always(CARD), check=is_a(types.Imported)),
    "imports.batch": ask(always(CARD), check=is_a(types.Operation)),
    "lorebooks.list": ask(check=page_of(types.KeptLorebook)),
    "lorebooks.get": ask(lorebook, check=is_a(types.WholeKeptLorebook)),
    "lorebooks.give": ask(lorebook, character=character, check=CHARACTER),
    "lorebooks.delete": ask(lorebook, check=DELETED),
    "kept.list": ask(character=character, check=page_of(types.KeptFile)),
    "account.export": ask(check=is_a(types.Operation)),
    "operations.list": ask(check=page_of(types.Operation)),
    "operations.get": ask(lambda stage: stage.exported.id, check=is_a(types.Operation)),
    "exports.download": ask(lambda stage: stage.exported.id, check=an_archive),
    "explore.list": ask(q=always("nora"), sort=always("recent"), check=page_of(types.Public)),
    "assets.list": ask(check=page_of(types.Asset)),
    "assets.create": ask(always(png((1, 2, 3))), media_type=always("image/png"), check=is_a(types.Asset)),
    "assets.get": ask(lambda stage: stage.asset.id, check=is_a(types.Asset)),
    "assets.delete": ask(lambda stage: stage.asset.id, check=DELETED),
    "places.list": ask(check=is_a(types.Places)),
    "personas.list": ask(check=page_of(types.Persona)),
    "personas.create": ask(name=always("Ada"), default=YES, check=is_a(types.Persona)),
    "personas.get": ask(lambda stage: stage.persona.id, check=is_a(types.Persona)),
    "personas.update": ask(
        lambda stage: stage.persona.id, description=always(None), check=is_a(types.Persona)
    ),
    "personas.delete": ask(lambda stage: stage.persona.id, check=DELETED),
    "scenes.list": ask(check=page_of(types.Scene)),
    "scenes.create": ask(title=always("The harbour"), check=is_a(types.Scene)),
    "scenes.get": ask(lambda stage: stage.scene.id, check=is_a(types.Scene)),
    "scenes.update": ask(lambda stage: stage.scene.id, period=always("dusk"), check=is_a(types.Scene)),
    "scenes.delete": ask(lambda stage: stage.scene.id, check=DELETED),
    "scenes.move": ask(
        lambda stage: stage.scene.id, to=lambda stage: stage.other_scene.id, check=is_a(types.Scene)
    ),
    "threads.list": ask(character=character, check=page_of(types.Thread)),
    "threads.create": ask(character=character, greeting=always(None), check=is_a(types.Thread)),
    "threads.get": ask(thread, check=is_a(types.Thread)),
    "threads.update": ask(thread, title=always("A job"), check=is_a(types.Thread)),
    "threads.delete": ask(thread, check=DELETED),
    "threads.prompt": ask(thread, check=is_a(types.Prompt)),
    "threads.say": ask(thread, text=always("Well?"), check=an_exchange),
    "threads.reply": ask(thread, parent=said, check=an_exchange),
    "threads.go_on": ask(lambda stage: reply(stage) and thread(stage), check=an_exchange),
    "threads.messages.list": ask(thread, all=YES, check=page_of(types.Message)),
    "threads.messages.get": ask(thread, said, check=is_a(types.Message)),
    "threads.messages.edit": ask(thread, said, text=always("And you?"), check=is_a(types.Message)),
    "threads.messages.delete": ask(thread, said, check=is_a(types.Removed)),
    "threads.messages.select": ask(thread, reply, check=is_a(types.Thread)),
    "threads.messages.stop": ask(thread, reply, check=an_exchange),
    "threads.messages.events": ask(thread, reply, check=a_reply),
    "server.health": ask(check=is_a(types.Health)),
    "server.ready": ask(check=is_a(types.Health)),
}
