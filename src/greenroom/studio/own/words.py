"""What the pages of one's own character say alike."""

WORDS = {
    "tabs": "This character",
    "edit": "Edit",
    "publishing": "Publishing",
    "history": "History",
    "dialects": "APIs",
    "export": "Export",
    "see": "See its page",
    "withheld": "The operator of this server keeps this character from the public: {reason}",
    "waiting": "This character waits for an operator’s approval; until then, nobody else discovers it.",
    "characters": "Characters",
    "unnamed": "Unnamed",
}
