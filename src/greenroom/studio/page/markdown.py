"""Markdown that people write: rendered, and then cleaned, so that whatever the rendering lets through is judged last.

No HTML, no pictures (a picture from elsewhere tells its server who reads), no attributes but a link's target.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TAGS = {
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    *(f"h{n}" for n in range(1, 7)),
}
_LONGEST = 100_000
_SIGNS = "*_[]`<>&!~\\\n"
_MOST_SIGNS = 1_500
"""Each costs some 16 µs, for everybody whom the server answers: a text with more of them is shown as it was written."""


@lru_cache(maxsize=512)
def markdown(text: str) -> Markup:
    """The text as harmless HTML; beyond 100,000 characters it is cut."""
    if sum(map(text.count, _SIGNS)) > _MOST_SIGNS:
        return Markup("<p>{}</p>").format(Markup("<br>").join(text[:_LONGEST].split("\n")))
    return Markup(  # noqa: S704 - cleaned by an allow-list just before
        nh3.clean(
            _renderer().render(text[:_LONGEST]),
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow ugc noopener noreferrer",
        )
    )


@cache
def _renderer() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a fifteenth of the time to start, for who shows pages only

    made = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return made.disable(["image", "html_inline", "html_block"])
