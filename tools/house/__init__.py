"""The house's rules as code: each yields a line for every place that breaks it."""
