"""What saving can refuse beyond the house's own errors."""

from forebild.shared.errors import InvalidInput


class TooLarge(InvalidInput):
    """More text than a field, or a document, may hold; `fields` names the ones that are too long."""
