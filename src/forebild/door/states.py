"""The life of a door: open for its day, then closed."""

from forebild.shared.lifecycle import Lifecycle

DOOR = Lifecycle("door", start="open", moves={("open", "close"): "closed"})
