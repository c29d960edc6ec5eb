"""What a reply is made of. Everything here is pure: equal inputs give equal prompts, and nothing here waits."""
