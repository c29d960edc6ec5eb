"""Addresses: the studio's are nobody else's, and those that anybody may open are listed, for that is quickly forgotten."""

from greenroom.cli.dialects import all_dialects
from greenroom.studio.studio import all_pages

OPEN = {
    "GET /",
    "GET /discover",
    "GET /characters/{character_id}",
    "GET /characters/{character_id}/card",
    "GET /c/{share}",
    "GET /c/{share}/card",
    "GET /@/{handle}",
    "GET /oembed",
    "GET /sign-in",
    "POST /sign-in",
    "POST /sign-in/guest",
    "GET /sign-in/register",
    "POST /sign-in/register",
    "GET /sign-in/recover",
    "POST /sign-in/recover",
    "GET /sign-in/link",
    "POST /sign-in/link",
    "GET /sign-in/{provider}",
    "GET /sign-in/{provider}/back",
    "POST /sign-in/{provider}/back",
    "GET /docs",
    "GET /docs/{dialect}",
    "GET /docs/{dialect}/{operation}",
    "GET /faq",
    "GET /changes",
    "GET /static/{digest}/{name+}",
}
FOREIGN = {"POST /sign-in/{provider}/back"}
FOR_OPERATORS = {
    "GET /reports",
    "POST /reports/{character_id}/withhold",
    "POST /reports/{character_id}/approve",
    "POST /reports/accounts/{handle}/settle",
    "GET /accounts",
    "POST /accounts/invite",
    "GET /accounts/{handle}",
    "POST /accounts/{handle}/suspend",
    "POST /accounts/{handle}/free",
    "POST /accounts/{handle}/link",
    "GET /audit",
    "GET /models",
    "POST /models/test",
}
FRAMED = {"GET /characters/{character_id}/card", "GET /c/{share}/card"}
PAGES = all_pages()


def test_no_other_page_is_open_to_everybody() -> None:
    assert {f"{page.method} {page.path}" for page in PAGES if not page.for_members} == OPEN


def test_these_pages_are_for_operators() -> None:
    assert {f"{page.method} {page.path}" for page in PAGES if page.for_operators} == FOR_OPERATORS


def test_no_other_page_takes_forms_of_other_sites_or_is_framed() -> None:
    assert {f"{page.method} {page.path}" for page in PAGES if page.foreign} == FOREIGN
    assert {f"{page.method} {page.path}" for page in PAGES if page.framed} == FRAMED


def test_no_dialect_answers_where_a_page_is() -> None:
    theirs = {route.path.split("/")[1] for dialect in all_dialects().values() for route in dialect.routes}
    ours = {page.path.split("/")[1] for page in PAGES if not page.also}
    assert (ours & theirs) <= {"c"}
