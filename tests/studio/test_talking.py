"""Conversations as people have them: in a browser, by keyboard and finger, with a model that does what it is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.model_peer import tokens
from tests.model_server import ModelServer
from tests.served import Served, png
from tests.studio.browser import (
    PHONE,
    SCREENS,
    Screen,
    Watched,
    new_context,
    sideways,
    small_targets,
    violations,
)
from tests.studio.holding import Held
from tests.studio.samples import Seeded
from tests.studio.signing_in import sign_in
from tests.studio.talking import Talking, begun, talking

from greenroom.accounts.model import Caller as Who
from greenroom.conversations import ledger
from greenroom.database import Transaction
from greenroom.kit.clock import DAY
from greenroom.problems import DailyLimit

SLOW = "#tokens=3000 #pause=0.02"  # a minute, which nobody waits for
WORDS = tokens().strip()
MOST_BYTES = 60_000


@pytest.fixture
def talk(sqlite_served: Served, browser: Browser) -> Iterator[Talking]:
    with talking(browser, sqlite_served) as opened:
        yield opened


def test_a_first_visit_comes_to_a_reply_in_a_few_clicks(
    stage: Served, seeded: Seeded, browser: Browser
) -> None:
    assert seeded
    with new_context(browser, stage.url) as context:
        page = context.new_page()
        watched = Watched(page, stage.url)
        page.goto("/discover")
        page.get_by_role("link", name="Nora Vale").click()
        page.get_by_role("link", name="Sign in to chat").click()
        page.get_by_role("button", name="Look around as a guest").click()
        page.get_by_role("link", name="Not now").click()
        page.get_by_role("button", name="Start chatting").click()
        expect(page.locator(".turn.character .text")).to_contain_text("She slides a cold coffee")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type("Tonight.")
        page.keyboard.press("Enter")
        expect(page.locator("#turns .turn.character").last.locator(".text")).to_have_text(WORDS)
        page.goto("/")
        expect(page.locator(".thread")).to_contain_text("Nora Vale")
        watched.assert_clean()


def test_what_is_sent_before_the_script_came_is_sent(browser: Browser, sqlite_served: Served) -> None:
    who = sqlite_served.newcomer()
    thread_id = begun(who)
    with new_context(browser, sqlite_served.url) as context:
        sign_in(context, sqlite_served, who)
        page = context.new_page()
        script = Held(page, "**/chat.js*")
        page.goto(f"/chats/{thread_id}", wait_until="commit")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type("Tonight.")
        page.keyboard.press("Enter")
        expect(page.locator("#text")).to_have_value("Tonight.\n")
        script.until().continue_()
        expect(page.locator("#turns .turn.user .text")).to_have_text("Tonight.")
        expect(page.locator("#turns .turn.character").last.locator(".text")).to_have_text(WORDS)
        expect(page.locator("#text")).to_have_value("")


def test_a_reply_streams_and_its_end_is_announced(talk: Talking) -> None:
    talk.say(SLOW)
    expect(talk.busy.locator(".text")).to_contain_text("word3")
    assert (
        talk.busy.evaluate("one => one.closest('[aria-live], [role=status], [role=alert], [role=log]')")
        is None
    )
    assert talk.told.inner_text() == ""
    assert talk.field.input_value() == ""
    talk.stop.click()
    expect(talk.turns).to_have_count(3)
    talk.answered("Go on.")
    expect(talk.told).to_have_text("Nora replied")
    assert talk.texts()[-1] == WORDS
    assert talk.focused() == "text"


@pytest.mark.parametrize("way", ["click", "key"])
def test_stop_keeps_what_has_come(way: str, talk: Talking) -> None:
    talk.say(SLOW)
    expect(talk.busy.locator(".text")).to_contain_text("word5")
    if way == "click":
        talk.stop.click()
    else:
        talk.page.keyboard.press("Escape")
    expect(talk.last.locator(".cut")).to_have_text("Stopped here.")
    assert talk.texts()[-1].startswith("word0 word1 word2 word3 word4 word5")
    assert talk.focused() == "text"
    expect(talk.told).to_have_text("Stopped")
    kept = talk.texts()[-1]
    talk.page.reload()
    assert talk.texts()[-1] == kept


CUT = """
const real = window.fetch;
let cuts = 0;
window.asked = [];
window.fetch = async (url, init) => {
  window.asked.push([String(url), init?.headers?.["last-event-id"] ?? ""]);
  const answer = await real(url, init);
  if (!String(answer.headers.get("content-type")).startsWith("text/event-stream") || cuts++ > 1) return answer;
  let left = 6; // events, of which a busy machine brings several at once
  const body = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(new TransformStream({
    transform(chunk, out) {
      for (const piece of chunk.split(/(?<=\\n\\n)/)) {
        if (left === 0) return out.error(new TypeError("cut"));
        out.enqueue(piece);
        if (piece.endsWith("\\n\\n")) left--;
      }
    },
  })).pipeThrough(new TextEncoderStream());
  return new Response(body, { status: answer.status, headers: answer.headers });
};
"""


def test_a_cut_connection_is_taken_up_where_it_was_lost(talk: Talking) -> None:
    talk.page.evaluate(CUT)
    talk.answered("#tokens=60 #pause=0.03")
    assert talk.texts()[-1] == tokens(count=60).strip()
    resumed = [last for url, last in talk.page.evaluate("window.asked") if "/replies/" in url]
    assert len(resumed) == 2
    assert all(re.fullmatch(r"[\w-]+\.\d+\.\d+", last) for last in resumed)


def test_a_page_that_is_loaded_anew_goes_on_with_the_reply(talk: Talking) -> None:
    talk.say(SLOW)
    writing = talk.busy.locator(".text")
    expect(writing).to_contain_text("word5 ")
    so_far = len(writing.inner_text().split())
    talk.page.reload()
    expect(writing).to_contain_text(tokens(count=so_far + 20))
    talk.stop.click()
    expect(talk.turns).to_have_count(3)
    assert talk.texts()[-1].startswith(tokens(count=so_far + 20))


def test_greetings_are_swipes(talk: Talking) -> None:
    assert (talk.texts(), talk.count()) == (["Evening."], "1/2")
    talk.field.press("ArrowRight")
    expect(talk.last.locator(".text")).to_have_text("You again?")
    assert talk.count() == "2/2"
    talk.field.press("ArrowLeft")
    expect(talk.last.locator(".text")).to_have_text("Evening.")
    talk.page.get_by_role("button", name="The next version").click()
    expect(talk.last.locator(".text")).to_have_text("You again?")
    expect(talk.page.get_by_role("button", name="Another version")).to_be_focused()


def test_versions_from_the_keyboard(talk: Talking) -> None:
    talk.answered("Say it #mark=one")
    assert talk.count() == "1/1"
    talk.field.press("ArrowRight")  # beyond the last version is another one
    expect(talk.page.locator(".turn.character .count").last).to_have_text("2/2")
    talk.field.press("Control+Enter")
    expect(talk.page.locator(".turn.character .count").last).to_have_text("3/3")
    talk.field.press("Alt+Enter")
    expect(talk.last.locator(".text")).to_have_text(re.compile(rf"^{tokens('one')}\w+0 "))
    talk.rested()
    assert talk.count() == "3/3"
    talk.field.press("ArrowLeft")
    expect(talk.page.locator(".turn.character .count").last).to_have_text("2/3")
    expect(talk.last.locator(".text")).to_have_text(tokens("one").strip())
    talk.field.fill("not empty")
    talk.field.press("ArrowLeft")
    assert talk.count() == "2/3"


def test_what_was_said_can_be_changed_and_said_anew(talk: Talking) -> None:
    talk.answered("Hello.")
    talk.field.press("ArrowUp")
    edit = talk.page.get_by_label("The message’s words")
    assert edit.input_value() == "Hello."
    edit.fill("Good evening.")
    talk.page.keyboard.press("Control+s")
    expect(talk.turns.nth(1).locator(".text")).to_have_text("Good evening.")
    expect(talk.turns.nth(1).locator(".who")).to_contain_text("edited")
    assert talk.focused() == "text"
    talk.field.press("ArrowUp")
    edit.fill("Morning #mark=new")
    talk.page.get_by_role("button", name="Send as a new version").click()
    expect(talk.last.locator(".text")).to_have_text(tokens("new").strip())
    assert talk.turns.nth(1).locator(".count").inner_text() == "2/2"
    talk.turns.nth(1).get_by_role("button", name="The version before").click()
    expect(talk.last.locator(".text")).to_have_text(WORDS)
    talk.field.press("ArrowUp")
    talk.page.keyboard.press("Escape")
    expect(edit).to_have_count(0)


def test_a_branch_goes_on_from_any_message(talk: Talking) -> None:
    talk.answered("One #mark=one")
    talk.answered("Two #mark=two")
    talk.turns.nth(2).hover()
    talk.turns.nth(2).get_by_role("button", name="Go on from here").click()
    expect(talk.page.locator("#from")).to_be_visible()
    talk.say("Other #mark=other")
    expect(talk.last.locator(".text")).to_have_text(tokens("other").strip())
    expect(talk.turns).to_have_count(5)
    assert talk.turns.nth(3).locator(".count").inner_text() == "2/2"
    talk.turns.nth(3).get_by_role("button", name="The version before").click()
    expect(talk.last.locator(".text")).to_have_text(tokens("two").strip())


def test_a_message_goes_with_all_that_came_of_it(talk: Talking) -> None:
    talk.answered("One")
    talk.turns.nth(1).hover()
    talk.turns.nth(1).get_by_role("button", name="Delete", exact=True).click()
    talk.page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(talk.turns).to_have_count(1)


def test_a_long_reply_is_written_in_few_steps(talk: Talking) -> None:
    """Token by token it would be 3,000 steps at least, each with a layout of its own."""
    talk.page.evaluate(
        """() => {
          window.writes = 0;
          new MutationObserver((all) => { window.writes += all.length; })
            .observe(document.querySelector("#live"), { subtree: true, childList: true, characterData: true });
          window.frames = 0;
          const count = () => { window.frames++; requestAnimationFrame(count); };
          count();
        }"""
    )
    talk.say("#tokens=3000")
    expect(talk.turns).to_have_count(3, timeout=60_000)
    writes, frames = talk.page.evaluate("[window.writes, window.frames]")
    assert talk.texts()[-1] == tokens(count=3000).strip()
    assert writes <= frames + 12  # the bubbles themselves are written once
    assert writes < 1000


PLAINLY = """
(words) => {
  const said = document.querySelector("#turns .turn:last-child .text p");
  for (const word of words) { said.textContent += `${word} `; scrollTo(0, document.documentElement.scrollHeight); }
}
"""


def test_a_long_reply_costs_a_slow_phone_little(talk: Talking) -> None:
    """A fraction of what the plainest way costs: to append each of 700 tokens, and to look where the end is then."""
    cdp = talk.page.context.new_cdp_session(talk.page)
    cdp.send("Performance.enable", {"timeDomain": "timeTicks"})
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    def busy() -> float:
        metrics = {one["name"]: one["value"] for one in cdp.send("Performance.getMetrics")["metrics"]}
        return float(metrics["ScriptDuration"] + metrics["LayoutDuration"])

    began = busy()
    talk.say("#tokens=700 #pause=0.001")
    expect(talk.turns).to_have_count(3, timeout=60_000)
    ended = busy()
    talk.page.evaluate(PLAINLY, tokens(count=700).split())
    assert ended - began < (busy() - ended) / 4  # a twentieth


@pytest.mark.parametrize(
    ("how", "said"),
    [("#status=500", "language model"), ("#tokens=2 #then=cut", "broke off"), ("#then=garbage", "")],
)
def test_a_reply_that_fails_says_so_and_can_be_asked_for_again(how: str, said: str, talk: Talking) -> None:
    talk.say(how)
    expect(talk.failure).to_be_visible(timeout=60_000)
    assert said in talk.page.locator("#talk").inner_text()
    expect(talk.turns.nth(1).locator(".text")).to_have_text(how)
    talk.field.press("ArrowUp")
    talk.page.get_by_label("The message’s words").fill("Well then #mark=good")
    talk.page.keyboard.press("Control+Enter")
    expect(talk.turns.nth(1).locator(".text")).to_have_text("Well then #mark=good")
    talk.failure.get_by_role("button", name="Try again").click()
    expect(talk.last.locator(".text")).to_have_text(tokens("good").strip())
    expect(talk.failure).to_be_hidden()


def spend(db: Transaction, account_id: str) -> None:
    who = Who(account_id=account_id, handle="", plan="guest", key_id=None, scopes=frozenset())
    today = db.now // DAY
    for day in (today, today + 1) * 100:  # tomorrow may begin before it is asked
        db.run(ledger.SQL.count_day, {"account_id": account_id, "day": day})
    with pytest.raises(DailyLimit):
        ledger.count_reply(db, who)


def test_a_day_s_limit_is_told_in_words_and_nothing_is_lost(sqlite_served: Served, browser: Browser) -> None:
    who = sqlite_served.newcomer("guest")
    with talking(browser, sqlite_served, who) as talk:
        sqlite_served.write(spend, who.account_id)
        talk.say("One more?")
        expect(talk.failure).to_contain_text("the last of the 100 replies")
        assert talk.failure.get_by_role("button", name="Try again").count() == 0
        assert talk.field.input_value() == "One more?"
        assert talk.texts() == ["Evening."]


def test_a_character_that_is_gone_leaves_what_was_said(sqlite_served: Served, browser: Browser) -> None:
    owner, who = sqlite_served.newcomer(), sqlite_served.newcomer()
    character = begun(owner, visibility="public")
    character_id = owner.get(f"/v1/threads/{character}").json()["character"]
    thread_id = who.post("/v1/threads", {"character": character_id, "title": "Nora"}).json()["id"]
    patched = owner.send(
        "PATCH", f"/v1/characters/{character_id}", json={"character": {"visibility": "private"}}
    )
    assert patched.status_code == 200
    with new_context(browser, sqlite_served.url) as context:
        sign_in(context, sqlite_served, who)
        page = context.new_page()
        page.goto(f"/chats/{thread_id}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nora")
        expect(page.locator(".dock")).to_contain_text("can't be talked to any more")
        assert page.locator("#text").count() == 0
        assert page.locator(".turn .text").inner_text() == "Evening."


def test_without_a_model_one_sentence_names_the_setting(tmp_path: Path, browser: Browser) -> None:
    with Served(tmp_path / "bare", str(tmp_path / "bare.db")) as bare, talking(browser, bare) as talk:
        expect(talk.page.locator("#no-model")).to_contain_text("model_url")
        talk.say("Anybody?")
        expect(talk.failure).to_contain_text("model_url")
        assert talk.failure.get_by_role("button", name="Try again").count() == 0


def test_a_persona_s_picture_stands_beside_what_it_says(sqlite_served: Served, browser: Browser) -> None:
    who = sqlite_served.newcomer()
    with talking(browser, sqlite_served, who) as talk:
        talk.answered("No picture.")
        assert talk.page.locator(".turn.user .avatar").count() == 0
        talk.page.goto("/personas/new")
        talk.page.get_by_label("Name", exact=True).fill("Captain")
        talk.page.locator("input[type=file]").set_input_files(
            {"name": "x.png", "mimeType": "image/png", "buffer": png()}
        )
        talk.page.get_by_role("button", name="Save").click()
        talk.page.goto(f"/chats/{talk.thread_id}")
        talk.page.locator(".beneath button").click()
        talk.page.get_by_role("button", name="Captain").click()
        expect(talk.page.locator(".beneath button")).to_have_text("Captain")
        expect(talk.page.locator("#talk[data-alive]")).to_have_count(1)
        talk.answered("Aye.")
        pictures = talk.page.locator(".turn.user .avatar img")
        expect(pictures).to_have_count(2)
        talk.page.wait_for_function("document.querySelector('.turn.user .avatar img').naturalWidth > 0")


def test_a_small_model_talks(tmp_path: Path, model_server: ModelServer, browser: Browser) -> None:
    settings = {"model_url": model_server.endpoint.url, "model_key": model_server.endpoint.key}
    with (
        Served(tmp_path / "real", str(tmp_path / "real.db"), **settings) as real,
        talking(browser, real) as talk,
    ):
        talk.say("What is your name?")
        said = talk.page.locator(".turn.character .text").nth(1)
        expect(said).to_contain_text(re.compile(r"\w+"), timeout=120_000)
        talk.page.keyboard.press("Escape")  # if it isn't done by now
        expect(talk.turns).to_have_count(3)
        assert talk.texts()[-1]
        assert talk.focused() == "text"


def test_markup_in_what_is_said_stays_text(talk: Talking) -> None:
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://example.com/y.png)"
    talk.answered(evil)
    assert talk.page.locator(".turn img:not(.avatar img)").count() == 0
    assert "<img src=x onerror=alert(1)>" in talk.texts()[1]
    assert talk.page.locator(".turn a[href^=javascript]").count() == 0


def test_a_persona_and_a_title_are_a_click_away(talk: Talking) -> None:
    made = talk.who.post("/v1/personas", {"name": "Wren", "description": ""})
    assert made.status_code == 201
    talk.page.reload()
    talk.field.fill("Not sent yet")
    talk.page.locator(".beneath button").click()
    talk.page.get_by_role("button", name="Wren").click()
    expect(talk.page.locator(".beneath button")).to_have_text("Wren")
    expect(talk.field).to_have_value("Not sent yet")
    expect(talk.page.locator("#talk[data-alive]")).to_have_count(1)
    talk.page.get_by_role("button", name="This conversation").click()
    talk.page.get_by_label("Title").fill("By the river")
    talk.page.keyboard.press("Control+s")
    expect(talk.page.locator(".names")).to_contain_text("By the river")
    talk.page.keyboard.press("Control+/")
    expect(talk.page.get_by_role("dialog")).to_contain_text("Reply anew")


def test_the_prompt_is_its_owner_s(talk: Talking) -> None:
    talk.page.get_by_role("link", name="Look at the prompt").click()
    expect(talk.page.get_by_role("heading", level=1)).to_have_text("The prompt")
    assert talk.page.locator(".part").count() > 1
    expect(talk.page.locator(".part").first).to_contain_text("Kept")


HIDDEN = """
() => document.querySelector(".turn[aria-busy] .text").getBoundingClientRect().bottom
  - document.querySelector(".dock").getBoundingClientRect().top
"""


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_the_end_stays_in_view_unless_somebody_reads_further_up(
    screen: Screen, sqlite_served: Served, browser: Browser
) -> None:
    with talking(browser, sqlite_served, screen=screen) as talk:
        talk.answered("#tokens=900")
        talk.say("#tokens=9000 #pause=0.004")
        for word in ("word300 ", "word500 "):
            expect(talk.busy.locator(".text")).to_contain_text(word)
            talk.page.wait_for_timeout(100)
            assert talk.page.evaluate(HIDDEN) <= 0
        talk.page.evaluate("dispatchEvent(new WheelEvent('wheel', {deltaY: -100})); scrollBy(0, -600)")
        talk.page.wait_for_timeout(100)
        before = talk.page.evaluate("scrollY")
        expect(talk.busy.locator(".text")).to_contain_text("word700 ")
        assert talk.page.evaluate("scrollY") == before
        talk.page.keyboard.press("Escape")
        expect(talk.busy).to_have_count(0)


def test_it_weighs_little(talk: Talking) -> None:
    talk.page.wait_for_load_state("networkidle")
    sizes = {path: size for path, size in talk.bytes.items() if not path.startswith("/media/")}
    assert any(path.endswith("/chat.js") for path in sizes)
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_on_a_phone(sqlite_served: Served, browser: Browser) -> None:
    with talking(browser, sqlite_served, screen=PHONE) as talk:
        talk.field.fill("Hello.\nThere.")
        talk.page.get_by_role("button", name="Send").tap()
        expect(talk.turns).to_have_count(3)
        assert sideways(talk.page) <= 0
        assert small_targets(talk.page) == []
        assert violations(talk.page) == []
        box = talk.field.bounding_box()
        assert box
        assert box["y"] + box["height"] <= PHONE.height
        talk.last.get_by_role("button", name="More").tap()
        expect(talk.last.get_by_role("button", name="Edit")).to_be_visible()
        assert small_targets(talk.page) == []
