"""The models of an instance: aliases that characters and clients name, and the backends behind them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from greenroom.kit.pairs import pairs
from greenroom.llm.backend import Backend, Embedder, Moderator
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.openai_compatible import OpenAICompatible
from greenroom.llm.patience import ORDINARY, Patience
from greenroom.llm.roles import Form
from greenroom.problems import BadValue, ModelMissing

DEFAULT = "default"

ALIASES = (DEFAULT, "standard", "premium", "creative")
"""Aliases that every instance with a model has; one that no setting maps is the default model."""


AUTO = "auto"
"""Says that the form of messages is found out."""

MOST_TOKENS = 10_000_000
"""Of a window."""


class Target(NamedTuple):
    """What an alias stands for. An empty `model` is whichever the server lists first."""

    endpoint: Endpoint
    model: str


class BackendUnknown(ValueError):
    """Settings put a model on a backend that they don't name."""

    def __init__(self, where: str, backend: str) -> None:
        super().__init__(
            f"{where} is on the backend {backend}, which model_backends doesn't name; "
            f"if that is the model's whole name, end it with one more @."
        )


class Models:
    """Every model that settings name. Backends are made when they are first asked for, and kept.

    `targets` are by alias, `premium` those aliases that a plan must include; `embedding` makes vectors, if anything,
    `moderation` judges what is said. `windows` are by alias, `window` is that of every other; 0 asks its server.
    Without a `form` of messages, each server's is found out.
    """

    def __init__(
        self,
        targets: Mapping[str, Target],
        premium: Iterable[str] = (),
        embedding: Target | None = None,
        moderation: Target | None = None,
        patience: Patience = ORDINARY,
        window: int = 0,
        windows: Mapping[str, int] | None = None,
        form: Form | None = None,
    ) -> None:
        self._targets = dict(targets)
        self._premium = frozenset(premium)
        self._embedding = embedding
        self._moderation = moderation
        self._window, self._windows = window, windows or {}
        self._make: Callable[[Target, int], OpenAICompatible] = lambda target, window: OpenAICompatible(
            target.endpoint, target.model, patience, window, form
        )
        self._made: dict[tuple[Target, int], OpenAICompatible] = {}

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every name that `find` knows, sorted; empty where no model is configured."""
        ordinary = ALIASES if DEFAULT in self._targets else ()
        return tuple(sorted({*self._targets, *ordinary}))

    @property
    def default(self) -> Target | None:
        """What replies where nobody asks for another; None where no setting names it."""
        return self._targets.get(DEFAULT)

    def target(self, alias: str) -> Target | None:
        """What a name stands for; None for one that `find` doesn't know."""
        return self._targets.get(alias) or (self.default if alias in self.aliases else None)

    def find(self, alias: str = DEFAULT) -> Backend:
        """The model behind a name.

        Raises:
            ModelMissing: no model is configured.
            BadValue: there are models, but none of that name.
        """
        if not self._targets:
            raise ModelMissing
        if alias not in self.aliases:
            raise BadValue("model", f"is none of this server's models: {', '.join(self.aliases)}.")
        meant = alias if alias in self._targets else DEFAULT
        return self._backend(self._targets[meant], self._windows.get(alias) or self._windows.get(meant))

    def is_premium(self, alias: str) -> bool:
        """Whether a plan must include premium models for this alias."""
        return alias in self._premium

    @property
    def embedder(self) -> Embedder | None:
        """What makes vectors of texts; None where no setting names it, and words have to do."""
        return self._backend(self._embedding) if self._embedding else None

    @property
    def moderator(self) -> Moderator | None:
        """What judges texts; None where no setting names it."""
        return self._backend(self._moderation) if self._moderation else None

    def use(self, alias: str, target: Target) -> None:
        """From now on this alias stands for that model; for what is found, or started, after the settings were read."""
        self._targets[alias] = target

    async def close(self) -> None:
        """End all connections. What still streams fails."""
        for backend in self._made.values():
            await backend.close()

    def _backend(self, target: Target, window: int | None = None) -> OpenAICompatible:
        key = target, window or self._window
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]


def models_of(values: Mapping[str, Any]) -> Models:
    """The models that settings name, `values` by setting; raises BackendUnknown."""
    keys = pairs(values["model_keys"])
    endpoints = {"": Endpoint(values["model_url"], values["model_key"])}
    endpoints |= {
        name: Endpoint(url, keys.get(name, "")) for name, url in pairs(values["model_backends"]).items()
    }
    named = {alias: _target(where, endpoints) for alias, where in pairs(values["models"]).items()}
    first = {DEFAULT: Target(endpoints[""], values["model_name"])}
    known = {alias: target for alias, target in (first | named).items() if target.endpoint.url}
    embedding, moderation = (
        _target(values[name], endpoints) if values[name] else None
        for name in ("embedding_model", "moderation_model")
    )
    return Models(
        known,
        values["premium_models"],
        embedding,
        moderation,
        Patience(*(values[f"model_{limit}_seconds"] for limit in Patience._fields)),
        values["model_window"],
        numbers(values["model_windows"]),
        None if values["model_roles"] == AUTO else values["model_roles"],
    )


def numbers(said: Iterable[str]) -> dict[str, int]:
    """Texts like NAME=NUMBER by their names; ValueError as `pairs`, or for what is no number above 0."""
    found = {name: int(value) for name, value in pairs(said).items()}
    if not all(0 < number <= MOST_TOKENS for number in found.values()):
        raise ValueError
    return found


def _target(where: str, endpoints: Mapping[str, Endpoint]) -> Target:
    """`MODEL@BACKEND`, or `MODEL` or `MODEL@` at the address model_url; raises BackendUnknown.

    A model's own name may have an @ in it: as its first character, or with one more behind the name.
    """
    model, _, backend = where.rpartition("@")
    if not model:
        return Target(endpoints[""], where)
    if backend not in endpoints:
        raise BackendUnknown(where, backend)
    return Target(endpoints[backend], model)
