"""What people do about their accounts, and operators about everybody's: with a browser, on a served process."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.conftest import serve
from tests.issuer import Issuer
from tests.served import Caller, Served
from tests.studio.browser import new_context
from tests.studio.samples import Seeded
from tests.studio.signing_in import sign_in

from greenroom.accounts.tickets import make_invite
from greenroom.community.reports import report
from greenroom.secret import server_secret

PASSWORD = "a lantern in the reeds"


@pytest.fixture(scope="module")
def home(server_data: Path) -> Iterator[Served]:
    """A server where people may sign in at an issuer, too."""
    with Issuer() as issuer:
        yield from serve(
            server_data / "home",
            str(server_data / "home.db"),
            oidc_issuers=f"work={issuer.url}",
            oidc_clients="work=us",
            oidc_secrets="work=a secret",
            oidc_names="work=The Works",
            registration="open",
        )


@pytest.fixture
def visitor(home: Served, browser: Browser) -> Iterator[Page]:
    with new_context(browser, home.url) as context:
        yield context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def as_guest(page: Page) -> str:
    """Somebody's handle who came as a guest, and whose browser has that page open."""
    page.goto("/sign-in?next=/account")
    press(page, "Look around as a guest")
    return page.get_by_label("Handle").input_value()


def link_at_works(page: Page, who: str) -> None:
    page.goto("/account/access")
    page.get_by_role("link", name="Link The Works").click()
    page.locator("input[name=sub]").fill(who)
    page.locator("input[name=sub]").press("Enter")
    page.wait_for_url("**/account/access")


def test_whoever_has_an_invite_comes_by_an_issuer(server_data: Path, browser: Browser) -> None:
    with Issuer() as issuer:
        settings = {
            "oidc_issuers": f"work={issuer.url}",
            "oidc_clients": "work=us",
            "oidc_secrets": "work=a secret",
            "oidc_names": "work=The Works",
            "registration": "invite",
        }
        with Served(server_data / "invited", str(server_data / "invited.db"), **settings) as served:
            invite = served.write(make_invite, server_secret(served.data, ""), "home")
            with new_context(browser, served.url) as context:
                page = context.new_page()
                page.goto("/sign-in?next=/discover")
                page.get_by_label("Invite").fill(invite)
                press(page, "Use the invite")
                page.get_by_role("link", name="The Works").click()
                page.locator("input[name=sub]").fill("new-1")
                page.locator("input[name=sub]").press("Enter")
                expect(page.get_by_role("heading", level=1)).to_contain_text("Choose how")


def test_a_guest_links_an_issuer_and_comes_back_by_it(visitor: Page, home: Served) -> None:
    handle = as_guest(visitor)
    link_at_works(visitor, "ada-1")
    expect(visitor.get_by_text("You are a guest")).to_have_count(0)
    expect(visitor.get_by_text("ada@example.org")).to_be_visible()
    press(visitor, "Sign out everywhere")
    visitor.goto("/sign-in")
    visitor.get_by_role("link", name="Continue with The Works").or_(
        visitor.get_by_role("link", name="The Works")
    ).first.click()
    visitor.locator("input[name=sub]").fill("ada-1")
    visitor.locator("input[name=sub]").press("Enter")
    visitor.wait_for_url(f"{home.url}/")
    visitor.goto("/account")
    assert visitor.get_by_label("Handle").input_value() == handle


def test_a_password_is_added_changed_and_recovered_and_the_last_way_stays(visitor: Page) -> None:
    as_guest(visitor)
    visitor.goto("/account/access")
    visitor.get_by_label("Name").fill("willow_w")
    visitor.get_by_label("New password").fill(PASSWORD)
    press(visitor, "Add a password")
    code = visitor.locator("code").inner_text()
    visitor.goto("/account/access")
    expect(visitor.get_by_role("button", name="Remove")).to_have_count(0)
    visitor.locator("#old").fill("wrong")
    visitor.locator("#new").fill(PASSWORD[::-1])
    press(visitor, "Change password")
    expect(visitor.get_by_role("alert")).to_contain_text("not right")
    visitor.locator("#old").fill(PASSWORD)
    visitor.locator("#new").fill(PASSWORD[::-1])
    press(visitor, "Change password")
    expect(visitor.get_by_role("status").first).to_contain_text("Changed")
    visitor.locator("#password").fill(PASSWORD[::-1])
    press(visitor, "Make a new code")
    assert visitor.locator("code").inner_text() not in {"", code}


def test_other_sessions_are_ended(visitor: Page, home: Served, browser: Browser) -> None:
    who = home.newcomer()
    sign_in(visitor.context, home, who)
    with new_context(browser, home.url) as elsewhere:
        sign_in(elsewhere, home, who)
        other = elsewhere.new_page()
        other.goto("/account")
        visitor.goto("/account/access")
        press(visitor, "Sign out everywhere else")
        expect(visitor.get_by_role("status").first).to_contain_text("everywhere else: 1")
        other.goto("/account")
        assert "/sign-in" in other.url


def test_everything_is_exported_and_then_deleted(visitor: Page, home: Served) -> None:
    who = home.newcomer()
    sign_in(visitor.context, home, who)
    character = {"name": "Canary", "prompt": {"definition": "canary definition"}}
    made = who.post("/v1/characters", {"character": character}).json()
    thread = who.post("/v1/threads", {"character": made["id"]})
    who.post("/v1/personas", {"name": "canary persona", "description": "me"})
    visitor.goto("/account/data")
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Download").click()
    document = json.loads(download.value.path().read_text())
    assert document["format"] == "greenroom account 1"
    assert [one["character"]["prompt"]["definition"] for one in document["characters"]] == [
        "canary definition"
    ]
    assert len(document["threads"]) == (thread.status_code == 201)
    assert [one["name"] for one in document["personas"]] == ["canary persona"]
    assert who.key[15:] not in json.dumps(document)
    press(visitor, "Export everything with pictures")
    expect(visitor.get_by_role("link", name="Download")).to_be_visible(timeout=120_000)
    with visitor.expect_download() as archived:
        visitor.get_by_role("link", name="Download").click()
    assert archived.value.path().read_bytes().startswith(b"PK")
    acts = [one["act"] for one in who.get("/v1/account/acts").json()["items"]]
    assert acts.count("account exported") == 2
    visitor.goto("/account/data")
    visitor.get_by_label("Type your handle").fill("somebody")
    press(visitor, "Delete everything")
    expect(visitor.locator("#confirm-fault")).to_contain_text("must be your handle")
    visitor.get_by_label("Type your handle").fill(f"@{who.handle}")
    press(visitor, "Delete everything")
    expect(visitor.get_by_role("status").first).to_contain_text("is gone")
    assert who.get("/v1/account").status_code == 401
    visitor.goto("/account")
    assert "/sign-in" in visitor.url
    canaries = b"canary definition", b"canary persona", who.key[:15].encode()
    for _ in range(120):  # the request log is written, and then cleared
        if not files_with(home, *canaries):
            break
        visitor.wait_for_timeout(500)
    assert files_with(home, *canaries) == []


def files_with(home: Served, *canaries: bytes) -> list[str]:
    """Files of a server in which any of these stands."""
    files = [*home.data.rglob("*"), *Path(home.location).parent.glob(f"{Path(home.location).name}*")]
    found = {file: file.read_bytes() for file in files if file.is_file()}
    return [str(file) for file, data in found.items() if any(canary in data for canary in canaries)]


@pytest.fixture
def operator(stage: Served, seeded: Seeded, browser: Browser) -> Iterator[Page]:
    with new_context(browser, stage.url) as context:
        sign_in(context, stage, seeded.makers[1])
        yield context.new_page()


def reported(stage: Served, maker: Caller, reporter: Caller, name: str) -> str:
    """A public character that somebody has reported."""
    character = {"name": name, "visibility": "public", "greetings": {"first": "hello"}}
    identity: str = maker.post("/v1/characters", {"character": character}).json()["id"]
    stage.write(report, reporter.account_id, identity, "spam", "Only advertising.")
    return identity


def test_what_is_reported_is_withheld_and_the_owner_is_told_why(operator: Page, stage: Served) -> None:
    maker, reporter = stage.newcomer(), stage.newcomer()
    identity = reported(stage, maker, reporter, "Billboard Bob")
    operator.goto("/reports")
    case = operator.get_by_role("listitem").filter(has_text="Billboard Bob")
    expect(case).to_contain_text("Only advertising.")
    case.get_by_label("Reason, which the owner is told").fill("It only advertises.")
    case.get_by_role("button", name="Withhold").click()
    expect(operator.get_by_role("status").first).to_contain_text("Withheld")
    expect(operator.get_by_role("listitem").filter(has_text="Billboard Bob")).to_have_count(0)
    assert stage.http.get(f"/characters/{identity}").status_code == 404
    operator.goto("/audit")
    expect(operator.get_by_role("region", name="Audit trail")).to_contain_text("character withheld")


def test_a_page_of_an_account_is_reported_and_settled(
    operator: Page, stage: Served, browser: Browser
) -> None:
    who, loud = stage.newcomer(), stage.newcomer()
    with new_context(browser, stage.url) as context:
        sign_in(context, stage, who)
        page = context.new_page()
        page.goto(f"/@{loud.handle}")
        page.get_by_role("link", name="Report").click()
        page.get_by_label("Spam or deceit").check()
        page.get_by_label("Anything that helps").fill("See the picture.")
        press(page, "Send the report")
        expect(page.get_by_role("status").first).to_contain_text("Thank you")
    operator.goto("/reports")
    case = operator.get_by_role("listitem").filter(has_text=f"@{loud.handle}")
    expect(case).to_contain_text("See the picture.")
    expect(case.get_by_role("link", name="The account")).to_have_attribute("href", f"/accounts/{loud.handle}")
    case.get_by_role("button", name="It is settled").click()
    expect(operator.get_by_role("status").first).to_contain_text("Settled")
    expect(operator.get_by_role("listitem").filter(has_text=f"@{loud.handle}")).to_have_count(0)


def test_an_account_is_suspended_with_a_reason_and_goes_on(
    operator: Page, stage: Served, browser: Browser
) -> None:
    who = stage.newcomer()
    operator.goto(f"/accounts?q={who.handle}")
    operator.get_by_role("link", name=f"@{who.handle}").click()
    operator.get_by_label("Reason, which the owner is told").fill("Sells what is not theirs")
    with new_context(browser, stage.url) as context:
        sign_in(context, stage, who)
        theirs = context.new_page()
        press(operator, "Suspend")
        refused = who.get("/v1/account")
        assert refused.status_code == 403
        assert "Sells what is not theirs" in refused.text
        for path in ("/discover", "/chats"):
            theirs.goto(path)
            expect(theirs.get_by_text("Sells what is not theirs").first).to_be_visible()
        theirs.goto("/discover")
        expect(theirs.locator(".portrait")).not_to_have_count(0)
        press(theirs, "Sign out")
        expect(theirs.get_by_text("Sells what is not theirs")).to_have_count(0)
        theirs.goto("/sign-in")
        press(theirs, "Look around as a guest")
        expect(theirs.get_by_role("heading", level=1)).to_contain_text("Choose how")
    press(operator, "Let it go on")
    expect(operator.get_by_role("status").first).to_contain_text("can go on")
    assert who.get("/v1/account").status_code == 200


def test_invites_and_links_are_shown_once(operator: Page, stage: Served, browser: Browser) -> None:
    who = stage.newcomer()
    operator.goto("/accounts")
    press(operator, "Make an invite")
    assert len(operator.locator("code.secret").inner_text()) == 32
    operator.goto(f"/accounts/{who.handle}")
    press(operator, "Make a link")
    link = operator.locator("code.secret").inner_text()
    with new_context(browser, stage.url) as context:
        page = context.new_page()
        page.goto(link[link.index("/sign-in") :])
        press(page, "Sign in")
        page.goto("/account")
        assert page.get_by_label("Handle").input_value() == who.handle


def test_a_model_says_how_long_it_took(operator: Page) -> None:
    operator.goto("/models")
    operator.get_by_role("button", name="Test default").click()
    expect(operator.get_by_role("status").first).to_contain_text("default replied")
    expect(operator.get_by_role("status").first).to_contain_text(" ms, three after ")
