"""What dialects are made with. Knows characters and HTTP, and no vendor."""
