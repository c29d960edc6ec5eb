"""What a type checker makes of a client's use; `script/test` has mypy judge this file, unused ignores included."""

from typing import TYPE_CHECKING, assert_type

from greenroom.client import AsyncGreenroom, AsyncReplyStream, Greenroom, Page, ReplyStream, types

if TYPE_CHECKING:

    def used(client: Greenroom) -> None:
        made = client.characters.create(character={"name": "Nora", "mood": {"joy": 20}})
        assert_type(made, types.Character)
        assert_type(made.character.prompt.definition, str)
        assert_type(client.characters.list(), Page[types.Character])
        assert_type([one.id for one in client.characters.list()], list[str])
        assert_type(client.threads.say("id", text="Hello"), types.Exchange)
        assert_type(client.threads.say("id", text="Hello", stream=True), ReplyStream)
        assert_type(client.threads.reply("id").reply, types.Message | None)
        client.characters.create(character={"name": "Nora", "mod": {}})  # type: ignore[arg-type]  # misspelt
        client.characters.create(character={"visibility": "secret"})  # type: ignore[arg-type]  # no such word
        client.threads.say("id")  # type: ignore[call-overload]  # without a text
        made.character.name = "Vera"  # type: ignore[misc]  # answers are frozen

    async def awaited(client: AsyncGreenroom) -> None:
        assert_type(await client.characters.get("id"), types.Character)
        assert_type([one.id async for one in client.characters.list()], list[str])
        assert_type(await client.threads.say("id", text="Hello", stream=True), AsyncReplyStream)


def test_a_checker_sees_them() -> None:
    assert (Greenroom.__module__, AsyncGreenroom.__module__) == ("greenroom.client.client",) * 2
