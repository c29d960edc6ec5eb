"""The catalogue: everything that pages say is in it, and nothing else says anything."""

import re
from pathlib import Path

import pytest

from greenroom.studio.catalogue import catalogue
from greenroom.studio.page.navigation import PLACES

STUDIO = Path(__file__).parents[2] / "src" / "greenroom" / "studio"
TEMPLATES = sorted(STUDIO.rglob("*.html"))
NAMED = re.compile(r"""\b(?:t|say)\(\s*["']([a-z_]+\.[a-z_]+)["']\s*[,)]""")
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!doctype html>|<[^>]*>", re.DOTALL)
SET = re.compile(
    r"\{% set attributes %\}.*?\{% endset %\}|\{% block body_class %\}.*?\{% endblock %\}", re.DOTALL
)


@pytest.mark.parametrize(
    "file", [*TEMPLATES, *sorted(STUDIO.rglob("*.py"))], ids=lambda file: str(file.relative_to(STUDIO))
)
def test_what_is_named_is_there(file: Path) -> None:
    assert {name for name in NAMED.findall(file.read_text("utf-8")) if name not in catalogue()} == set()


def test_places_have_names() -> None:
    assert [place.word for side in PLACES.values() for place in side if place.word not in catalogue()] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(STUDIO)))
def test_a_template_says_nothing_of_its_own(template: Path) -> None:
    rest = CODE.sub("", SET.sub("", template.read_text("utf-8")))
    assert re.findall(r"[^\W\d_]{2,}", rest) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(STUDIO)))
def test_a_template_needs_no_leave_of_the_policy(template: Path) -> None:
    text = template.read_text("utf-8")
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|hx-on|javascript:", text) == []
    assert "| safe" not in text
