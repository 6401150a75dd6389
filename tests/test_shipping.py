"""What we ship can be installed where the users are."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PINNED = ROOT / "requirements" / "app.txt"
GLIBC_2_28 = ["manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"]
PLATFORMS = {"Windows 10": ["win_amd64"], "Kylin, UOS and Debian 10": GLIBC_2_28}


def test_every_shipped_package_is_pinned_with_its_hash_and_no_address():
    text = PINNED.read_text()

    packages = re.split(r"\n(?=\S)", text.strip())

    assert len(packages) > 20
    assert all("==" in package and "--hash=sha256:" in package for package in packages)
    assert "://" not in text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_shipped_package_has_a_wheel_for(platform, tmp_path):
    tags = [argument for tag in PLATFORMS[platform] for argument in ("--platform", tag)]
    abis = [argument for abi in ("cp311", "abi3", "none") for argument in ("--abi", abi)]
    pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--require-hashes"]
    wheels = [*pip, "--only-binary=:all:", "--python-version", "3.11", "--implementation", "cp", *tags, *abis]

    resolved = subprocess.run(
        [*wheels, "--target", str(tmp_path), "-r", str(PINNED)], capture_output=True, text=True, timeout=250
    )

    if re.search(r"NewConnectionError|Temporary failure in name resolution|ConnectTimeout", resolved.stderr):
        pytest.skip("the package registry cannot be reached from here")
    assert resolved.returncode == 0, resolved.stderr
