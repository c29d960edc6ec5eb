import json
import time
from pathlib import Path

from click.testing import CliRunner

from greenroom.cli import cli
from greenroom.http.request_log import RequestLog
from greenroom.http.server import Seen


def asked(folder: Path, *arguments: str) -> list[str]:
    answer = CliRunner().invoke(cli, ["requests", "--data", str(folder), "--json", *arguments])
    assert answer.exit_code == 0, answer.output
    return [line["path"] for line in json.loads(answer.stdout)]


def test_the_newest_stand_first_and_options_choose_among_them(tmp_path: Path) -> None:
    log = RequestLog(tmp_path / "requests.sqlite3", days=1)
    for number, status in enumerate((200, 404, 200, 500)):
        log.add(
            Seen(
                time.time() + number,
                "GET",
                f"/{number}",
                status,
                0.001,
                "one",
                "rp_AAAAAAAAAAAA",
                "::1",
                "req_1",
            )
        )
    log.close()
    assert asked(tmp_path) == ["/3", "/2", "/1", "/0"]
    assert asked(tmp_path, "--last", "1") == ["/3"]
    assert asked(tmp_path, "--last", str(2**63)) == ["/3", "/2", "/1", "/0"]
    assert asked(tmp_path, "--failed") == ["/3", "/1"]
    assert asked(tmp_path, "--dialect", "two") == []
    assert asked(tmp_path, "--key", "rp_AAAAAAAAAAAA", "--last", "2") == ["/3", "/2"]


def test_without_a_log_nothing_is_shown(tmp_path: Path) -> None:
    assert asked(tmp_path) == []
