"""The shell: what every page stands in, made once of all pages there are."""

from collections.abc import Collection
from typing import Any

from jinja2 import Environment

from greenroom.studio.page import navigation, rendering
from greenroom.studio.page.navigation import Place, Side


class Shell:
    """`known` are the pages there are, as `METHOD PATH`."""

    def __init__(self, environment: Environment, known: Collection[str]) -> None:
        self._environment = environment
        self._known = frozenset(known)

    def render(self, template: str, values: dict[str, Any]) -> bytes:
        """A template with values."""
        return rendering.render(self._environment, template, values)

    def has(self, method: str, path: str) -> bool:
        """Whether a page is there, for links that lead to it."""
        return f"{method} {path}" in self._known

    def places(self, side: Side, *, member: bool) -> list[Place]:
        """What the navigation leads to."""
        return [place for place in navigation.places(side, member=member) if self.has("GET", place.path)]
