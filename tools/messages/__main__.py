"""`./run messages [--check]`: collect and compile the texts of all apps, or only say what is not in order."""

import argparse
import sys
from pathlib import Path

from tools.messages import catalogue
from tools.messages.extraction import NotLiteral

SOURCE = Path(__file__).parents[2] / "src" / "forebild"


def main(root: Path = SOURCE) -> int:
    """Write the catalogues, then say what a person has to do; with `--check`, write nothing."""
    parser = argparse.ArgumentParser("./run messages", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when anything is not in order"
    )
    options = parser.parse_args()
    try:
        wanted = catalogue.catalogues(root)
    except NotLiteral as trouble:
        print(trouble)
        return 1
    if not options.check:
        for path, messages in wanted.items():
            catalogue.write(path, catalogue.merged(catalogue.read(path), messages))
    troubles = [text for path, messages in wanted.items() for text in catalogue.problems(path, messages)]
    troubles += catalogue.disagreements(wanted)
    print(*troubles, sep="\n", end="\n" if troubles else "")
    print(
        f"{sum(map(len, wanted.values()))} texts in {len(wanted)} catalogues, {len(troubles)} to put right."
    )
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
