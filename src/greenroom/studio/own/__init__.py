"""What the pages of one's own character share: finding it, and the row of tabs that leads from one to the other."""
