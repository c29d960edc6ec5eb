"""The page: the changelog, which is part of the program."""

from functools import cache
from importlib.resources import files

from starlette.responses import Response

from greenroom.studio.page.table import Page
from greenroom.studio.page.visit import Visit


async def changes(visit: Visit) -> Response:
    """What changed, the newest first."""
    return visit.page("changes/changes.html", text=changelog())


@cache
def changelog() -> str:
    """The changelog without its first heading, which the page has itself."""
    text = (files("greenroom.studio.changes") / "CHANGELOG.md").read_text("utf-8")
    return text.partition("\n")[2].strip()


PAGES = (Page("GET", "/changes", changes),)
