"""Keeping the index true: in the same transaction as what changes a story, or all of it anew."""

from forebild.library.search.services.indexing import forget_example, index_example
from forebild.library.search.services.rebuilding import rebuild, rebuild_outdated

__all__ = ["forget_example", "index_example", "rebuild", "rebuild_outdated"]
