"""Files becoming characters, each by itself: what can't be read stops no other, and what is there already stays one."""

from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from starlette.responses import Response

from greenroom.cards.caps import MOST_OF_ANY
from greenroom.characters import Transaction, originals
from greenroom.dialects.kit.imports import Prepared, enter, prepare
from greenroom.dialects.native.lorebooks import keep_book
from greenroom.http.answers import json_answer
from greenroom.http.bodies import read_body
from greenroom.kit.tokens import BadToken
from greenroom.problems import Problem
from greenroom.studio.catalogue import say
from greenroom.studio.page.spoken import formats
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit

_LONGEST_NAME = 255
_PURPOSE = "studio files"
_MOST_TOLD = 20


class Result(NamedTuple):
    """What became of a file, or of a part of one: `kind` is good, warm or bad, `href` leads to a character of it."""

    name: str
    kind: str
    text: str
    href: str = ""


async def file(visit: Visit, who: Member) -> Response:
    """One file, as a script sends it: its bytes are the body, and `name` in the query is what it is called."""
    data = await read_body(visit.request, MOST_OF_ANY)
    results = await taken(visit, who, visit.query("name", longest=_LONGEST_NAME), data)
    return json_answer({"results": [one._asdict() for one in results]})


async def files(visit: Visit, who: Member) -> Response:
    """Files of a form, as a page without scripts sends them; what became of them is told on the list."""
    results: list[Result] = []
    for one in await visit.files(MOST_OF_ANY):
        if one.data:
            results += await taken(visit, who, one.name, one.data)
    told = visit.house.signer.sign(_PURPOSE, [[*one] for one in results[:_MOST_TOLD]], who.account_id)
    return visit.lead(f"/characters?results={told}" if results else "/characters")


def told(visit: Visit) -> list[Result]:
    """What became of the files that a form brought, as its answer led here."""
    sent = visit.query("results", longest=20_000)
    try:
        found = visit.house.signer.read(_PURPOSE, sent, visit.caller.account_id) if sent else []
    except BadToken:
        return []
    return [Result(*one) for one in found]


async def taken(visit: Visit, who: Member, name: str, data: bytes) -> list[Result]:
    """What becomes of a file; nothing of one that can't be read."""
    name = name[:_LONGEST_NAME]
    try:
        prepared = await prepare(visit.house, who.caller, name, data, formats())
        results = await visit.write(partial(_enter, visit, who, prepared))
        await prepared.keep(visit.house)
    except Problem as problem:
        return [Result(name, "bad", say("characters.in_failed", why=_why(problem)))]
    failed = (
        say("characters.in_part", place=one.place, why=one.problem.why) for one in prepared.imported.failures
    )
    return [*results, *(Result(name, "bad", text) for text in failed)]


def _enter(visit: Visit, who: Member, prepared: Prepared, db: Transaction) -> list[Result]:
    """The characters of a file that are not there already."""
    there = originals.from_file(db, who.account_id, prepared.imported.sha256)
    missing = tuple(one for one in prepared.taken if one.found.place not in there)
    made = enter(db, visit.house, who.caller, prepared._replace(taken=missing))
    old = [one for one in prepared.taken if one.found.place in there]
    books = prepared.imported.lorebooks
    for book in books:
        stem = PurePosixPath(book.place or prepared.imported.name).stem
        keep_book(
            db, who.account_id, book, book.name or stem, prepared.imported.sha256, prepared.imported.name
        )
    return [
        *(_good(record.character.name, record.character_id, "in_new") for record in made),
        *(_good(one.found.character.name, there[one.found.place], "in_there") for one in old),
        *(Result(one.name or prepared.imported.name, "warm", say("characters.in_lore")) for one in books),
    ]


def _good(name: str, character_id: str, word: str) -> Result:
    kind = "good" if word == "in_new" else "warm"
    return Result(name, kind, say(f"characters.{word}"), f"/characters/{character_id}/edit")


def _why(problem: Problem) -> str:
    return str(getattr(problem, "why", problem))
