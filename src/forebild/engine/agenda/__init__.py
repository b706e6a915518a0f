"""In which order a meeting takes its items, so that as few as possible have to go out."""
