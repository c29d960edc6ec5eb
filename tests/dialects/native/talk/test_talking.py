"""Talking with a character: what is said, what is replied, other versions, other ways, and what is counted."""

from typing import Any

import httpx2
from msgspec.structs import replace
from tests.callers import caller
from tests.days import in_one_day
from tests.dialects.native.talk.talker import NORA, Talker, told
from tests.isolation.ask import said
from tests.model_peer import tokens
from tests.served import Caller

from greenroom.accounts import service
from greenroom.conversations import ledger
from greenroom.database import Transaction

WHOLE = tokens()


def test_a_reply_is_written_below_what_was_said(talk: Talker) -> None:
    exchange = talk.say("Hello", triggers=["door_opened"])
    greeting, message, reply = talk.messages()
    assert exchange == {"message": message, "reply": reply}
    assert (message["speaker"], message["text"], message["parent"]) == ("user", "Hello", greeting["id"])
    assert (reply["speaker"], reply["text"], reply["parent"]) == ("character", WHOLE, message["id"])
    assert (reply["state"], reply["model"], reply["finish_reason"]) == ("whole", "default", "stop")
    assert reply["usage"] == {"prompt_tokens": 7, "completion_tokens": 3}
    assert message["triggers"] == ["door_opened"]
    assert (talk.thread()["leaf"], talk.thread()["replying"]) == (reply["id"], None)


def test_ten_turns_are_one_path(talk: Talker) -> None:
    for turn in range(10):
        talk.say(f"Turn {turn} #mark=t{turn}x")
    assert [one["parent"] for one in talk.messages()] == [None, *(one["id"] for one in talk.messages()[:-1])]
    assert talk.texts()[2::2] == [tokens(f"t{turn}x") for turn in range(10)]
    first = said(talk.who.get(f"{talk.path}/messages?limit=7"))
    rest = said(talk.who.get(f"{talk.path}/messages?limit=100&cursor={first['next_cursor']}"))
    assert [*first["items"], *rest["items"]] == talk.messages()
    assert rest["next_cursor"] is None


def test_each_greeting_is_a_version_of_the_first_message(ada: Caller) -> None:
    talk = Talker.of(ada, greeting=2)
    said(ada.post("/v1/personas", {"name": "Ada", "default": True}))
    assert talk.texts() == ["Come in, User."]
    assert [one["greeting"] for one in talk.messages("?all=true")] == [0, 1, 2]
    assert Talker.with_character(ada, talk.character_id, greeting=2).texts() == ["Come in, Ada."]
    assert Talker.with_character(ada, talk.character_id, greeting=None).texts() == []


def test_without_a_greeting_one_is_made(ada: Caller) -> None:
    talk = Talker.of(ada, {"name": "Mute"})
    assert talk.texts() == []
    made = talk.reply()
    assert (made["message"], made["reply"]["greeting"]) == (None, 0)
    assert talk.reply()["reply"]["greeting"] == 1
    assert talk.texts() == [WHOLE]
    assert (talk.stats()["message_count"], talk.stats()["used_count"]) == (0, 0)


def test_a_greeting_is_made_with_the_thread_where_it_is_asked_for(ada: Caller) -> None:
    mute = Talker.of(ada, {"name": "Mute"})
    key = {"idempotency-key": "once"}
    body = {"character": mute.character_id, "greet": True}
    begun, again = (said(ada.post("/v1/threads", body, headers=key)) for _ in range(2))
    assert begun == again
    talk = Talker(ada, f"/v1/threads/{begun['id']}", mute.character_id)
    with talk.follow(begun["replying"]) as events:
        assert told([*events]) == WHOLE
    assert [(one["text"], one["greeting"]) for one in talk.messages()] == [(WHOLE, 0)]
    assert (talk.thread()["replying"], talk.stats()["message_count"]) == (None, 0)
    known = Talker.of(ada, greet=True)
    assert (known.thread()["replying"], known.texts()) == (None, ["Need a job done?"])


def test_a_blank_greeting_is_none_whichever_api_said_it(ada: Caller) -> None:
    body = {"name": "Atlas", "instructions": "Be.", "greeting_message": ""}
    atlas = ada.post("/v1/replrs", body).json()["id"]
    for talk in (
        Talker.with_character(ada, atlas),
        Talker.of(ada, {"name": "M", "greetings": {"first": " "}}),
    ):
        assert (talk.messages("?all=true"), talk.reply()["reply"]["greeting"]) == ([], 0)


def test_a_greeting_that_there_is_not_is_refused(ada: Caller) -> None:
    mute = Talker.of(ada, {"name": "Mute"})
    refused = ada.post("/v1/threads", {"character": mute.character_id, "greeting": 1})
    assert refused.json()["errors"] == [{"pointer": "/greeting", "detail": "must be 0 or null"}]


def test_a_reply_is_sampled_as_the_request_says(talk: Talker) -> None:
    sampling = {"temperature": 0.25, "top_p": 0.5, "max_tokens": 7, "stop": ["END"], "seed": 11}
    asked = "#find=0.25"
    assert talk.say(asked, **sampling)["reply"]["text"].startswith("2x0")  # in what is asked, and here
    assert talk.say(asked)["reply"]["text"].startswith("2x0")  # here, and in the turn before
    assert talk.ask("Hello", temperature=3).status_code == 400


def test_regenerating_makes_another_version_and_leaves_the_first(talk: Talker) -> None:
    first = talk.say("Hello")["reply"]
    second = talk.reply()["reply"]
    assert (second["parent"], talk.thread()["leaf"]) == (first["parent"], second["id"])
    talk.post(f"/messages/{first['id']}/select")
    assert talk.messages()[-1] == first
    talk.say("And now?")
    talk.post(f"/messages/{second['id']}/select")
    assert talk.messages()[-1] == second
    talk.post(f"/messages/{first['id']}/select")
    assert talk.texts()[-2:] == ["And now?", WHOLE]


def test_a_branch_begins_anywhere(talk: Talker) -> None:
    greeting = talk.messages()[0]
    talk.say("Left")
    right = talk.say("Right", parent=greeting["id"])
    assert talk.texts() == ["Need a job done?", "Right", WHOLE]
    anew = talk.say("Out of the blue", parent=None)
    assert anew["message"]["parent"] is None
    assert talk.texts() == ["Out of the blue", WHOLE]
    assert talk.reply(parent=right["message"]["id"])["reply"]["parent"] == right["message"]["id"]


def test_going_on_lengthens_what_was_said_and_counts_nothing(talk: Talker) -> None:
    reply = talk.say("Hello")["reply"]
    longer = talk.post("/continue")["reply"]
    assert (longer["id"], longer["text"]) == (reply["id"], WHOLE + WHOLE)
    assert talk.stats()["message_count"] == 2


BELL = """goals:
  - name: bell
    repeatable: true
    activation: [{trigger: ding}]
    actions: [{say: The bell rings., send_trigger: rung, emotion: JOY}]
"""


def test_going_on_reaches_no_goal_again(ada: Caller) -> None:
    talk = Talker.of(ada, {"name": "Nora", "goals": BELL})
    reply = talk.say("Hello", triggers=["ding"])["reply"]
    assert (reply["text"], reply["goals"]) == ("The bell rings.", ["bell"])
    longer = talk.post("/continue")["reply"]
    assert longer["text"] == "The bell rings." + WHOLE
    assert [longer[what] for what in ("signals", "emotions", "goals")] == [["rung"], ["JOY"], ["bell"]]
    assert talk.say("And?", triggers=["ding"])["reply"]["goals"] == ["bell"]


def test_a_greeting_that_is_gone_on_with_is_that_greeting_still(talk: Talker) -> None:
    assert talk.post("/continue")["reply"]["greeting"] == 0
    assert talk.texts() == ["Need a job done?" + WHOLE]


def test_a_blocked_word_is_found_where_a_reply_was_gone_on_with(ada: Caller) -> None:
    greeting = {"greetings": {"first": "It is a bad"}, "safety": {"blocked_words": ["badword0"]}}
    talk = Talker.of(ada, {"name": "Nora", **greeting})
    assert talk.post("/continue")["reply"]["text"] == "It is a bad▇▇▇▇▇ word1 word2 word3 word4 "


def test_the_user_cannot_be_gone_on_with(talk: Talker) -> None:
    talk.ask("Hello #status=500")
    assert talk.who.post(f"{talk.path}/continue", {}).status_code == 400


def test_editing_keeps_all_but_the_words(talk: Talker) -> None:
    reply = talk.say("Hello")["reply"]
    edited = said(talk.who.send("PATCH", f"{talk.path}/messages/{reply['id']}", json={"text": "Other."}))
    assert edited["edited_at"] is not None
    assert edited | {"edited_at": None, "text": WHOLE} == reply
    assert talk.texts()[-1] == "Other."


def test_what_is_deleted_takes_along_what_came_of_it(talk: Talker) -> None:
    first = talk.say("Hello")["reply"]
    second = talk.reply()["reply"]
    third = talk.say("More")
    gone = said(talk.who.delete(f"{talk.path}/messages/{second['id']}"))["deleted"]
    assert set(gone) == {second["id"], third["message"]["id"], third["reply"]["id"]}
    assert talk.thread()["leaf"] == first["id"]  # the version beside it
    said(talk.who.delete(f"{talk.path}/messages/{first['id']}"))
    assert talk.texts() == ["Need a job done?", "Hello"]
    assert talk.reply()["reply"]["text"] == WHOLE
    assert talk.stats()["message_count"] == 6  # ever


def test_what_is_counted(talk: Talker) -> None:
    assert talk.stats() == {"message_count": 0, "used_count": 0, "last_interacted_with": None}
    talk.say("Hello")
    talk.reply()
    assert {**talk.stats(), "last_interacted_with": ""} == {
        "message_count": 3,
        "used_count": 1,
        "last_interacted_with": "",
    }
    assert talk.stats()["last_interacted_with"] == talk.messages()[-1]["created_at"]
    Talker.with_character(talk.who, talk.character_id).say("Again")
    assert (talk.stats()["message_count"], talk.stats()["used_count"]) == (5, 2)
    character = said(talk.who.get(f"/v1/characters/{talk.character_id}"))
    assert (character["message_count"], character["used_count"]) == (5, 2)


def test_strangers_talk_with_what_is_public_until_it_is_not(talk: Talker, bob: Caller) -> None:
    character = f"/v1/characters/{talk.character_id}"
    assert bob.post("/v1/threads", {"character": talk.character_id}).status_code == 404
    said(talk.who.send("PATCH", character, json={"character": {"visibility": "public"}}))
    stranger = Talker.with_character(bob, talk.character_id)
    stranger.say("Hello")
    assert talk.stats()["message_count"] == 2
    assert talk.who.get(stranger.path).status_code == 404  # its owner is a stranger there
    assert talk.who.post(f"{stranger.path}/messages", {"text": "Me"}).status_code == 404
    said(talk.who.send("PATCH", character, json={"character": {"visibility": "private"}}))
    closed = stranger.ask("Still there?")
    assert (closed.status_code, closed.json()["title"]) == (409, "Thread closed")
    assert stranger.texts() == ["Need a job done?", "Hello", WHOLE]
    said(talk.who.delete(character))
    assert bob.get(stranger.path).status_code == 404


def test_an_unlisted_character_is_reached_by_its_link(talk: Talker, bob: Caller) -> None:
    character = f"/v1/characters/{talk.character_id}"
    said(talk.who.send("PATCH", character, json={"character": {"visibility": "unlisted"}}))
    share = said(talk.who.post(f"{character}/share"))["share_url"].rpartition("/")[2]
    assert bob.post("/v1/threads", {"character": talk.character_id}).status_code == 404
    stranger = Talker.with_character(bob, talk.character_id, share_id=share)
    stranger.say("Hello")
    said(talk.who.delete(f"{character}/share"))
    assert stranger.ask("Still there?").json()["title"] == "Thread closed"


def test_a_suspended_owners_character_is_closed_to_others(talk: Talker, bob: Caller) -> None:
    said(
        talk.who.send(
            "PATCH", f"/v1/characters/{talk.character_id}", json={"character": {"visibility": "public"}}
        )
    )
    stranger = Talker.with_character(bob, talk.character_id)
    talk.who.served.write(service.suspend_account, talk.who.account_id)
    assert stranger.ask("Hello").json()["title"] == "Thread closed"


def test_who_somebody_is_depends_on_the_character_and_the_thread(ada: Caller) -> None:
    talk = Talker.of(ada)
    made = {
        name: said(ada.post("/v1/personas", {"name": name, **options}))["id"]
        for name, options in (
            ("Anybody", {"default": True}),
            ("Special", {"characters": [talk.character_id]}),
            ("Other", {}),
        )
    }

    def user() -> str:
        return Talker.with_character(ada, talk.character_id, greeting=2).texts()[0]

    assert user() == "Come in, Special."
    told_so = Talker.with_character(ada, talk.character_id, greeting=2, persona=made["Other"])
    assert told_so.texts() == ["Come in, Other."]
    said(ada.delete(f"/v1/personas/{made['Special']}"))
    assert user() == "Come in, Anybody."
    said(ada.delete(f"/v1/personas/{made['Other']}"))
    assert told_so.thread()["persona"] is None
    said(ada.send("PATCH", f"/v1/personas/{made['Anybody']}", json={"default": False}))
    assert user() == "Come in, User."


def test_a_scene_that_somebody_is_in_stays(ada: Caller) -> None:
    talk = Talker.of(ada)
    office = said(ada.post("/v1/scenes", {"title": "Office", "characters": [talk.character_id]}))["id"]
    harbour = said(ada.post("/v1/scenes", {"title": "Harbour"}))["id"]
    here = Talker.with_character(ada, talk.character_id)
    assert here.thread()["scene"] == office
    assert talk.thread()["scene"] is None  # which began before
    moved = said(ada.post(f"/v1/scenes/{office}/move", {"to": harbour}))
    assert moved["characters"] == [talk.character_id]
    assert ada.delete(f"/v1/scenes/{office}").json()["title"] == "In use"  # by the thread
    said(ada.send("PATCH", here.path, json={"scene": None}))
    said(ada.delete(f"/v1/scenes/{office}"))
    assert ada.delete(f"/v1/scenes/{harbour}").json()["title"] == "In use"  # by the cast
    said(ada.delete(f"/v1/characters/{talk.character_id}"))
    said(ada.delete(f"/v1/scenes/{harbour}"))


def test_ids_may_be_written_in_upper_case(talk: Talker) -> None:
    who, loud = talk.who, talk.character_id.upper()
    assert said(who.get(f"/v1/characters/{loud}"))["id"] == talk.character_id
    begun = said(who.post("/v1/threads", {"character": loud}))
    assert begun["character"] == talk.character_id
    other = Talker(who, f"/v1/threads/{begun['id'].upper()}", talk.character_id)
    greeting = other.messages()[0]["id"]
    assert other.say("Hello", parent=greeting.upper())["message"]["parent"] == greeting
    made = said(who.post("/v1/personas", {"name": "Ann", "characters": [loud]}))
    assert made["characters"] == [talk.character_id]
    assert len(said(who.get(f"/v1/threads?character={loud}"))["items"]) == 2


def test_a_guest_has_no_premium_models(talk: Talker) -> None:
    guest = Talker.of(talk.who.served.newcomer("guest"), {**NORA, "engine": {"model": "premium"}})
    refused = guest.ask("Hello", model="premium")
    assert (refused.status_code, "premium" in refused.json()["detail"]) == (403, True)
    assert guest.say("Hello")["reply"]["model"] == "default"  # the character's wish is not granted
    assert talk.say("Hello", model="premium")["reply"]["model"] == "premium"
    assert talk.ask("Hello", model="nobody's").status_code == 400


def test_a_plan_has_so_many_replies_a_day(talk: Talker) -> None:
    def ask_twice() -> tuple[Talker, Any, httpx2.Response]:
        guest = Talker.of(talk.who.served.newcomer("guest"))

        def spend(db: Transaction) -> None:
            for _ in range(99):
                ledger.count_reply(db, replace(caller(guest.who.account_id, ""), plan="guest"))

        talk.who.served.write(spend)
        return guest, guest.say("The last one"), guest.ask("One more")

    guest, last, spent = in_one_day(ask_twice)
    assert last["reply"]["text"] == WHOLE
    assert (spent.status_code, spent.json()["title"]) == (429, "Plan spent")
    assert 0 < int(spent.headers["retry-after"]) <= 86_401
    assert "One more" not in guest.texts()


def test_what_would_be_asked_is_shown_to_the_characters_owner_alone(talk: Talker, bob: Caller) -> None:
    talk.say("Hello there")
    shown = said(talk.who.get(f"{talk.path}/prompt"))
    assert {"role": "user", "content": "Hello there"} in shown["messages"]
    assert shown["tokens"] <= shown["window"]
    assert all(one["tokens"] >= 0 and one["name"] for one in shown["sections"])
    assert (shown["window_is_guessed"], shown["remarks"]) == (True, [])
    said(
        talk.who.send(
            "PATCH", f"/v1/characters/{talk.character_id}", json={"character": {"visibility": "public"}}
        )
    )
    stranger = Talker.with_character(bob, talk.character_id)
    assert bob.get(f"{stranger.path}/prompt").status_code in {403, 404}


def test_a_thread_can_be_deleted_while_it_is_being_answered(talk: Talker) -> None:
    reader, reply_id = talk.begin("Hello #tokens=7000 #pause=0.02")
    assert talk.ask("Me too").json()["title"] == "Reply running"
    said(talk.who.delete(talk.path))
    reader.join(60)
    assert not reader.is_alive()
    assert talk.who.get(f"{talk.path}/messages/{reply_id}").status_code == 404


def test_the_same_request_says_nothing_twice(talk: Talker) -> None:
    key = {"idempotency-key": "once"}
    first = talk.ask("Hello", headers=key)
    again = talk.ask("Hello", headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert len(talk.messages()) == 3
    assert talk.ask("Other", headers=key).status_code == 422
    one, two = (talk.who.post(f"{talk.path}/reply", {}, headers=key) for _ in range(2))
    assert one.json() == two.json()
    assert len(talk.messages("?all=true")) == 6  # three greetings, what was said, and two replies


def test_a_repetition_follows_the_reply_that_is_being_made(talk: Talker) -> None:
    key = {"idempotency-key": "once"}
    text = "Hello #pause=0.2"
    with talk.stream(text, headers=key) as events:
        assert next(events).name == "begin"
        with talk.stream(text, headers=key) as others:
            heard = [*others]
        assert told([*events]) == told(heard) == WHOLE
    assert len(talk.messages()) == 3
