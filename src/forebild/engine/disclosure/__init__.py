"""Which figures over companies may be told, so that nothing of fewer than five can be worked out."""
