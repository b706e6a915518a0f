"""PostgreSQL, and nothing else: a server named by DATABASE_URL, or the embedded one."""

from forebild.config.settings.base import HOME_DIR, env
from forebild.shared.postgres import socket_dir

# The embedded server listens on a socket only; `forebild.shared.postgres` starts it and says where.
DATABASE_URL = env.str("DATABASE_URL", default="")

if DATABASE_URL:
    _database = env.db_url_config(DATABASE_URL, engine="django.db.backends.postgresql")
else:
    _database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "forebild",
        "USER": "postgres",
        "HOST": str(socket_dir(HOME_DIR)),
    }

# Threads share a pool: persistent connections per thread would exhaust the server.
_database["CONN_MAX_AGE"] = 0
_database["OPTIONS"] = {
    **_database.get("OPTIONS", {}),
    "pool": {"min_size": 1, "max_size": 16, "timeout": 10},
}

DATABASES = {"default": _database}
