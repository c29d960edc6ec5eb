"""The history of a character: what was changed when and through what, how two of its revisions differ, and going back."""
