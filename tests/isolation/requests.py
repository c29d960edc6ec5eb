"""How each operation is asked for a thing: what its path, its query and its body name. `{name}` is one of the stage's ids.

Every dialect brings `isolation.py` beside its tests:

    TABLE           for each operation, by its method and path, how it is asked
    ROOTS           beginnings of paths that mean the same, as patterns, and what stands for them in TABLE
    NAMES           what stands in paths, where that is no id of the stage; or `names(route)`
    plant           makes what only this dialect has, with a canary in all that only its owner may read; gives the ids
    NEVER           ids of nothing for those
    NEVER_SUCCEEDS  operations that nobody can have

Only TABLE is a must.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from tests.isolation.ask import Ask, Ids
from tests.served import Caller

from greenroom.cli.dialects import all_dialects
from greenroom.dialects.kit.routes import Route

BROUGHT: dict[str, ModuleType] = {
    name: import_module(f"tests.dialects.{name}.isolation") for name in all_dialects()
}


def _all(part: str, empty: Any) -> list[Any]:
    return [getattr(own, part, empty) for own in BROUGHT.values()]


TABLE: Mapping[str, tuple[Ask, ...]] = {
    row: asks for table in _all("TABLE", {}) for row, asks in table.items()
}
ROOTS: list[tuple[str, str]] = [root for roots in _all("ROOTS", ()) for root in roots]
NEVER_SUCCEEDS = frozenset().union(*_all("NEVER_SUCCEEDS", ()))
PLANTS: list[Callable[[Caller, Ids], Ids]] = [plant for plant in _all("plant", None) if plant]
NEVER: Ids = {
    "id": "01900000-0000-7000-8000-000000000000",
    "key_id": "rp_AAAAAAAAAAAA",
    "asset_id": "A" * 24,
    "share": "A" * 22,
    **{name: nothing for never in _all("NEVER", {}) for name, nothing in never.items()},
}
"""Ids of nothing, by the names that `Stage.ids` has for things."""


def row_of(route: Route) -> str:
    """The name of a route's row: aliases share one."""
    path = route.path
    for root, meaning in ROOTS:
        path = re.sub(root, meaning, path)
    return f"{route.method} {path}"


def path_of(dialect: str, route: Route) -> str:
    """A route's path with the stage's names for what stands in it."""
    own = BROUGHT[dialect]
    names = own.names(route) if hasattr(own, "names") else getattr(own, "NAMES", {})
    named: Mapping[str, str] = {"character_id": "{id}", **names}
    return re.sub(r"\{(\w+)\+?\}", lambda found: named.get(found[1], found[0]), route.path)
