"""What each API can and can't say of a character, and how it is called for it there."""
