"""`forebild mailbox`: a mail server to try things out with; it keeps what it gets in a folder."""

import argparse
from collections.abc import Sequence

from forebild.commands.parent import end_with_parent, parent_option
from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Accept mail until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser("forebild mailbox", description=__doc__, parents=[parent_option()])
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (FOREBILD_SMTP_PORT, else 8025)")
    options = parser.parse_args(argv)
    get_ready(database=False)
    if options.with_parent:
        end_with_parent()
    from django.conf import settings

    from forebild.shared.outbox import mailbox

    mailbox.serve(options.host, options.port or settings.SMTP_PORT, settings.MAILBOX_DIR)
    return 0
