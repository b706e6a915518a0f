"""`audit.record(actor, "competition.entry.submitted", entry)`: see services.py."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forebild.shared.audit.services import record, record_read

__all__ = ["record", "record_read"]


def __getattr__(name: str) -> Any:
    """The services, fetched when first asked for: Django imports this package before it has any models."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from forebild.shared.audit import services

    return getattr(services, name)
