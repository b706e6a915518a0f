"""All settings, a file per concern; later files may read what earlier ones set."""

from forebild.config.settings.accounts import *  # noqa: F403
from forebild.config.settings.base import *  # noqa: F403 a settings module is the sum of its parts
from forebild.config.settings.database import *  # noqa: F403
from forebild.config.settings.files import *  # noqa: F403
from forebild.config.settings.language import *  # noqa: F403
from forebild.config.settings.logs import *  # noqa: F403
from forebild.config.settings.mail import *  # noqa: F403
from forebild.config.settings.security import *  # noqa: F403
