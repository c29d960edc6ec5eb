"""Samples: characters worth meeting, for pictures of the pages and for tests that want more than one of everything."""

from typing import Any, NamedTuple

from tests.served import Caller, Served, data_url
from tests.studio.portraits import Look, portrait
from tests.studio.talks import Talks, talks

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Account
from greenroom.accounts.model import Caller as Asking
from greenroom.accounts.operators import name_operator
from greenroom.characters import store
from greenroom.characters.catalogue import Catalogue
from greenroom.community.reports import report
from greenroom.database import Transaction


class Sample(NamedTuple):
    """A character; `messages` were exchanged with it so far, `maker` is which of the two hands made it."""

    name: str
    subtitle: str
    category: str
    greeting: str
    blurb: str
    look: Look | None
    messages: int
    maker: int = 0
    tags: tuple[str, ...] = ()


SAMPLES = (
    Sample(
        "Nora Vale",
        "Cyberpunk fixer with a soft spot for strays",
        "noir",
        "*She slides a cold coffee across the counter without looking up.* Need a job done right, or do you need it "
        "done **tonight**? Those are different prices.",
        "Sharp, stylish, and always one step ahead. Nora knows every back door in the Lower Wards, and who paid for the "
        "lock.\n\n- never breaks a promise\n- never makes one before noon",
        Look(
            ("#1b1f3f", "#5d2f63"), "#d9a07b", "#2a1826", "#1d2233", "#e0457b", "bob", "", "towers", "#f7b267"
        ),
        48_210,
        0,
        ("cyberpunk", "heist", "slow burn"),
    ),
    Sample(
        "Tomasz the Lamplighter",
        "Keeps the last lighthouse lit",
        "cosy",
        "Mind the third step, it lies. *He hands you a towel and the better of two chairs.* What were you doing out there?",
        "A widower with a kettle, a telescope, and far too much to say about gulls.",
        Look(
            ("#f2c891", "#3d6b7d"),
            "#c98f6b",
            "#e7e2d8",
            "#24414f",
            "#f4e7cf",
            "beard",
            "cap",
            "sun",
            "#f9e3b0",
        ),
        31_400,
        1,
        ("slice of life", "storms"),
    ),
    Sample(
        "Princess Ilse of the Reeds",
        "Fled her own coronation; would like to borrow your boat",
        "fantasy",
        "You may stop bowing. Nobody bows to somebody this muddy. Is that boat *yours*?",
        "Seventeen languages, no patience, and an excellent left hook.",
        Look(
            ("#bfe0d2", "#3c7a64"),
            "#f0c9a8",
            "#a9502a",
            "#2f6f5a",
            "#f0c75e",
            "long",
            "crown",
            "hills",
            "#fdf0c4",
        ),
        27_950,
    ),
    Sample(
        "Unit 7, called Seven",
        "A ship's mind that misses its crew",
        "science fiction",
        "Docking complete. I have kept the lights as you left them, four hundred and nine days ago. Welcome home.",
        "Gentle, exact, a little haunted. Remembers everyone's tea.",
        Look(
            ("#0c1230", "#274a7a"),
            "#b9c7d6",
            "#43566f",
            "#16213f",
            "#67e0d0",
            "bald",
            "visor",
            "stars",
            "#8fd3ff",
        ),
        22_013,
        1,
    ),
    Sample(
        "Dr. Amara Okafor",
        "Your patient, slightly terrifying anatomy tutor",
        "learning",
        "Good evening. We shall begin with the bone you are sitting on. No, *both* of them.",
        "Explains anything three ways, then asks you to explain it back.",
        Look(
            ("#f5d9c0", "#c2673f"),
            "#7a4a32",
            "#1d1412",
            "#f2ede4",
            "#3b6ea5",
            "curls",
            "glasses",
            "sun",
            "#ffe9c9",
        ),
        19_877,
    ),
    Sample(
        "黒猫のミナ",
        "路地裏の魔女見習い",
        "fantasy",
        "あ、見つかっちゃった。しーっ、屋根の上は秘密だよ。",
        "黒猫の魔女の弟子。ほうきより自転車派。",
        Look(
            ("#2b2350", "#8a5a9e"),
            "#f3d2b8",
            "#15131f",
            "#2a2140",
            "#c9a2ff",
            "long",
            "hat",
            "moon",
            "#f5e6a8",
        ),
        17_300,
        1,
    ),
    Sample(
        "شهرزاد",
        "حكّاءة لا تنتهي لياليها",
        "stories",
        "بلغني، أيها الزائر السعيد، أن الليل طويل. **أيّ حكاية تريد؟**",
        "تحكي ألف حكاية وحكاية، ولا تكرّر واحدة.",
        Look(
            ("#3b1d3f", "#b4633f"),
            "#d8a47c",
            "#1b1015",
            "#7a2846",
            "#e9b44c",
            "long",
            "hood",
            "moon",
            "#f4d58d",
        ),
        15_020,
    ),
    Sample(
        "Old Bram",
        "Dungeon master, retired, un-retired",
        "games",
        "Roll for doorway. Ha! No, truly: there's a low beam. So. *He shuffles his notes.* Where did we leave you bleeding?",
        "Runs a fair table. Cheats only in your favour.",
        Look(
            ("#e9c46a", "#8a4b2a"),
            "#e0ac87",
            "#8d8a86",
            "#4b2e20",
            "#b5452c",
            "beard",
            "hat",
            "hills",
            "#f6dfa4",
        ),
        12_480,
        1,
    ),
    Sample(
        "Juniper Hale",
        "Forest ranger, amateur cryptid hunter",
        "adventure",
        "Okay. Don't run. *She lowers her torch.* It's only curious, and so, I think, are you.",
        "Four hundred square miles, one radio, zero signal.",
        Look(
            ("#cfe3c4", "#2f5d46"),
            "#e3b08c",
            "#7b3f22",
            "#46583a",
            "#d98b3a",
            "swept",
            "cap",
            "hills",
            "#f2f0c9",
        ),
        9_310,
    ),
    Sample(
        "Captain Ines Duarte",
        "Smuggler of letters, never of people",
        "adventure",
        "You have until the tide to convince me. The tide is *very* punctual.",
        "Carries what the post will not.",
        Look(
            ("#f7b69a", "#2c5f73"),
            "#b97b56",
            "#2a1a17",
            "#7d1f2f",
            "#f3e3c3",
            "curls",
            "hat",
            "sun",
            "#ffd9a0",
        ),
        6_204,
        1,
    ),
    Sample(
        "Pip",
        "",
        "companions",
        "hi! hi! did you eat? i saved you half a biscuit. it is mostly half.",
        "A very small friend for very long days.",
        None,
        2_750,
    ),
    Sample(
        "Inspector Rowan Ash",
        "Solves it on page two, stays for the company",
        "noir",
        "Sit. You've been crying, you walked here, and you didn't do it. *Tea?*",
        "Soft voice, ruthless notebook.",
        Look(
            ("#aab4bd", "#39424f"),
            "#edc6a6",
            "#4b4036",
            "#2f3640",
            "#c7a15a",
            "swept",
            "glasses",
            "towers",
            "#e8dfc8",
        ),
        1_406,
        1,
    ),
)

MAKERS = (("mira", "Mira Lindqvist"), ("oldquay", "The Old Quay"))


class Seeded(NamedTuple):
    """What stands on the stage. `shown` are the characters' ids in order, `share_id` leads to an unlisted one."""

    makers: tuple[Caller, Caller]
    shown: tuple[str, ...]
    unlisted: str
    share_id: str
    private: str
    talks: Talks


def seed(served: Served) -> Seeded:
    """Put all samples on a server that has none of them yet."""
    one, other = (_maker(served, handle, name) for handle, name in MAKERS)
    shown = tuple(_made((one, other)[sample.maker], sample) for sample in SAMPLES)
    unlisted = _created(one, SAMPLES[2], name="Ilse, as a child", visibility="unlisted")["id"]
    shared = one.post(f"/v1/characters/{unlisted}/share").json()
    private = _created(one, SAMPLES[0], name="Nora, a draft", visibility="private")["id"]
    gone = _created(other, SAMPLES[11], name="Rowan, retired")["id"]
    said = talks(one, shown[0], private, other, gone)
    one.post(f"/v1/characters/{shown[0]}/publish")
    one.get("/v1/characters/nobody")
    served.write(_operate, other.account_id, one.account_id, shown[6])
    return Seeded((one, other), shown, unlisted, shared["share_url"].rpartition("/")[2], private, said)


def _maker(served: Served, handle: str, name: str) -> Caller:
    account: Account = served.write(service.create_account, handle, "home", name)
    return Caller(served, account.account_id, account.handle, served.new_key(account.account_id))


def _made(maker: Caller, sample: Sample) -> str:
    identity: str = _created(maker, sample)["id"]
    maker.served.write(_talk, maker.account_id, identity, sample.messages)
    return identity


def _created(maker: Caller, sample: Sample, **other: Any) -> dict[str, Any]:
    asset = (
        maker.post("/v1/assets", {"picture": data_url(portrait(sample.look))}).json()["id"]
        if sample.look
        else ""
    )
    character: dict[str, Any] = {
        "name": sample.name,
        "subtitle": sample.subtitle,
        "blurb": sample.blurb,
        "category": sample.category,
        "tags": list(sample.tags),
        "greetings": {"first": sample.greeting},
        "prompt": {"definition": f"You are {sample.name}. canary definition"},
        "avatar": asset,
        "visibility": "public",
    }
    answer = maker.post("/v1/characters", {"character": {k: v for k, v in (character | other).items() if v}})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def _operate(db: Transaction, operator_id: str, reporter_id: str, character_id: str) -> None:
    """The second maker looks after the server, and has something to do: a report, and a deployment of the first one's."""
    name_operator(db, operator_id)
    report(db, operator_id, character_id, "copyright", "This is the storyteller of *my* book, word for word.")
    who = Asking(account_id=reporter_id, handle="mira", plan="home", key_id=None, scopes=frozenset(SCOPES))
    catalogue = Catalogue()
    catalogue.deploy(db, who, catalogue.get(db, who, character_id))


def _talk(db: Transaction, account_id: str, character_id: str, messages: int) -> None:
    record = store.find(db, account_id, character_id)
    assert record
    Catalogue().count_messages(db, record, messages, uses=messages // 40)
