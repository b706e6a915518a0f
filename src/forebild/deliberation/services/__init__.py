"""The only writers of this app's tables; one function per business action."""
