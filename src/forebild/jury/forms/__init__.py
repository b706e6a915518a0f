"""What jurors, leaders and the office type, made into clean values; a module a room."""
