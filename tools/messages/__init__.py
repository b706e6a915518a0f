"""Texts to translate: found in code and templates, merged into each app's catalogue, compiled, checked."""
