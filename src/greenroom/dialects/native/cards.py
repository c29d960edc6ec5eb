"""Characters as files, coming and going."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.cards.caps import MOST_OF_ANY
from greenroom.cards.formats.format import Format
from greenroom.cards.imported import FoundBook, Imported, Line
from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.exports import export, names
from greenroom.dialects.kit.imports import Prepared, enter, prepare
from greenroom.dialects.kit.paging import one_of, whole_number
from greenroom.dialects.kit.routes import Handler, Query, Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import ONE, identity, show
from greenroom.dialects.native.lorebooks import giving, keep_book
from greenroom.http.answers import Answer, json_answer
from greenroom.http.forms import is_form, read_form
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadCard, BadParameter, NotFound, NotJson

_ODD = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 255
_MOST_OTHERS = 100
_TOLD = ("mapped", "dropped", "dead_link")
_CARD = "card"
_ALONE = (
    "it is a lorebook: ?character=ID gives it to a character, and POST /v1/imports/batch keeps it by itself"
)
_FLAGS = ("true", "false")


class _File(NamedTuple):
    """A file as it was sent."""

    name: str
    data: bytes


def exporter(formats: tuple[Format, ...]) -> Handler:
    """The handler that writes characters as files; `formats` are those of dialects."""
    known = names(formats)

    async def export_character(call: Call, who: Reader) -> Response:
        """A character as a file; with `report=true`, what that file leaves out."""
        query = call.query()
        form = one_of(query, "format", "chara_card_v3")
        if form not in known:
            raise BadParameter("format", f"format must be one of {', '.join(known)}")
        told = one_of(query, "report", "false")
        if told not in _FLAGS:
            raise BadParameter("report", "report must be true or false")
        record = await call.read(call.house.catalogue.get, who, identity(call))
        made = await export(call.house, record, form, formats)
        if told == "true":
            return json_answer({"report": _lines(made.report)})
        name = _ODD.sub("_", record.character.name).strip("_")[:100] or "character"
        said = f"attachment; filename*=UTF-8''{quote(name)}.{made.ext}"
        headers = [(b"content-disposition", said.encode())]
        return Answer(made.data, media_type=made.media_type.encode(), headers=headers)

    return export_character


def importer(formats: tuple[Format, ...]) -> Handler:
    """The handler that takes files in; `formats` are those of dialects."""

    async def import_file(call: Call, who: Writer) -> Response:
        """New characters from a file of any kind that cards travel in; or a lorebook for a character that the query names."""
        file = await _file(call)
        query = call.query()
        other = whole_number("alternative", one_of(query, "alternative", "0"), 0, _MOST_OTHERS)
        try:
            prepared = await prepare(call.house, who, file.name, file.data, formats, alternative=other)
        except NotFound:
            raise BadParameter("alternative", "the file holds no such other card") from None
        wanted = one_of(query, "character", "")
        if not prepared.taken and not wanted:
            raise BadCard("lorebook", _ALONE)
        make = partial(_give_book, wanted) if wanted else _make
        answer = await call.create(who, lambda db: make(db, call, who, prepared))
        await prepared.keep(call.house)
        return answer

    return import_file


async def _file(call: Call) -> _File:
    """The file in a body: the body itself, or the only file of a form."""
    data = await call.body(MOST_OF_ANY)
    kind = call.request.headers.get("content-type", "")
    name = one_of(call.query(), "name", "")[:_LONGEST_NAME]
    if not is_form(kind) or not kind.startswith("multipart/"):
        return _File(name, data)
    form = await call.work_over(partial(read_form, kind, data))
    if len(form.files) != 1:
        raise NotJson("a form must have exactly one file")
    (file,) = form.files.values()
    return _File(name or file.name[:_LONGEST_NAME], file.data)


def _make(db: Transaction, call: Call, who: Caller, prepared: Prepared) -> Made:
    records = enter(db, call.house, who, prepared)
    shown = [_shown(call, record, one.report) for record, one in zip(records, prepared.taken, strict=True)]
    books = [_kept(db, who, prepared.imported, one) for one in prepared.imported.lorebooks]
    return Made(encode_json(_answer(prepared.imported, shown, books)), 201)


def _kept(db: Transaction, who: Caller, imported: Imported, book: FoundBook) -> dict[str, Any]:
    """A lorebook that came with characters and is none of theirs, kept by itself."""
    name = book.name or PurePosixPath(book.place or imported.name).stem
    lorebook_id, _ = keep_book(db, who.account_id, book, name, imported.sha256, imported.name)
    entries = len(book.book.get("entries", ()))
    return {"id": lorebook_id, "name": name, "format": book.format, "entries": entries}


def _give_book(wanted: str, db: Transaction, call: Call, who: Caller, prepared: Prepared) -> Made:
    """A character that was there before, with the first lorebook of the file as its own; others are kept by themselves."""
    books = prepared.imported.lorebooks
    if not books:
        raise BadParameter("character", "character is for files that hold a lorebook alone")
    record = call.house.catalogue.get(db, who, wanted, lists=True)
    changed = call.house.catalogue.change(db, who, record, lambda _: giving(books[0].lorebook), _CARD)
    shown = [_shown(call, changed, books[0].report)]
    others = [_kept(db, who, prepared.imported, one) for one in books[1:]]
    return Made(encode_json(_answer(prepared.imported, shown, others)), 201)


def _shown(call: Call, record: Record, report: Iterable[Line]) -> dict[str, Any]:
    told = [{"field": line.field, "why": line.why} for line in report if line.fate in _TOLD and line.why]
    return show(call, record) | {"notes": told, "report": _lines(report)}


def _answer(imported: Imported, shown: list[dict[str, Any]], books: list[dict[str, Any]]) -> dict[str, Any]:
    first, *others = shown
    warnings = [{"field": "file", "why": warning} for warning in imported.warnings]
    return {
        **first,
        "notes": [*warnings, *first["notes"]],
        "format": imported.format,
        "container": imported.container,
        "sha256": imported.sha256,
        "others": others,
        "lorebooks": books,
        "alternatives": [one.place for one in imported.alternatives],
        "failures": [
            {"place": one.place, "reason": one.problem.reason, "why": one.problem.why}
            for one in imported.failures
        ],
    }


def _lines(report: Iterable[Line]) -> list[dict[str, str]]:
    return [line._asdict() for line in report]


def routes(formats: tuple[Format, ...]) -> tuple[Route, ...]:
    """The operations, given the formats of dialects' own files."""
    known = [*names(formats)]
    form = Query("format", {"type": "string", "enum": known}, "The format of the file.")
    report = Query(
        "report", {"type": "boolean", "default": False}, "Tell what the file leaves out, in place of it."
    )
    name = Query("name", {"type": "string", "maxLength": _LONGEST_NAME}, "What the file is called.")
    book = Query("character", {"type": "string", "format": "uuid"}, "Whose a lorebook becomes.")
    other = Query(
        "alternative",
        {"type": "integer", "minimum": 0, "maximum": _MOST_OTHERS, "default": 0},
        "Which of the other cards of a file is read in place of its first, counted from 1, as an answer lists them.",
    )
    kinds = (
        "image/*",
        "application/zip",
        "application/yaml",
        "multipart/form-data",
        "application/octet-stream",
    )
    types = (
        "application/json",
        "image/png",
        "image/webp",
        "image/jpeg",
        "application/zip",
        "application/yaml",
        "text/csv",
    )
    return (
        Route(
            "GET", f"{ONE}/export", exporter(formats), query=(form, report), tag="characters", streams=types
        ),
        Route(
            "POST",
            "/v1/imports",
            importer(formats),
            body=dict[str, Any],
            answer=wire.Imported,
            query=(name, book, other),
            status=201,
            creates=True,
            tag="imports",
            raw=kinds,
        ),
    )
