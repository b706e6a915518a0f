"""What people type, made into clean values: in public, and in the office."""
