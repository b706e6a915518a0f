"""What the jury does, and what is done for it."""
