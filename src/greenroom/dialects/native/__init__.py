"""Greenroom's own API: the passport of the dialect without a vendor, which also answers for unclaimed paths.

Unlike the others it is made, not found: it shows what the other dialects say, so it must be told of them.
"""

from collections.abc import Callable, Iterable, Mapping

from greenroom.dialects.kit.carriers import BEARER
from greenroom.dialects.kit.passport import Dialect, file_formats
from greenroom.dialects.kit.routes import Route
from greenroom.dialects.native import (
    acts,
    assets,
    bulk,
    cards,
    characters,
    explore,
    kept_files,
    keys,
    lorebooks,
    places,
    revisions,
    share,
    system,
    usage,
    wire,
)
from greenroom.dialects.native.errors import ERRORS
from greenroom.dialects.native.files import own_files
from greenroom.dialects.native.samples import SAMPLES
from greenroom.dialects.native.talk import messages, personas, scenes, threads
from greenroom.dialects.native.views import views


def native(
    spoken: Iterable[Dialect], documents: Callable[[], Mapping[str, bytes]], metrics: Callable[[], bytes]
) -> Dialect:
    """The passport, given the other dialects and the makers of their documents and of the metrics."""
    dialects = tuple(spoken)
    theirs = file_formats(dialects)
    own = own_files(theirs)
    formats = (*theirs, own)
    routes = (
        *keys.ROUTES,
        *acts.ROUTES,
        *usage.ROUTES,
        *characters.ROUTES,
        *revisions.ROUTES,
        *cards.routes(formats),
        *bulk.ROUTES,
        *lorebooks.ROUTES,
        *kept_files.ROUTES,
        *explore.ROUTES,
        *assets.ROUTES,
        *places.ROUTES,
        *personas.ROUTES,
        *scenes.ROUTES,
        *threads.ROUTES,
        *messages.ROUTES,
        *system.ROUTES,
        *share.ROUTES,
        Route(
            "GET",
            f"{characters.ONE}/views",
            views(dialects),
            None,
            wire.Views,
            tag="characters",
        ),
        Route("GET", "/metrics", system.metrics(metrics), alias=True),
        Route("GET", "/openapi/{document}", system.documents(documents), alias=True),
    )
    return Dialect(
        name=characters.NAME,
        title="Greenroom API",
        source="Greenroom's own",
        carriers=(BEARER,),
        how="send it as Authorization: Bearer KEY",
        errors=ERRORS,
        routes=routes,
        example="/v1/account",
        samples=SAMPLES,
        files=own,
        any_case=True,
    )
