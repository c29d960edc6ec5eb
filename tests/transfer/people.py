"""A folder as SillyTavern keeps it for a user, built in code, and many cards."""

import json
from pathlib import Path
from typing import Any

from tests.cards import corpus

CARD: dict[str, Any] = {
    **corpus.V2,
    "data": {**corpus.V2["data"], "extensions": {"world": "Harbour", "app/key": 1}},
}
HEAD = {
    "user_name": "Mira",
    "character_name": "Ada",
    "create_date": "2024-05-01 @10h 20m 30s 4ms",
    "chat_metadata": {"note_prompt": "slow", "integrity": "x"},
}
CHAT: list[dict[str, Any]] = [
    HEAD,
    {"name": "Ada", "is_user": False, "send_date": "May 1, 2024 10:20am", "mes": "You're wet.",
     "swipes": ["Sit.", "You're wet."], "swipe_id": 1,
     "swipe_info": [{"send_date": "May 1, 2024 10:19am", "extra": {}}, {"send_date": "May 1, 2024 10:20am", "extra": {"api": "x"}}],
     "extra": {"api": "x"}},
    {"name": "System", "is_user": False, "is_system": True, "send_date": "May 1, 2024 10:21am", "mes": "/hide", "extra": {}},
    {"name": "Mira", "is_user": True, "send_date": "2024-05-01T10:22:00.000Z", "mes": "It rains.", "extra": {}, "force_avatar": "User Avatars/mira.png"},
    {"name": "Ada", "is_user": False, "send_date": 1714558980000, "mes": "It does.", "extra": {"gen_id": 7}},
]  # fmt: skip
WORLD: dict[str, Any] = {
    "entries": {
        "0": {
            "uid": 0,
            "key": ["harbour"],
            "keysecondary": [],
            "comment": "",
            "content": "It is deep.",
            "order": 100,
        }
    }
}
SETTINGS: dict[str, Any] = {
    "api_key": "canary-secret",
    "power_user": {
        "personas": {"mira.png": "Mira", "theo.png": "Theo"},
        "persona_descriptions": {"mira.png": {"description": "A sailor.", "position": 0}},
        "default_persona": "mira.png",
    },
}


def lines(chat: list[dict[str, Any]]) -> bytes:
    return b"".join(corpus.text(line) + b"\n" for line in chat)


def parsed(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.splitlines()]


def card_png(card: Any = CARD) -> bytes:
    return corpus.png(corpus.t_text("chara", card))


def user_folder() -> dict[str, bytes]:
    """Every file of such a folder, by where it stands."""
    picture = corpus.png()
    return {
        "characters/Ada.png": card_png(),
        "characters/Ada/joy.png": picture,
        "characters/broken.png": picture[:20],
        "worlds/Harbour.json": corpus.text(WORLD),
        "chats/Ada/Ada - 2024.jsonl": lines(CHAT),
        "chats/Nobody/x.jsonl": lines(CHAT),
        "groups/1714.json": corpus.text(
            {"id": "1714", "name": "All", "members": ["Ada.png"], "chats": ["1714"]}
        ),
        "group chats/1714.jsonl": lines([{"chat_metadata": {}, "user_name": "Mira"}, *CHAT[1:]]),
        "User Avatars/mira.png": picture,
        "settings.json": corpus.text(SETTINGS),
        "secrets.json": b'{"api_key_openai": "canary-secret"}',
        "themes/dark.json": b"{}",
    }


def lay_out(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def cards(root: Path, count: int) -> Path:
    """So many different cards."""
    made = {
        f"card{at:04}.png": card_png({**CARD, "data": {**CARD["data"], "name": f"Card {at}"}})
        for at in range(count)
    }
    return lay_out(root, made)
