"""The map: settings → database → rooms → dialects → one ASGI application."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from urllib.parse import urlsplit

from greenroom import dialects, settings
from greenroom.accounts.arrivals import Arrivals
from greenroom.accounts.arrivals.credentials import Credentials
from greenroom.accounts.counting import limits_of, throttle_of
from greenroom.accounts.elsewhere import Elsewhere, providers_of
from greenroom.accounts.elsewhere.provider import Incomplete
from greenroom.accounts.keyring import Keyring
from greenroom.accounts.registration import registration_of
from greenroom.accounts.sessions import Lifetimes, Sessions
from greenroom.assets.media import Media
from greenroom.assets.opening import open_archives, open_media
from greenroom.cards.formats.format import Format
from greenroom.characters.catalogue import DEPLOY, Catalogue
from greenroom.characters.codecs import Context
from greenroom.characters.work import DEPLOYING
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.replies import Replies
from greenroom.conversations.vectors import Vectors
from greenroom.database import Database
from greenroom.dialects.kit.front import Front
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.kept_lists import KeptLists
from greenroom.dialects.kit.openapi import openapi
from greenroom.dialects.kit.passport import Dialect, file_formats
from greenroom.dialects.kit.views import Views
from greenroom.dialects.native import native
from greenroom.dialects.native.files import own_files
from greenroom.http.company import Company
from greenroom.http.metrics import Metrics
from greenroom.http.proxies import Proxies
from greenroom.http.request_log import RequestLog
from greenroom.http.server import Seen, Server, Site
from greenroom.kit.clock import DAY, SECOND, system_clock
from greenroom.kit.json_values import encode_json
from greenroom.kit.tokens import Signer
from greenroom.life import live
from greenroom.llm.models import BackendUnknown, Models, models_of
from greenroom.operations.worker import Work, Worker
from greenroom.place import Place, place_of
from greenroom.secret import server_secret
from greenroom.studio.studio import Studio
from greenroom.transfer.work import works


def vendors() -> list[Dialect]:
    """The passports of all dialects of vendors: whatever folder of `dialects` exports one."""
    modules = [
        import_module(f"{dialects.__name__}.{found.name}") for found in iter_modules(dialects.__path__)
    ]
    return [module.DIALECT for module in modules if hasattr(module, "DIALECT")]


def all_settings() -> tuple[settings.Setting, ...]:
    """The whole table: the server's rows, then those of each dialect."""
    return (*settings.TABLE, *(row for dialect in vendors() for row in dialect.settings))


def formats() -> tuple[Format, ...]:
    """The formats of dialects' own files, and Greenroom's."""
    theirs = file_formats(vendors())
    return (*theirs, own_files(theirs))


def media_of(place: Place) -> Media:
    """The store of an instance's pictures; raises Refused where its options can't be."""
    try:
        return open_media(place.media)
    except ValueError as error:
        raise settings.Refused(f"media_url: {error}") from None


def models_said(values: Mapping[str, Any]) -> Models:
    """The models of an instance; raises Refused where settings put one on a backend that they don't name."""
    try:
        return models_of(values)
    except BackendUnknown as error:
        raise settings.Refused(str(error)) from None


def open_house(values: Mapping[str, Any], database: Database, models: Models | None = None) -> House:
    """The rooms of an instance whose database is open; `models` are those that its settings name, unless given."""
    place = place_of(values)
    secret = server_secret(place.data, values["secret"])
    spoken = vendors()
    catalogue = Catalogue(
        [dialect.naming for dialect in spoken if dialect.naming],
        [dialect.narrate for dialect in spoken if dialect.narrate],
        review=values["review"],
    )
    models = models or models_said(values)
    prompter = Prompter(models, Vectors(database, models), values["system_prompt"])
    keyring = Keyring(database, secret, system_clock)
    sessions, arrivals, credentials, elsewhere = _doors(values, database, secret, keyring)
    kinds: dict[str, Work] = {}
    house = House(
        database=database,
        catalogue=catalogue,
        keyring=keyring,
        sessions=sessions,
        arrivals=arrivals,
        credentials=credentials,
        elsewhere=elsewhere,
        limits=limits_of(database, secret, system_clock),
        media=media_of(place),
        worker=Worker(database, {DEPLOY: DEPLOYING}, values["lease_seconds"] * SECOND),
        mover=Worker(database, kinds, values["lease_seconds"] * SECOND),
        signer=Signer(secret),
        views=Views(),
        lists=KeptLists(),
        context=Context(place.public_url),
        models=models,
        prompter=prompter,
        replies=Replies(database, catalogue, prompter),
        settings=values,
        secret=secret,
        archives=open_archives(place.media, place.exports),
        requests=place.requests,
        scrub=place.scrub,
        dialects=tuple(vendors()),
    )
    kinds |= works(house, place.media, formats)
    return house


def _doors(
    values: Mapping[str, Any], database: Database, secret: bytes, keyring: Keyring
) -> tuple[Sessions, Arrivals, Credentials, Elsewhere]:
    """What people come in by."""
    days = [values[f"{name}_days"] * DAY for name in ("session_idle", "session", "guest")]
    sessions = Sessions(database, secret, system_clock, keyring, Lifetimes(*days))
    try:
        providers = providers_of(values)
    except Incomplete as error:
        raise settings.Refused(str(error)) from None
    throttle = throttle_of(database, secret, system_clock)
    common = database, secret, sessions, registration_of(values), throttle
    elsewhere = Elsewhere(*common, system_clock, providers, place_of(values).public_url)
    return sessions, Arrivals(*common), Credentials(*common), elsewhere


def build(values: Mapping[str, Any], models: Models | None = None, company: Company | None = None) -> Server:
    """The application of an instance, one of a `company` or alone; opens (and migrates) its database."""
    place = place_of(values)
    house = open_house(values, place.open(), models)
    metrics = Metrics(lambda: gauges(house))
    spoken = vendors()
    own = native(
        spoken,
        lambda: {dialect.name: encode_json(openapi(dialect, place.public_url)) for dialect in (*spoken, own)},
        lambda: metrics.text(company),
    )
    house = house._replace(dialects=(*spoken, own))
    front = Front(house, house.dialects, own)
    log = RequestLog(place.requests, values["request_log_days"]) if values["request_log"] else None
    site = site_of(values, place)
    return Server(
        site,
        Studio(house, front.answer, site.proxies).answer,
        front.refusal,
        _watcher(metrics, log),
        partial(live, house, log, metrics, company),
        house.replies.close,
    )


def site_of(values: Mapping[str, Any], place: Place) -> Site:
    """The names that this instance answers to, and whom it believes."""
    hosts = {"localhost", "127.0.0.1", "[::1]", values["host"], urlsplit(place.public_url).hostname or ""}
    hosts |= {host.lower() for host in values["allowed_hosts"]}
    return Site(frozenset(hosts), values["cors_origins"], Proxies(values["trusted_proxies"]))


def _watcher(metrics: Metrics, log: RequestLog | None) -> Callable[[Seen], None]:
    def watch(seen: Seen) -> None:
        metrics.add(seen)
        if log:
            log.add(seen)

    return watch


def gauges(house: House) -> dict[str, tuple[str, float]]:
    """What a process counts beside requests, by the names of Prometheus."""
    counters, workers = house.database.counters, (house.worker, house.mover)
    return {
        "greenroom_database_commits": ("Commits made durable since the start", counters.commits),
        "greenroom_database_units": ("Units of work in those commits", counters.units),
        "greenroom_work_ended": ("Operations ended, well or not", sum(one.ended for one in workers)),
        "greenroom_work_broken": ("Attempts at operations that broke", sum(one.broken for one in workers)),
        "greenroom_work_silent_seconds": (
            "Seconds since the slower of both workers last moved",
            max(one.silent for one in workers),
        ),
    }
