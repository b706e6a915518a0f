"""Uploaded files lie outside the web's reach; static files are hashed and compressed."""

from forebild.config.settings.base import HOME_DIR
from forebild.config.settings.security import DEBUG

FILES_DIR = HOME_DIR / "files"
MAILBOX_DIR = HOME_DIR / "mailbox"
DRAWN_DIR = HOME_DIR / "drawn"  # pictures for sharing: may be deleted at any time
STATIC_URL = "/static/"
STATIC_ROOT = HOME_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # unused: see shared.files
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "forebild.shared.files.handlers.LimitedRequest",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
