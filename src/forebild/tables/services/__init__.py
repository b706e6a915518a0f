"""What the app does; each module says which actions."""
