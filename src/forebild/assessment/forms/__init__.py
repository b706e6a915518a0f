"""What is typed, made clean."""
