"""What the vendor's Studio served beside characters."""
