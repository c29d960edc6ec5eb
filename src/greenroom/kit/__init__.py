"""Pure helpers with no domain: ids, the clock, tokens, texts. Nothing here imports anything of ours."""
