"""What each dialect shows of a character, and how it says every field of it."""

from collections.abc import Iterable

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.lens import Lens
from greenroom.characters.losses import Loss, expressions, losses, row_of
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.routes import Handler, Reader
from greenroom.dialects.native.characters import identity
from greenroom.http.answers import json_answer


def views(spoken: Iterable[Dialect]) -> Handler:
    """The handler that shows a character through these dialects, as many as have lenses."""
    lenses = {dialect.name: dialect.lens for dialect in spoken if dialect.lens}
    shows = {dialect.name: dialect.show or dialect.lens.show for dialect in spoken if dialect.lens}
    remarks = {dialect.name: dialect.remarks for dialect in spoken}

    def read(db: Transaction, call: Call, who: Caller) -> dict[str, Record]:
        """The record by dialect, with the address that it has there."""
        found = call.house.catalogue.get(db, who, identity(call), lists=True)
        own = {name: call.house.catalogue.in_dialect(db, found, name) for name in lenses}
        return {name: store.load_lists(db, record) for name, record in own.items()}

    async def handler(call: Call, who: Reader) -> Response:
        """What each dialect shows of this character, how it says each field, and what its vendor never had."""
        records = await call.scan(read, call, who)
        shown = {name: show_one(records[name], call.house.context) for name, show_one in shows.items()}
        return json_answer(
            {
                "views": shown,
                "fields": {name: fields(lens, records[name]) for name, lens in lenses.items()},
                "losses": {name: _told(losses(lens, records[name])) for name, lens in lenses.items()},
                "remarks": {name: _told(remarks[name](view)) for name, view in shown.items()},
            }
        )

    return handler


def fields(lens: Lens, record: Record) -> dict[str, str]:
    """How a surface says each core field of this character.

    exact: as it is; mapped: in words of its own; kept: in the very words that it was told, which the core has less
    exactly; none: not at all, and it leaves it alone.
    """
    kept = {path for path, said in record.character.beside.items() if lens.surface in said}
    rows = {path: row_of(lens, path) for path in expressions(lens)}
    return {
        path: "kept" if (row := rows[path]) and row.core in kept else said
        for path, said in expressions(lens).items()
    }


def _told(said: Iterable[Loss]) -> list[dict[str, str]]:
    return [one._asdict() for one in said]
