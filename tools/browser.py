"""Find a Chromium for the tests, or get one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell first: the same browser without windows, which draws the same pages in half the time.
_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
_PACKAGE = "chromium-headless-shell"
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """The program's place: named by CHROMIUM, installed in the system, or Playwright's own.

    Raises SystemExit when CHROMIUM names nothing that can be run: a wish is not quietly passed over.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if found := shutil.which(named):
            return found
        raise SystemExit(f"CHROMIUM names no program: {named}")
    installed = [shutil.which(name) for name in _NAMES] + [place for place in _PLACES if Path(place).exists()]
    return next(filter(None, installed), None) or _playwrights_own()


def find_or_install() -> str | None:
    """A Chromium, installed if need be: Debian's package as root, else Playwright's own; else None."""
    found = find()
    if found:
        return found
    for commands in _installations():
        print("Installing a Chromium for the browser tests …", flush=True)
        if all(subprocess.run(command, check=False).returncode == 0 for command in commands) and (
            found := find()
        ):
            return found
    return None


def _installations() -> list[list[list[str]]]:
    """Ways to install one, the better first; each a row of commands."""
    ways = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        install = [apt, "-q", "-y", "--no-install-recommends", "install", _PACKAGE]
        ways.insert(0, [[apt, "-q", "update"], install])
    return ways


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        place = playwright.chromium.executable_path
    return place if Path(place).exists() else None
