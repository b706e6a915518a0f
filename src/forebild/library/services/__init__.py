"""From an awarded entry to a published good example."""
