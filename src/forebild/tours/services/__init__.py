"""Business actions: the only writers."""
