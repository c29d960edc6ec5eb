"""The backend: one request, its repeats while nothing has come of it, and its stream."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import msgspec

from greenroom.kit.json_values import encode_json
from greenroom.kit.loopback import is_loopback
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.model import Ask, Count, Message, Piece
from greenroom.llm.openai_compatible import wire
from greenroom.llm.openai_compatible.client import Client
from greenroom.llm.openai_compatible.deadline import Deadline
from greenroom.llm.openai_compatible.events import TooLong, read_events
from greenroom.llm.openai_compatible.refusals import AGAIN, problem_of, retry_after
from greenroom.llm.openai_compatible.reply import Reply
from greenroom.llm.openai_compatible.sizes import Sizes
from greenroom.llm.patience import ORDINARY, Patience
from greenroom.llm.roles import FORMS, Form, formed, is_refusal_of_roles
from greenroom.problems import ModelFailed, ModelRefused, ModelSlow, ModelUnreachable, Problem

if TYPE_CHECKING:
    import httpx2

PAUSES = (0.25, 1.0)
"""Seconds before the first and the second repeat; there is no third."""

LONGEST_PAUSE = 5.0
"""Seconds. A server that wants to be left alone for longer is not waited for; the caller is told how long it is."""

_UNNAMED = "default"


class OpenAICompatible:
    """A model of a server with OpenAI's API; where `model` is empty, whichever the server lists first.

    A `window` other than 0 is believed, whatever the server says of its context. Without a `form` of its messages the first
    one that the server doesn't refuse is found out.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        model: str,
        patience: Patience = ORDINARY,
        window: int = 0,
        form: Form | None = None,
    ) -> None:
        self._client = Client(endpoint, patience.connect, own=is_loopback(endpoint.host))
        self._patience = patience
        self._model = model
        self._sizes = Sizes(self._client, window)
        self._forms = (form,) if form else FORMS

    async def stream(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """The reply; see `Backend.stream`."""
        model = await self.name()
        deadline = Deadline(model, self._patience)
        async with AsyncExitStack() as stack:
            response = await self._begin(ask, model, deadline)
            stack.push_async_callback(response.aclose)
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                raise ModelFailed(model, "it answers with no stream.")
            events = await stack.enter_async_context(aclosing(_events(response, model, deadline)))
            reply = Reply(model, self._sizes.known)
            async for event in _until_whole(events, reply, deadline):
                for text in reply.put(event):
                    yield text
            for text in reply.rest():
                yield text
            yield reply.end()

    async def count(self, text: str) -> Count:
        """The tokens of a text; see `Backend.count`."""
        return await self._sizes.count(text, self._model)

    async def window(self) -> int:
        """The size of the context; see `Backend.window`."""
        return await self._sizes.window(self._model)

    @property
    def window_is_guessed(self) -> bool:
        """See `Backend.window_is_guessed`."""
        return self._sizes.is_guessed

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Vectors; see `Embedder.embed`."""
        body = await self._ask("/embeddings", list(texts))
        with suppress(msgspec.DecodeError):
            found = msgspec.json.decode(body, type=wire.Vectors).data
            if len(found) == len(texts):
                return [line.embedding for line in sorted(found, key=lambda line: line.index)]
        raise ModelFailed(await self.name(), "it answers with what are no embeddings.")

    async def judge(self, text: str) -> frozenset[str]:
        """What is unfit; see `Moderator.judge`."""
        body = await self._ask("/moderations", text)
        with suppress(msgspec.DecodeError):
            for one in msgspec.json.decode(body, type=wire.Judgement).results:
                named = frozenset(name for name, is_so in one.categories.items() if is_so)
                return (named or frozenset({"flagged"})) if one.flagged else frozenset()
        raise ModelFailed(await self.name(), "it answers with what is no moderation.")

    async def close(self) -> None:
        """End all connections."""
        await self._client.close()

    async def name(self) -> str:
        """The model's name; a server that doesn't tell it will tell what is the matter when it is asked for a reply."""
        if not self._model:
            said = await self._client.get(f"{self._client.endpoint.base}/models", self._patience.connect)
            with suppress(msgspec.ValidationError):
                listed = msgspec.convert(said, wire.ModelList).data
                self._model = listed[0].id if listed else ""
        return self._model or _UNNAMED

    async def _ask(self, path: str, about: Any) -> bytes:
        """The answer to a request about a text, or several, that is no stream."""
        model = await self.name()
        deadline = Deadline(model, self._patience)
        response = await self._send(path, {"model": model, "input": about}, model, deadline)
        with _broken(model):
            return await deadline.wait(_whole(response))

    async def _begin(self, ask: Ask, model: str, deadline: Deadline) -> "httpx2.Response":
        """A stream, in the first form of messages that the server takes; it is remembered, once it is found."""
        refusal: Problem | None = None
        for at, form in enumerate(forms := self._forms):
            messages = formed(ask.messages, form)
            goes_on = await self._goes_on(messages, model)
            body = wire.show_ask(ask, messages, model, self._client.endpoint.host) | goes_on
            try:
                response = await self._send("/chat/completions", body, model, deadline)
            except (ModelRefused, ModelFailed) as problem:
                refusal = refusal or problem
                if len(forms) == 1 or not is_refusal_of_roles(str(problem)):
                    raise
            else:
                self._forms = forms[at:]
                return response
        assert refusal
        raise refusal

    async def _goes_on(self, messages: Sequence[Message], model: str) -> dict[str, Any]:
        """What makes a server go on with the assistant's last message, where that is the last."""
        if not messages or messages[-1].role != "assistant":
            return {}
        kind = await self._sizes.kind(model)
        return wire.show_going_on(messages, kind)

    async def _send(self, path: str, body: Any, model: str, deadline: Deadline) -> "httpx2.Response":
        """An answer that is not a refusal, with nothing of its body read."""
        for pause in (*PAUSES, None):
            response = await self._try(path, body, model, deadline, last=pause is None)
            if response and response.is_success:
                return response
            await asyncio.sleep(max(pause or 0, (response and retry_after(response.headers)) or 0))
        raise AssertionError  # the last try gives an answer or raises

    async def _try(
        self, path: str, body: Any, model: str, deadline: Deadline, *, last: bool
    ) -> "httpx2.Response | None":
        """An answer: a good one, or, unless this is the `last` try, one that may become good; None for no connection."""
        import httpx2  # noqa: PLC0415 - see Client

        http = self._client.http
        deadline.ask()
        try:
            with _broken(model):
                url = f"{self._client.endpoint.base}{path}"
                headers = {"content-type": "application/json"}
                request = http.build_request("POST", url, content=encode_json(body), headers=headers)
                response = await deadline.wait(http.send(request, stream=True))
        except ModelUnreachable as problem:
            if last or not isinstance(problem.__cause__, httpx2.ConnectError):
                raise
            return None
        if response.is_success:
            return response
        with _broken(model):
            said = await deadline.wait(_whole(response))
        wanted = retry_after(response.headers) or 0
        if last or response.status_code not in AGAIN or wanted > LONGEST_PAUSE:
            raise problem_of(model, response.status_code, response.headers, said, self._sizes.known)
        return response


async def _until_whole(
    events: AsyncIterator[bytes], reply: Reply, deadline: Deadline
) -> AsyncIterator[bytes]:
    """Events, as long as the reply needs them; once all its text is there, it can't fail any more."""
    try:
        async for event in events:
            if reply.is_whole:
                continue  # read to its end, the connection is good for another request
            yield event
            if reply.finished or reply.is_whole:
                deadline.last_words()
    except (ModelFailed, ModelSlow):
        if not (reply.finished or reply.is_whole):
            raise


async def _events(response: "httpx2.Response", model: str, deadline: Deadline) -> AsyncGenerator[bytes, None]:
    """The data of each event, in time. Comments keep a connection alive, and are no sign of a model that works."""
    async with aclosing(read_events(response.aiter_bytes())) as source:
        while True:
            with _broken(model):
                event = await deadline.wait(anext(source, None))
            if event is None:
                return
            if event:
                deadline.token()
                yield event


async def _whole(response: "httpx2.Response") -> bytes:
    """A body, as far as anybody can want it, and the end of its connection."""
    try:
        found = bytearray()
        async for part in response.aiter_bytes():
            found += part
            if len(found) > _LARGEST:
                break
        return bytes(found)
    finally:
        await response.aclose()


_LARGEST = 64 << 20
"""Bytes of an answer that is no stream."""


@contextmanager
def _broken(model: str) -> Iterator[None]:
    """Whatever becomes of a connection, as a problem."""
    import httpx2  # noqa: PLC0415 - see Client

    try:
        yield
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
        slow = isinstance(error, httpx2.ConnectTimeout)
        why = "no connection in time" if slow else "no connection"
        raise ModelUnreachable(model, why) from error
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
        raise ModelUnreachable(model, "its address is none") from error
    except (httpx2.HTTPError, httpx2.StreamError, TooLong) as error:
        raise ModelFailed(model, "the connection broke off.") from error
