"""How somebody signs in to their account, and where they are signed in."""
