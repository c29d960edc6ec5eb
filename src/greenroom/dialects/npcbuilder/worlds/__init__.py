"""What a character's place is made of, through the vendor's API: worlds, their regions, and locations in these."""
