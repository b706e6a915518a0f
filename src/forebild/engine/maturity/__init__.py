"""Self-assessment: what answers add up to, how that compares, and what to do next."""
