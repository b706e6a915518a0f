"""What must always hold of the stored data, said as sentences that a machine can check.

An app's `invariants.py` states its own:

    @invariant("An entry that is submitted has a content hash")
    def submitted_without_hash() -> Iterator[str]:
        for entry in Entry.objects.filter(state="submitted", content_hash=""):
            yield entry.public_id

`forebild check-invariants` checks them all; tests do it after every race and crash.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from django.utils.module_loading import autodiscover_modules

Finder = Callable[[], Iterable[str]]
_INVARIANTS: dict[str, Finder] = {}


def invariant(sentence: str) -> Callable[[Finder], Finder]:
    """Register a function that yields a text for each thing that breaks `sentence`."""

    def register(finder: Finder) -> Finder:
        if sentence in _INVARIANTS:
            raise RuntimeError(f"Two invariants say: {sentence}")
        _INVARIANTS[sentence] = finder
        return finder

    return register


def all_invariants() -> Mapping[str, Finder]:
    """Every app's invariants, by their sentence."""
    autodiscover_modules("invariants")
    return MappingProxyType(_INVARIANTS)


def problems() -> Iterator[tuple[str, str]]:
    """(sentence, what breaks it) for each problem in the database as it stands."""
    for sentence, finder in all_invariants().items():
        for problem in finder():
            yield sentence, problem
