"""The constants of a prompt, in one place."""

from greenroom.llm.tokens import UNKNOWN_WINDOW

SYSTEM = (
    "Write {{char}}'s next reply in this conversation between {{char}} and {{user}}. "
    "Be {{char}} and nobody else: stay in character, never speak or act for {{user}}, and never say that you are a model."
)
"""The main system prompt where neither the operator nor the character has one."""

FACTS = 8
"""Facts of the character's own that a prompt tells, at most; those that fit the conversation best."""

COMMON = 8
"""Records of common knowledge, likewise."""

MEMORIES = 8
"""What is remembered of this speaker from other conversations, likewise."""

QUERY_TURNS = 3
"""Newest turns whose words knowledge is looked for by; the newest counts like the others."""

SCAN_DEPTH = 2
"""Newest messages in which a lorebook's keys are looked for, where the book doesn't say."""

LORE_SHARE = 4
"""All entries of a lorebook may take one part in this many of the window, where the book doesn't say how many tokens;
and half of it whatever the book says."""

WINDOW = UNKNOWN_WINDOW
"""Tokens of a window that nobody knows."""

RESERVE = 512
"""Tokens that a reply may have where the character doesn't say how long it talks."""

MOST_TEXT = 600
"""Characters that an instruction takes from one free text."""

MOST_LISTED = 24
"""Items of a list that an instruction names."""

DEPTH = 4
"""Messages before the end at which a text for a depth stands, where it doesn't say."""
