"""The `forebild` command's parts: a module for each, listed in `forebild.__main__`."""
