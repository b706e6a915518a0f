"""Swedish first, English beside it; all times shown in Swedish time."""

from pathlib import Path

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
FORMAT_MODULE_PATH = ["forebild.shared.ui.formats"]
LOCALE_PATHS: list[Path] = []
