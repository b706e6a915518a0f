"""Round tables: who sits where in which round, so that people meet new people of other kinds."""
