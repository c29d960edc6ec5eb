"""The page: questions, each with its answer. A question is a word that ends with `_q`, its answer one with `_a`."""

from starlette.responses import Response

from greenroom.studio.faq.words import WORDS
from greenroom.studio.page.table import Page
from greenroom.studio.page.visit import Visit

QUESTIONS = tuple(word.removesuffix("_q") for word in WORDS if word.endswith("_q"))


async def faq(visit: Visit) -> Response:
    """All questions."""
    return visit.page("faq/faq.html", questions=QUESTIONS)


PAGES = (Page("GET", "/faq", faq),)
