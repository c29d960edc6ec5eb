"""What Home says."""

WORDS = {
    "title": "Home",
    "welcome": "Somebody is waiting to meet you.",
    "welcome_text": "Greenroom keeps characters on your own machine: build unique personas with custom personalities, "
    "continue conversations and build deeper stories, and let every app you use talk to the same cast.",
    "begin": "Sign in",
    "look_around": "Look around first",
    "create": "What would you like to create?",
    "character": "Character",
    "character_text": "A personality with a voice of its own.",
    "persona": "Persona",
    "persona_text": "Who you are when you talk.",
    "scene": "Scene",
    "scene_text": "A place and a moment to meet in.",
    "continue": "Continue where you left off",
    "all_chats": "All chats",
    "no_chats": "No conversation yet",
    "no_chats_text": "Select a character from Discover to begin a conversation.",
    "discover": "Go to Discover",
    "popular": "Loved right now",
    "all_popular": "Discover all",
    "yours": "Your characters",
    "all_yours": "All of yours",
    "untitled": "Untitled conversation",
}
