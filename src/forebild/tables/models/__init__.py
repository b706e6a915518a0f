"""Tables at an event, who sits at them, and what is noted there.

Event ── TablePlan ── RoundTable ── Card ── CardVersion   (every wording that a card has had)
              │            └ Seating                      (a person at a table in a round)
              ├── Apart, SeatChange                       (kept apart; moved by hand, can be undone)
              └── Notes, NoteTaker                        (open or closed; who writes, by a safe link)
"""

from forebild.tables.models.cards import Card, CardVersion, Notes, NoteTaker
from forebild.tables.models.plan import Apart, RoundTable, SeatChange, Seating, TablePlan

__all__ = [
    "Apart",
    "Card",
    "CardVersion",
    "NoteTaker",
    "Notes",
    "RoundTable",
    "SeatChange",
    "Seating",
    "TablePlan",
]
