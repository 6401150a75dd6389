"""Makes this folder ready to run: the environment in `.venv`, and what Qt and Chinese text need from the system.

Plain Python, no packages: it runs before anything is installed, on Linux, Windows and macOS.
`python3 bootstrap.py app` for running the program, `python3 bootstrap.py dev` for working on it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# Shared library that Qt opens -> the Debian package that brings it. The wheels do not carry these.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
CHINESE_FONTS = (
    "notosanscjk",
    "sourcehan",
    "wqy",
    "droidsansfallback",
    "msyh",
    "simsun",
    "simhei",
    "pingfang",
    "uming",
)


def main(purpose: str) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file must speak clearly under an older Python too
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        return 1
    if sys.platform.startswith("linux"):
        bring_system_packages(missing_system_packages(purpose))
    return make_environment(purpose)


def make_environment(purpose: str) -> int:
    """Install exactly the pinned packages, whose hashes are in `requirements/`; do nothing if that is done."""
    pinned = HERE / "requirements" / f"{purpose}.txt"
    wanted = hashlib.sha256(pinned.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f"ready-for-{purpose}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return 0
    print(f"Making the environment in {ENVIRONMENT.name} (a few minutes, once) ...", flush=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--require-hashes", "--only-binary=:all:", "-r", str(pinned)], check=True)
        subprocess.run([*install, "--no-deps", "--no-build-isolation", "--editable", str(HERE)], check=True)
    except subprocess.CalledProcessError:
        print("The environment could not be made. Nothing else was changed.")
        print("If Python says that venv or ensurepip is missing:  apt-get install python3-venv")
        print("Otherwise look at the lines above; without a network, see 'Offline' in README.md.")
        return 1
    stamp.write_text(wanted)
    return 0


def missing_system_packages(purpose: str) -> list[str]:
    """Name the Debian packages without which the windows, Chinese text or the tests would fail here."""
    packages = [package for library, package in QT_LIBRARIES.items() if not _loads(library)]
    if not _has_chinese_font():
        packages.append("fonts-noto-cjk")
    if purpose == "dev" and not (shutil.which("soffice") or shutil.which("libreoffice")):
        packages.append("libreoffice-calc-nogui")  # the tests let a real office suite read our workbooks
    if purpose == "dev" and not shutil.which("pdftotext"):
        packages.append("poppler-utils")  # the tests read what stands on paper
    if purpose == "dev" and not shutil.which("strace"):
        packages.append("strace")  # the tests replay power cuts from what a program wrote and synced
    if purpose == "dev" and not (shutil.which("java") and shutil.which("javac")):
        packages.append("default-jdk-headless")  # the tests hold our form engine against JavaRosa
    return packages


def bring_system_packages(packages: list[str]) -> None:
    """Install them where we may (root on Debian), otherwise say which ones, and go on."""
    if not packages:
        return
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing system packages:", " ".join(packages), flush=True)
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "--quiet"], check=False, **quiet)
        if subprocess.run(command, check=False, **quiet).returncode == 0:
            return
        print("They could not all be installed.")
    print("The windows or Chinese text may need these system packages:")
    print("   ", "sudo", " ".join(command[:2] + packages) if shutil.which("apt-get") else " ".join(packages))
    print("Going on without them.", flush=True)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    for folder in map(os.path.expanduser, FONT_FOLDERS):
        for _, _, names in os.walk(folder):
            if any(known in name.lower().replace("-", "") for name in names for known in CHINESE_FONTS):
                return True
    return False


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("app", "dev"):
        sys.exit(f"usage: {Path(sys.argv[0]).name} app|dev")
    sys.exit(main(sys.argv[1]))
