"""The editor as people use it: a character made, changed, tried out before it is saved, and never lost."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.dialects.roleplay.bodies import created, updated
from tests.served import Caller, Served, png
from tests.studio.browser import Watched, new_context
from tests.studio.samples import Seeded
from tests.studio.signing_in import sign_in

CONFLICT = "Failed to load resource: the server responded with a status of 409"


@pytest.fixture
def maker(stage: Served, seeded: Seeded) -> Caller:
    assert seeded
    return stage.newcomer()


@pytest.fixture
def page(stage: Served, maker: Caller, browser: Browser) -> Iterator[Page]:
    with new_context(browser, stage.url) as context:
        sign_in(context, stage, maker)
        made = context.new_page()
        watched = Watched(made, stage.url)
        yield made
        assert watched.elsewhere == []
        assert [one for one in watched.complaints if "status of 4" not in one] == []


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    page.locator("html[data-ready=editor]").wait_for()
    return page


def edit(page: Page, character: Any) -> Page:
    return opened(page, f"/characters/{character['id']}/edit")


def whole(maker: Caller, character_id: str) -> Any:
    return maker.get(f"/v1/characters/{character_id}").json()["character"]


def saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("[data-state]")).to_have_text("All saved")


def test_a_character_is_made_with_a_name_alone_and_then_has_more(page: Page, maker: Caller) -> None:
    opened(page, "/characters/new")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#name-fault, [id='name-fault']")).to_have_text("is what a character needs")
    page.get_by_label("Name", exact=True).first.fill("Ottilie")
    page.get_by_role("button", name="Create").click()
    page.wait_for_url("**/edit")
    identity = page.url.split("/")[-2]
    page.locator("html[data-ready=editor]").wait_for()
    page.get_by_label("Definition", exact=True).fill("You are Ottilie.\n\nA baker.")
    page.get_by_label("Traits").fill("patient, floury")
    page.get_by_label("Life stage").select_option("adult")
    page.get_by_label("Tells what it does, too").check()
    page.get_by_label("Violence").select_option("strict_control")
    saved(page)
    character = whole(maker, identity)
    assert character["prompt"]["definition"] == "You are Ottilie.\n\nA baker."
    assert character["person"] == {"life_stage": "adult", "traits": ["patient", "floury"]}
    assert character["style"] == {"narrative_actions": True}
    assert character["safety"] == {"topics": {"violence": "strict_control"}}
    page.get_by_label("Violence").select_option("")
    saved(page)
    assert "safety" not in whole(maker, identity)


def test_lists_are_edited_item_by_item(page: Page, maker: Caller) -> None:
    character = created(maker, greetings=["Hi.", "Second", "Third"])
    edit(page, character)
    greetings = page.locator(".field", has=page.locator("[id='greetings.alternates']"))
    greetings.get_by_role("button", name="Move up").nth(1).click()
    greetings.get_by_role("button", name="Add").click()
    page.keyboard.type("Fourth")
    greetings.get_by_role("button", name="Remove").nth(1).click()
    entries = page.locator(".field", has=page.locator("[id='knowledge.lorebook.entries']"))
    entries.get_by_role("button", name="Add").click()
    entries.get_by_label("Keys", exact=True).fill("quay, harbour")
    entries.get_by_label("Content").fill("The quay is old.")
    entries.get_by_label("Order").fill("7")
    entries.get_by_label("Enabled").uncheck()
    entries.get_by_label("Always there").check()
    saved(page)
    character = whole(maker, character["id"])
    assert character["greetings"] == {"first": "Hi.", "alternates": ["Third", "Fourth"]}
    (entry,) = character["knowledge"]["lorebook"]["entries"]
    assert entry == {
        "keys": ["quay", "harbour"],
        "content": "The quay is old.",
        "insertion_order": 7,
        "enabled": False,
        "constant": True,
    }


def test_texts_are_weighed_while_they_are_written(page: Page, maker: Caller) -> None:
    character = created(maker, definition="x")
    edit(page, character)
    field = page.locator(".field", has=page.locator("[id='prompt.definition']"))
    page.get_by_label("Definition", exact=True).fill("word " * 240)
    expect(field.locator("[data-count]")).to_have_text("400 tokens · 1,200 of 1,400 in NPC Builder")
    page.get_by_label("Definition", exact=True).fill("word " * 300)
    expect(field.locator("[data-count]")).to_contain_text("too long for NPC Builder: at most 1,400")
    expect(page.locator("[data-weight]")).to_contain_text(" of ")
    page.get_by_text("What it is made of").click()
    expect(page.locator("[data-parts]")).to_contain_text("description")


def test_what_is_wrong_stands_beside_its_field(page: Page, maker: Caller) -> None:
    character = created(maker)
    edit(page, character)
    page.get_by_label("Subtitle").fill("kept")
    page.get_by_label("Category").fill("c" * 101)
    page.get_by_label("Verbosity").fill("9")
    page.keyboard.press("Control+s")
    expect(page.locator("[id='category-fault']")).to_be_visible()
    expect(page.locator("[id='engine.verbosity-fault']")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "category"
    assert page.get_by_label("Subtitle").input_value() == "kept"
    assert "subtitle" not in whole(maker, character["id"])


def test_a_picture_is_cropped_to_a_square(page: Page, maker: Caller) -> None:
    character = created(maker)
    before = whole(maker, character["id"])["avatar"]
    edit(page, character)
    page.locator("#picture").set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": png(side=64)}
    )
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#picture")).to_have_value("")
    page.locator("#picture").set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": png(side=64)}
    )
    dialog = page.get_by_role("dialog", name="Crop the picture")
    dialog.get_by_label("Zoom").fill("2")
    dialog.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    dialog.get_by_role("button", name="Use it").click()
    expect(page.locator("#likeness img")).to_have_attribute("src", re.compile("^blob:"))
    saved(page)
    after = whole(maker, character["id"])["avatar"]
    assert after != before
    kept = maker.get(f"/v1/assets/{after}").json()
    assert (kept["width"], kept["height"], kept["media_type"]) == (512, 512, "image/webp")


def test_what_somebody_else_changed_is_shown_beside_it(page: Page, maker: Caller) -> None:
    character = created(maker, subtitle="old", description="old")
    edit(page, character)
    updated(maker, character, subtitle="theirs", description="only theirs")
    page.get_by_label("Subtitle").fill("mine")
    page.keyboard.press("Control+s")
    page.locator(".conflict").wait_for()
    page.locator("html[data-ready=editor]").wait_for()
    table = page.get_by_role("table")
    expect(table.get_by_role("row", name="Subtitle")).to_contain_text("theirs")
    expect(table.get_by_role("row", name="Description")).to_contain_text("taken over")
    assert page.get_by_label("Subtitle").input_value() == "mine"
    assert page.get_by_label("Description", exact=True).first.input_value() == "only theirs"
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.locator("[data-state]")).to_have_text("All saved")
    character = whole(maker, character["id"])
    assert (character["subtitle"], character["blurb"]) == ("mine", "only theirs")


def test_a_conflict_leaves_the_picture_and_the_choice_that_were_made(page: Page, maker: Caller) -> None:
    character = created(maker, name="Ada")
    edit(page, character)
    page.get_by_label("Violence").select_option("strict_control")
    page.locator("#picture").set_input_files(
        {"name": "x.png", "mimeType": "image/png", "buffer": png(side=64)}
    )
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#likeness img")).to_have_attribute("src", re.compile("^blob:"))
    page.get_by_label("Subtitle").fill("Mine.")
    updated(maker, character, description="Theirs.")
    page.keyboard.press("Control+s")
    page.locator(".conflict").wait_for()
    page.locator("html[data-ready=editor]").wait_for()
    expect(page.get_by_label("Violence")).to_have_value("strict_control")
    expect(page.get_by_label("Subtitle")).to_have_value("Mine.")
    expect(page.locator("#likeness img")).to_have_count(1)
    saved(page)
    kept = whole(maker, character["id"])
    assert (kept["subtitle"], kept["blurb"]) == ("Mine.", "Theirs.")
    assert kept["safety"]["topics"] == {"violence": "strict_control"}
    assert kept["avatar"] not in {"", character["avatar"]}
    page.get_by_label("Subtitle").fill("Mine again.")
    saved(page)
    assert whole(maker, character["id"])["avatar"] == kept["avatar"]


def test_nothing_is_said_to_be_saved_when_the_session_has_ended(
    page: Page, stage: Served, maker: Caller
) -> None:
    character = created(maker, name="Ada")
    edit(page, character)
    page.get_by_label("Subtitle").fill("Not lost.")
    page.context.clear_cookies()
    page.keyboard.press("Control+s")
    state = page.locator("[data-state]")
    expect(state).to_contain_text("You have signed out here")
    expect(state.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
    expect(page.locator("#editor")).to_have_class(re.compile("unsaved"))
    assert "subtitle" not in whole(maker, character["id"])
    sign_in(page.context, stage, maker)
    saved(page)
    assert whole(maker, character["id"])["subtitle"] == "Not lost."


def test_a_field_of_one_line_keeps_the_lines_that_it_can_not_show(page: Page, maker: Caller) -> None:
    core = {
        "name": "Multi\nLine",
        "subtitle": "one\r\ntwo",
        "person": {"role": "first\nsecond"},
        "prompt": {"definition": "a\rb"},
    }
    made = maker.post("/v1/characters", {"character": core}).json()
    edit(page, made)
    page.get_by_label("Scenario").fill("A quay.")
    saved(page)
    assert whole(maker, made["id"]) == made["character"] | {
        "prompt": {"definition": "a\rb", "scenario": "A quay."}
    }


def test_who_saves_twice_at_once_saves_once(page: Page, maker: Caller) -> None:
    opened(page, "/characters/new")
    page.get_by_label("Name", exact=True).first.fill("Once")
    page.get_by_role("button", name="Create").dblclick()
    page.wait_for_url("**/edit")
    assert len(maker.get("/v1/characters").json()["items"]) == 1
    page.locator("html[data-ready=editor]").wait_for()
    page.get_by_label("Subtitle").fill("Quick.")
    for _ in range(3):
        page.keyboard.press("Control+s")
    expect(page.locator("[data-state]")).to_have_text("All saved")
    expect(page.locator(".conflict")).to_have_count(0)
    assert page.url.endswith("/edit")


def test_a_crop_that_is_broken_off_leaves_the_one_before(page: Page, maker: Caller) -> None:
    character = created(maker)
    before = whole(maker, character["id"])["avatar"]
    edit(page, character)
    for last in (False, True):
        page.locator("#picture").set_input_files(
            {"name": "me.png", "mimeType": "image/png", "buffer": png(side=64 + last)}
        )
        dialog = page.get_by_role("dialog", name="Crop the picture")
        dialog.wait_for()
        if last:
            page.keyboard.press("Escape")
        else:
            dialog.get_by_role("button", name="Use it").click()
            expect(page.locator("#likeness img")).to_have_attribute("src", re.compile("^blob:"))
    saved(page)
    assert whole(maker, character["id"])["avatar"] != before


def test_a_name_is_not_taken_away(page: Page, maker: Caller) -> None:
    character = created(maker, name="Ada")
    edit(page, character)
    page.get_by_label("Name", exact=True).first.fill(" ")
    page.keyboard.press("Control+s")
    expect(page.locator("[id='name-fault']")).to_have_text("is what a character needs")
    assert whole(maker, character["id"])["name"] == "Ada"


def test_it_is_tried_out_before_it_is_saved(page: Page, maker: Caller) -> None:
    character = created(maker, definition="canary", greetings=["Hello {{user}}."])
    edit(page, character)
    turns = page.locator(".turn-text")
    expect(turns).to_have_text(["Hello You."])
    page.get_by_label("Definition", exact=True).fill("canary canary canary")
    page.get_by_label("Greeting", exact=True).fill("Well met.")
    page.get_by_placeholder("Say something").fill("#find=canary #tokens=2")
    page.keyboard.press("Enter")
    expect(turns).to_have_text(["Well met.", "#find=canary #tokens=2", "4x0 4x1"])
    expect(page.locator("[data-stop]")).to_be_hidden()
    page.get_by_role("button", name="Change it").nth(1).click()
    page.locator(".turn textarea").fill("#mark=other #tokens=1")
    page.get_by_role("button", name="Keep").click()
    expect(turns.last).to_have_text("other0")
    expect(page.locator("[data-stop]")).to_be_hidden()
    page.get_by_role("button", name="Another reply").click()
    expect(turns.last).to_have_text("other0")
    assert whole(maker, character["id"])["prompt"]["definition"] == "canary"
    assert maker.get("/v1/threads").json()["items"] == []


def test_a_model_that_fails_is_told_where_it_was_asked(page: Page, maker: Caller) -> None:
    edit(page, created(maker))
    page.get_by_placeholder("Say something").fill("#status=500")
    page.keyboard.press("Enter")
    expect(page.locator(".turn.broken")).to_contain_text("No reply came")


def test_whoever_leaves_with_something_unsaved_is_asked(page: Page, maker: Caller) -> None:
    edit(page, created(maker))
    page.get_by_label("Subtitle").fill("not saved")
    asked: list[str] = []
    page.once("dialog", lambda dialog: asked.append(dialog.type))
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Discover").first.click()
    page.wait_for_url("**/discover")
    assert asked == ["beforeunload"]


def test_a_revision_is_looked_at_and_gone_back_to(page: Page, maker: Caller) -> None:
    character = created(maker, subtitle="a quiet fixer")
    updated(maker, character, subtitle="a loud fixer")
    page.goto(f"/characters/{character['id']}/history")
    page.get_by_role("link", name="Compare with the one before").first.click()
    expect(page.locator("del")).to_have_text(["quiet"])
    expect(page.locator("ins")).to_have_text(["loud"])
    page.goto(f"/characters/{character['id']}/history/1")
    page.get_by_role("button", name="Go back to this revision").click()
    expect(page.get_by_role("status").first).to_contain_text("what it was at revision 1")
    assert whole(maker, character["id"])["subtitle"] == "a quiet fixer"
    expect(page.get_by_role("heading", name="Revision 3")).to_be_visible()


def test_plain_fields_work_without_scripts(stage: Served, maker: Caller, browser: Browser) -> None:
    character = created(maker, subtitle="old")
    with new_context(browser, stage.url) as context:
        sign_in(context, stage, maker)
        plain = browser.new_context(
            base_url=stage.url, java_script_enabled=False, storage_state=context.storage_state()
        )
        page = plain.new_page()
        page.goto(f"/characters/{character['id']}/edit")
        page.get_by_label("Subtitle").fill("new")
        page.get_by_label("Verbosity").fill("many")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("[id='engine.verbosity-fault']")).to_have_text("must be a number")
        assert page.get_by_label("Subtitle").input_value() == "new"
        page.get_by_label("Verbosity").fill("3")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status").first).to_contain_text("Saved.")
        plain.close()
    character = whole(maker, character["id"])
    assert (character["subtitle"], character["engine"]["verbosity"]) == ("new", 3)


def test_what_is_not_touched_stays_as_it_was(page: Page, maker: Caller) -> None:
    odd = {
        "name": " Nora ",
        "tags": ["one, two", "three"],
        "prompt": {"definition": "\nfirst line empty\r\nsecond"},
        "mood": {"joy": 30},
        "knowledge": {
            "facts": [],
            "lorebook": {"entries": [{"keys": ["a,b"], "content": "x", "position": ""}]},
        },
        "engine": {"temperature": 0.123456789},
    }
    made = maker.post("/v1/characters", {"character": odd}).json()
    before = json.dumps(made["character"], sort_keys=True)
    edit(page, made)
    page.get_by_label("Motivation").fill("to be sure")
    saved(page)
    after = whole(maker, made["id"])
    assert after.pop("person") == {"motivation": "to be sure"}
    assert json.dumps(after, sort_keys=True) == before
