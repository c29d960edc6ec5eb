"""Tokens of texts and of the context, as far as a server tells: what each kind of server has besides OpenAI's API."""

import asyncio
import time
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Literal

from greenroom.llm.model import Count
from greenroom.llm.openai_compatible.client import Client
from greenroom.llm.tokens import UNKNOWN_WINDOW, estimate

Kind = Literal["", "llama.cpp", "vllm", "ollama"]
"""Programs that are known to go on with the assistant's last message, if they are asked as they want; "" for others."""

_REMEMBERED = 8192
"""Texts whose counts are kept."""

_SILENCE = 60.0
"""Seconds after which a server that didn't tell is asked again: it may have been starting."""

_SECONDS = 2.0
"""For each question. An answer that takes longer isn't worth it."""


class Sizes:
    """What is known of a model's sizes. A `window` other than 0 stands."""

    def __init__(self, client: Client, window: int = 0) -> None:
        self._client = client
        self._window = window
        self._counted: dict[bytes, int] = {}
        self._kind: Kind = ""
        self._ask_count_at = self._ask_window_at = self._ask_kind_at = 0.0
        self._asking = asyncio.Lock()

    @property
    def known(self) -> int:
        """The context as far as is known without asking."""
        return self._window or UNKNOWN_WINDOW

    @property
    def is_guessed(self) -> bool:
        """Whether that is a guess."""
        return not self._window

    async def count(self, text: str, model: str) -> Count:
        """The tokens of a text, asked for once; llama.cpp names it content, vLLM prompt."""
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        tokens = self._counted.pop(key, None)
        if tokens is None:
            tokens = await self._tokenize(text, model)
        if tokens is None:
            return estimate(text)
        self._counted[key] = tokens  # now the latest
        if len(self._counted) > _REMEMBERED:
            del self._counted[next(iter(self._counted))]
        return Count(tokens, exact=True)

    async def _tokenize(self, text: str, model: str) -> int | None:
        if time.monotonic() < self._ask_count_at:
            return None
        body = {"content": text, "prompt": text, "model": model}
        said = await self._client.post(f"{self._client.endpoint.root}/tokenize", body, _SECONDS)
        tokens = said.get("tokens") if isinstance(said, dict) else None
        if isinstance(tokens, list):
            return len(tokens)
        self._ask_count_at = time.monotonic() + _SILENCE
        return None

    async def window(self, model: str) -> int:
        """The context's tokens; of several slots, those of one."""
        if not self._window and time.monotonic() >= self._ask_window_at:
            async with self._asking:  # of many who want to know, one asks
                if not self._window and time.monotonic() >= self._ask_window_at:
                    self._window = await self._find_window(model)
                    self._ask_window_at = time.monotonic() + _SILENCE
        return self.known

    async def kind(self, model: str) -> Kind:
        """Which program it is, where that is told, and matters."""
        if not self._kind and time.monotonic() >= self._ask_kind_at:
            self._kind = await self._find_kind(model)
            self._ask_kind_at = time.monotonic() + _SILENCE
        return self._kind

    async def _find_kind(self, model: str) -> Kind:
        root, base = self._client.endpoint.root, self._client.endpoint.base
        if _of_llama_cpp(await self._asked(f"{root}/props"), model):
            return "llama.cpp"
        if _of_vllm(await self._asked(f"{base}/models"), model):
            return "vllm"
        return "ollama" if "version" in await self._asked(f"{root}/api/version") else ""

    async def _asked(self, url: str) -> Mapping[str, Any]:
        said = await self._client.get(url, _SECONDS)
        return said if isinstance(said, dict) else {}

    async def _find_window(self, model: str) -> int:
        """Whatever the first says that knows; 0 if none does."""
        root, base = self._client.endpoint.root, self._client.endpoint.base
        for url, read in (
            (f"{root}/props", _of_llama_cpp),
            (f"{base}/models", _of_vllm),
            (f"{root}/api/ps", _of_ollama),
            (f"{root}/api/v0/models", _of_lm_studio),
        ):
            if found := read(await self._asked(url), model):
                return found
        return 0


def _of_llama_cpp(said: Mapping[str, Any], _model: str) -> int:
    settings = said.get("default_generation_settings")
    return _number(settings, "n_ctx")


def _of_vllm(said: Mapping[str, Any], model: str) -> int:
    return _number(_line(said.get("data"), "id", model), "max_model_len")


def _of_ollama(said: Mapping[str, Any], model: str) -> int:
    """Only of a model that is loaded; until then nobody can know it."""
    return _number(_line(said.get("models"), "name", model), "context_length")


def _of_lm_studio(said: Mapping[str, Any], model: str) -> int:
    return _number(_line(said.get("data"), "id", model), "loaded_context_length")


def _line(lines: Any, name: str, model: str) -> Any:
    """The line of this model, whose name may lack the tag that Ollama adds; any line where the name is not said."""
    for line in lines if isinstance(lines, list) else ():
        if isinstance(line, dict) and (not model or line.get(name) in {model, f"{model}:latest"}):
            return line
    return None


def _number(said: Any, name: str) -> int:
    value = said.get(name) if isinstance(said, dict) else None
    return value if isinstance(value, int) and value > 0 else 0
