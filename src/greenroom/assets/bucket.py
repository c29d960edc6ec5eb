"""A bucket of an object store: where the bytes of assets lie when several hosts share them."""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from greenroom import problems
from greenroom.assets.ids import is_asset_id
from greenroom.assets.media import YOUNG
from greenroom.kit.clock import Clock, system_clock

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_TIMEOUT = "10s"
_RETRIES: Any = {"max_retries": 3}
_AT_ONCE = 16
"""Requests that are waited for at the same time."""

_OF_CLIENTS = frozenset(
    [
        "allow_http",
        "allow_invalid_certificates",
        "connect_timeout",
        "default_content_type",
        "http1_only",
        "http2_keep_alive_interval",
        "http2_keep_alive_timeout",
        "http2_keep_alive_while_idle",
        "http2_max_frame_size",
        "http2_only",
        "pool_idle_timeout",
        "pool_max_idle_per_host",
        "proxy_ca_certificate",
        "proxy_excludes",
        "proxy_url",
        "randomize_addresses",
        "read_timeout",
        "root_certificate",
        "timeout",
        "user_agent",
    ]
)
"""Options of how to speak HTTP. obstore panics where they stand among those of a store, so they are told it apart."""

_VENDORS = re.compile("^(aws|azure_storage|azure|google)_")
_NAMES = frozenset(["bucket", "bucket_name", "container_name"])
_ENDPOINTS = frozenset(["endpoint", "endpoint_url", "base_url"])

_NO_BUCKET = re.compile("NoSuchBucket|ContainerNotFound|bucket does not exist")
"""How S3, Azure and Google say that the bucket is not there."""

_FRESH = YOUNG // 10
"""What was put less than this ago need not be put again to stay young."""


class Bucket(NamedTuple):
    """`url` is SCHEME://BUCKET/FOLDER; `options` are of obstore's names, such as endpoint, region and access_key_id.

    What they don't say, obstore takes from the environment, as AWS_ACCESS_KEY_ID and its like.
    """

    url: str
    options: tuple[tuple[str, str], ...] = ()

    def open(self) -> "ObjectStore":
        """The bucket, asked nothing yet; ValueError with a sentence for what can't be one."""
        from obstore import exceptions  # noqa: PLC0415 - most servers keep files
        from obstore.store import from_url  # noqa: PLC0415 - most servers keep files

        config, client = self._sorted_out()
        try:
            return from_url(self.url, config=config, client_options=client, retry_config=_RETRIES)
        except (exceptions.BaseError, ValueError) as error:
            raise ValueError(str(error).partition("\n")[0]) from None

    def _sorted_out(self) -> tuple[Any, Any]:
        """Options of the store and of its client; ValueError for those that the store would only miss later."""
        config: dict[str, str] = {}
        client: dict[str, Any] = {"timeout": _TIMEOUT}
        for name, value in self.options:
            plain = _VENDORS.sub("", name.lower())
            if plain in _OF_CLIENTS:
                client[plain] = value
                continue
            if plain in _NAMES and value != urlsplit(self.url).netloc:
                raise ValueError(
                    f"the option {name} must be the bucket that the address names, or be left out"
                )
            if plain in _ENDPOINTS:
                _check_endpoint(name, value)
                client.setdefault("allow_http", value.startswith("http://"))
            config[name] = value
        return config, client


class BucketMedia:
    """Objects under `a/b/ab…`, as `DirectoryMedia` has its files, so that a plain copy leads from one to the other.

    How old an object is, the store says by its own clock. Nothing there is renamed, so a sweep that has looked may delete
    what is put at that moment: whoever put it puts it once more after the commit, finds it gone, and keeps it.
    """

    def __init__(self, bucket: Bucket, clock: Clock = system_clock) -> None:
        self._store = bucket.open()
        self._clock = clock

    def put(self, asset_id: str, data: bytes) -> None:
        """See `Media.put`."""
        age = self._age(asset_id)
        if age is None or age >= _FRESH:
            with available():
                self._store.put(_path(asset_id), data)

    def put_all(self, blobs: Mapping[str, bytes]) -> None:
        """See `Media.put_all`."""
        with ThreadPoolExecutor(_AT_ONCE) as waiting:
            list(waiting.map(self.put, blobs, blobs.values()))

    def renew(self, asset_id: str) -> bool:
        """See `Media.renew`; stores refuse to copy an object to itself, so it is fetched and put."""
        data = self.get(asset_id)
        if data is not None:
            self.put(asset_id, data)
        return data is not None

    def get(self, asset_id: str) -> bytes | None:
        """See `Media.get`."""
        if not is_asset_id(asset_id):
            return None
        with available():
            try:
                return bytes(self._store.get(_path(asset_id)).bytes())
            except FileNotFoundError as error:
                check_bucket(error)
                return None

    def delete(self, asset_id: str, *, young: int = YOUNG) -> bool:
        """See `Media.delete`."""
        age = self._age(asset_id)
        if age is None:
            return True
        if age < young:
            return False
        with available():
            self._store.delete(_path(asset_id))
        return True

    def idle(self, age: int) -> Iterator[str]:
        """See `Media.idle`; an object is whole or not there, so puts leave nothing behind."""
        with available():
            for page in self._store.list():
                for one in page:
                    name = one["path"].rpartition("/")[2]
                    if is_asset_id(name) and self._since(one) > age:
                        yield name

    def _age(self, asset_id: str) -> int | None:
        """Microseconds since it was put; None where it is not there."""
        with available():
            try:
                return self._since(self._store.head(_path(asset_id)))
            except FileNotFoundError:
                return None

    def _since(self, described: Mapping[str, Any]) -> int:
        return self._clock() - int(described["last_modified"].timestamp() * 1_000_000)


def _check_endpoint(name: str, value: str) -> None:
    """The value is not told: it may hold a password."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"the option {name} must be an address that begins with http:// or https://")


@contextmanager
def available(what: str = "The store of pictures") -> Iterator[None]:
    """Says Unavailable for whatever the store raises."""
    from obstore.exceptions import BaseError  # noqa: PLC0415 - most servers keep files

    try:
        yield
    except (BaseError, OSError) as error:
        raise problems.Unavailable(what) from error


def check_bucket(error: FileNotFoundError) -> None:
    """Raise this, the answer to a GET, again where it tells that the whole bucket is gone, and not one object.

    obstore has one class for both, and the answer to a HEAD has no body that could tell.
    """
    if _NO_BUCKET.search(str(error)):
        raise error


def _path(asset_id: str) -> str:
    if not is_asset_id(asset_id):
        raise ValueError(f"not the id of an asset: {asset_id!r}")
    return f"{asset_id[0]}/{asset_id[1]}/{asset_id}"
