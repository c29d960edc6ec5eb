"""Samples of the documentation are programs: run as they are printed, they are answered well."""

import html
import os
import re
import subprocess
import sys
from itertools import product

import pytest
from tests.acceptance.node import NODE
from tests.attacks.fort import Browser
from tests.served import Caller, Served

DIALECTS = ("native", "roleplay", "replr", "npcbuilder", "inworld", "convai")
RUN = {
    "curl": ["sh", "-c"],
    "Python": [sys.executable, "-c"],
    "JavaScript": [str(NODE), "--input-type=module", "-e"],
}
ALREADY = re.compile(r'id="sample-(\w+)-\d" aria-labelledby.*?data-copies="([^"]*)"', re.DOTALL)


def samples(browser: Browser, dialect: str) -> dict[str, list[str]]:
    """The texts that are copied, by what they do, in the order of the languages."""
    found: dict[str, list[str]] = {}
    for word, text in ALREADY.findall(browser.get(f"/docs/{dialect}").text):
        found.setdefault(word, []).append(html.unescape(text))
    return found


def answered(language: str, text: str, who: Caller) -> str:
    """What the program prints, or curl the server."""
    if language == "curl":
        text = text.replace("curl ", "curl -sS --fail ", 1)
    done = subprocess.run(
        [*RUN[language], text],
        env=dict(os.environ) | {"GREENROOM_KEY": who.key, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("dialect", "language"), [*product(DIALECTS, RUN)])
def test_what_is_printed_creates_and_updates(dialect: str, language: str, stage: Served) -> None:
    who = stage.newcomer()
    browser = Browser(stage, who)
    number = [*RUN].index(language)
    answered(language, samples(browser, dialect)["create"][number], who)
    (made,) = who.get("/v1/characters").json()["items"]
    said = answered(language, samples(browser, dialect)["update"][number], who)
    if language != "curl":
        assert said.startswith("200 ")
    (changed,) = who.get("/v1/characters").json()["items"]
    assert (changed["id"], changed["revision"]) == (made["id"], made["revision"] + 1)
