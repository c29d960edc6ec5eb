"""Rendering: one Jinja2 environment over all folders of the studio. Everything is escaped unless it says otherwise."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from greenroom.studio.page import moments, showing
from greenroom.studio.page.markdown import markdown


@cache
def environment(say: Callable[..., str], address: Callable[[str], str]) -> Environment:
    """The templates, given the catalogue of words and where static files are found."""
    made = Environment(
        loader=FileSystemLoader(str(files("greenroom.studio"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"t": say, "static": address, "tone": showing.tone, "initial": showing.initial}
    made.globals |= {"picture": showing.picture, "ago": showing.ago, "iso": showing.iso}
    made.filters |= {"markdown": markdown, "compact": showing.compact, "exact": moments.minute_of}
    return made


def render(made: Environment, template: str, values: dict[str, Any]) -> bytes:
    """A template, such as `home/home.html`, with values."""
    return made.get_template(template).render(values).encode("utf-8", "replace")
