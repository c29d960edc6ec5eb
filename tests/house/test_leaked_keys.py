"""What scanners are told of keys is true: the pattern of the page and of both rule files, and the page's checksum."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from greenroom.accounts.keys import key_id_of, keys_in, new_key

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "leaked-keys.md").read_text("utf-8")
BLOCKS: dict[str, str] = dict(re.findall(r"```\w+ (\w+)\n(.*?)```", PAGE, re.DOTALL))
KEYS = [new_key().text for _ in range(200)]
AROUND = (
    "{}",
    'Authorization: Bearer {}"',
    "key={}&x=1",
    "-u {}:",
    "GREENROOM_KEY={}\n",
    "https://{}@example.com",
    "'{}',",
    r'{{"log":"a\n{}"}}',
    "user%3A{}",
    "{}x",
    "sha_x{}_",
    "rp_{}",
)


def pattern_of(file: str) -> str:
    text = (ROOT / "deploy" / file).read_text("utf-8")
    read: Any = tomllib.loads(text)["rules"] if file.endswith("toml") else yaml.safe_load(text)["detectors"]
    (rule,) = read
    assert all(any(word in key for word in rule["keywords"]) for key in KEYS)
    found = rule["regex"] if isinstance(rule["regex"], str) else rule["regex"]["key"]
    return str(found)


PATTERNS = {
    "the page": BLOCKS["pattern"].strip(),
    "gitleaks": pattern_of("gitleaks.toml"),
    "trufflehog": pattern_of("trufflehog.yaml"),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_every_key_is_found_wherever_it_stands_and_whole(name: str) -> None:
    pattern = re.compile(PATTERNS[name], re.ASCII)
    for key in KEYS:
        texts = [one.format(key) for one in AROUND]
        told = [[found[0] for found in pattern.finditer(text)] for text in texts]
        assert told == [[*keys_in(text)] for text in texts] == [[key]] * len(AROUND)


@pytest.mark.parametrize("name", PATTERNS)
def test_keys_without_anything_between_them_are_two(name: str) -> None:
    text = "".join(KEYS)
    assert re.findall(PATTERNS[name], text, re.ASCII) == [*keys_in(text)] == KEYS


def test_the_checksum_of_the_page_is_that_of_keys() -> None:
    told: dict[str, Any] = {}
    exec(BLOCKS["check"], told)
    for key in KEYS:
        other = key[:20] + ("A" if key[20] != "A" else "B") + key[21:]
        assert [told["is_key"](one) for one in (key, other)] == [True, False]
        assert key_id_of(other) is None
