"""Key checks and the account, as game engines ask for them at their start."""
