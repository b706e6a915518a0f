"""A pytest plugin, loaded before the settings: tests have a home and a database server of their own."""

import os
from pathlib import Path

from forebild.shared import postgres

HOME = Path(__file__).parents[1] / "var" / "test"
os.environ["FOREBILD_HOME"] = str(HOME)
(HOME / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
os.environ.setdefault("FOREBILD_SECRET_KEY", "only-for-tests")
# Static files straight from the source, and loud mistakes; Django itself still turns DEBUG off in tests.
os.environ.setdefault("FOREBILD_DEBUG", "true")

if not os.environ.get("DATABASE_URL"):
    postgres.start(HOME, safe=False)
    postgres.make_database(HOME, "forebild")
