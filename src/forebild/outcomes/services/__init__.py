"""What is done: one function per business action."""
