"""Who may see a character: its visibility, its share link, what is live, and whether it is for adults."""
