"""Pictures in a bucket: what any store of them promises, and a server that keeps them there."""

import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from shutil import copy
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from tests.conftest import serve
from tests.object_store import ObjectStore
from tests.served import PICTURE, Caller

from greenroom import problems
from greenroom.assets.bucket import Bucket, BucketMedia
from greenroom.assets.media import YOUNG
from greenroom.kit.clock import DAY, system_clock

GREENROOM = (sys.executable, "-m", "greenroom")
ONE, TWO = "one_" + "a" * 20, "two-" + "B" * 20


class Hands:
    """A clock that is ahead of all others by what is said."""

    ahead = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def media(bucket: Bucket, clock: Hands) -> BucketMedia:
    return BucketMedia(bucket, clock)


def test_what_is_put_is_got_and_lies_as_files_do(
    media: BucketMedia, store: ObjectStore, bucket: Bucket
) -> None:
    media.put(ONE, b"first")
    media.put_all({ONE: b"first", TWO: b"second"})
    assert (media.get(ONE), media.get(TWO)) == (b"first", b"second")
    assert store.names(bucket.url.split("/")[2]) == [f"in/here/o/n/{ONE}", f"in/here/t/w/{TWO}"]


def test_nothing_there_is_none(media: BucketMedia) -> None:
    assert media.get(ONE) is None
    assert not media.renew(ONE)
    assert media.delete(ONE)


@pytest.mark.parametrize("asset_id", ["", "default", "../../etc/passwd", "a/" + "b" * 24, "." * 24])
def test_what_is_no_id_is_never_a_name(media: BucketMedia, asset_id: str) -> None:
    assert media.get(asset_id) is None
    for act in (lambda: media.put(asset_id, b""), lambda: media.delete(asset_id)):
        with pytest.raises(ValueError, match="not the id of an asset"):
            act()


def test_the_young_are_spared_and_the_old_are_not(media: BucketMedia, clock: Hands) -> None:
    media.put(ONE, b"first")
    assert not media.delete(ONE)
    assert media.delete(ONE, young=0)
    media.put(ONE, b"first")
    clock.ahead = YOUNG
    assert media.delete(ONE)
    assert media.get(ONE) is None


def test_putting_what_is_old_makes_it_young(media: BucketMedia, clock: Hands, bucket: Bucket) -> None:
    media.put(ONE, b"first")
    time.sleep(2.1)  # stores tell whole seconds
    clock.ahead = YOUNG
    for again in (lambda: media.put(ONE, b"first"), lambda: media.renew(ONE)):
        assert media._age(ONE) or 0
        before = media._age(ONE)
        again()
        assert before
        assert (media._age(ONE) or 0) < before + 1_000_000
        assert BucketMedia(bucket).get(ONE) == b"first"


def test_idle_are_those_put_long_ago(
    media: BucketMedia, clock: Hands, store: ObjectStore, bucket: Bucket
) -> None:
    media.put_all({ONE: b"first", TWO: b"second"})
    store.client.put_object(Bucket=bucket.url.split("/")[2], Key="in/here/README", Body=b"ours")
    assert list(media.idle(DAY)) == []
    clock.ahead = DAY + 1_000_000
    assert set(media.idle(DAY)) == {ONE, TWO}


def copy_secret(one: Path, other: Path) -> None:
    other.mkdir()
    copy(one / "secret", other / "secret")


@pytest.mark.parametrize("wrong", [{"endpoint": "http://127.0.0.1:9"}, {}])
def test_a_store_that_fails_is_unavailable(store: ObjectStore, wrong: dict[str, str]) -> None:
    """One that isn't there, and one without that bucket."""
    lost = BucketMedia(Bucket("s3://nowhere-at-all", tuple({**store.options, **wrong}.items())))
    with pytest.raises(problems.Unavailable):
        lost.put(ONE, b"first")
    acts = (
        lambda: list(lost.idle(0)),
        lambda: lost.get(ONE),
        lambda: lost.renew(ONE),
    )
    for act in acts:
        with pytest.raises(problems.Unavailable):
            act()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("nonsense", "1", "nonsense"),
        ("timeout", "soon", 'failed to parse "soon" as Duration'),
        ("allow_http", "perhaps", 'failed to parse "perhaps" as boolean'),
        ("proxy_url", "::", "builder error"),
        ("endpoint", "s3.example", "the option endpoint must be an address that begins with http"),
        ("endpoint", "ftp://s3.example", "the option endpoint must be an address that begins with http"),
        ("aws_endpoint_url", "http://", "the option aws_endpoint_url must be an address"),
        ("endpoint", "http://[", "Invalid IPv6 URL"),
        ("bucket", "other", "the option bucket must be the bucket that the address names"),
        ("AWS_BUCKET_NAME", "other", "the option AWS_BUCKET_NAME must be the bucket"),
    ],
)
def test_options_that_can_not_be_are_refused_with_a_sentence(option: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        BucketMedia(Bucket("s3://b", ((option, value),)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("allow_http", "true"), ("AWS_ALLOW_HTTP", "true"), ("timeout", "5s"), ("connect_timeout", "1s")),
        *(("proxy_url", "http://proxy.example:3128"), ("user_agent", "us"), ("pool_max_idle_per_host", "5")),
        *(("http2_only", "true"), ("http1_only", "true"), ("randomize_addresses", "false"), ("bucket", "b")),
        *(("pool_idle_timeout", "5s"), ("read_timeout", "5s"), ("http2_max_frame_size", "16384")),
        *(("http2_keep_alive_interval", "5s"), ("http2_keep_alive_while_idle", "true")),
        *(("http2_keep_alive_timeout", "5s"), ("allow_invalid_certificates", "true")),
        *(
            ("default_content_type", "image/webp"),
            ("proxy_excludes", "a.example"),
            ("endpoint", "https://a.example"),
        ),
    ],
)
def test_options_of_its_client_are_taken(option: str, value: str) -> None:
    assert Bucket("s3://b", ((option, value),)).open()


def test_a_client_s_timeout_is_kept(store: ObjectStore) -> None:
    hasty = BucketMedia(Bucket("s3://b", tuple({**store.options, "timeout": "1ns"}.items())))
    with pytest.raises(problems.Unavailable) as caught:
        hasty.put(ONE, b"first")
    assert "time" in str(caught.value.__cause__)


def test_two_servers_share_a_bucket(tmp_path: Path, store: ObjectStore, postgres_url: str) -> None:
    name = store.bucket()
    options = ",".join(f"{key}={value}" for key, value in store.options.items())
    settings = {"media_url": f"s3://{name}/cast", "media_options": options}
    for one in serve(tmp_path / "one", postgres_url, **settings):
        nora = {"name": "Nora", "greetings": ["Hi."], "definition": "Concise.", "avatar": PICTURE}
        made = one.newcomer().post("/apiCreateCharacter", nora).json()
        assert not list((tmp_path / "one" / "media").rglob("*"))
        assert [path.split("/")[0] for path in store.names(name)] == ["cast"]
        copy_secret(tmp_path / "one", tmp_path / "two")
        for two in serve(tmp_path / "two", postgres_url, **settings):
            picture = two.http.get(urlsplit(made["avatar"]).path)
            assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")


def test_what_one_server_exports_another_gives_and_forgets(
    tmp_path: Path, store: ObjectStore, postgres_url: str
) -> None:
    """No folder is shared; what the deletion leaves of it is nothing."""
    name = store.bucket()
    options = ",".join(f"{key}={value}" for key, value in store.options.items())
    settings = {"media_url": f"s3://{name}/cast", "media_options": options}
    for one in serve(tmp_path / "one", postgres_url, **settings):
        who = one.newcomer()
        export = who.post("/v1/account/export", {}).json()["id"]
        assert who.get(f"/v1/exports/{export}").status_code == 200
        assert store.names(name) == [f"cast/exports/{who.account_id}/{export}.zip"]
        assert not [path for path in (tmp_path / "one" / "exports").rglob("*") if path.is_file()]
        copy_secret(tmp_path / "one", tmp_path / "two")
        for two in serve(tmp_path / "two", postgres_url, **settings):
            given = Caller(two, who.account_id, who.handle, who.key).get(f"/v1/exports/{export}")
            assert given.headers["content-length"] == str(len(given.content))
            with ZipFile(BytesIO(given.content)) as archive:
                assert archive.testzip() is None
            delete = [*GREENROOM, "account", "delete", who.handle, "--yes", "--data", str(tmp_path / "two")]
            environment = os.environ | {f"GREENROOM_{key.upper()}": value for key, value in settings.items()}
            subprocess.run(
                [*delete, "--database", postgres_url], env=environment, check=True, capture_output=True
            )
    assert store.names(name) == []
