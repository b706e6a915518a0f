"""Keeping the index true: in the same transaction as what changes a story."""

from forebild.library.models import GoodExample


def index_example(example: GoodExample) -> None:
    """Let the search find the story as it is published now."""


def forget_example(example: GoodExample) -> None:
    """Let the search find the story no more."""
