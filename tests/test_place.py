import stat
from pathlib import Path
from typing import Any

import pytest

from greenroom import settings
from greenroom.app import all_settings
from greenroom.assets.bucket import Bucket
from greenroom.place import Place, place_of
from greenroom.secret import server_secret


def place(data: Path, **given: Any) -> Place:
    return place_of(settings.load(all_settings(), {"data": str(data), **given}, {}))


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "http://127.0.0.1:8700"),
        ({"host": "0.0.0.0", "port": 80}, "http://127.0.0.1:80"),
        ({"host": "::"}, "http://127.0.0.1:8700"),
        ({"host": "::1"}, "http://[::1]:8700"),
        ({"host": "example.org"}, "http://example.org:8700"),
        ({"public_url": "https://example.org/"}, "https://example.org"),
    ],
)
def test_the_address_is_the_one_that_was_said_or_the_one_it_listens_at(
    tmp_path: Path, given: dict[str, Any], url: str
) -> None:
    assert place(tmp_path, **given).public_url == url


def test_everything_lies_in_the_data_folder(tmp_path: Path) -> None:
    here = place(tmp_path)
    assert here.media == tmp_path / "media"
    assert {Path(file).parent for file in (here.database, here.backups, here.requests)} == {tmp_path}


def test_pictures_may_lie_in_a_bucket(tmp_path: Path) -> None:
    said = {"media_url": "s3://cast/pictures", "media_options": ("region=eu",)}
    assert place(tmp_path, **said).media == Bucket("s3://cast/pictures", (("region", "eu"),))


def test_the_database_may_lie_elsewhere(tmp_path: Path) -> None:
    assert place(tmp_path, database="postgresql:///cast").database == "postgresql:///cast"


def test_what_an_instance_holds_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    server_secret(folder, "")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
