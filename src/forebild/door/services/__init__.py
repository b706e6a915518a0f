"""What is done at an event's door, and what its helpers tell of."""
