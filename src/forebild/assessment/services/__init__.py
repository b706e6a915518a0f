"""One function per business action; the only writers."""
