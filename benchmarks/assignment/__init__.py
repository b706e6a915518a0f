"""The assignment of jurors to entries against published methods."""
