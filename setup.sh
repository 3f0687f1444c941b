#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prepare this folder: an environment in .venv, the locked packages, the libraries that Qt needs.
# Called by make; running it again costs nothing while the lock and pyproject.toml stay as they are.
set -eu
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
is_root_on_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
apt_install() {
    mkdir -p out
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
        >out/apt.log 2>&1
}

fits='import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
find_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else
        set -- python3 python3.14 python3.13 python3.12 python3.11 python
    fi
    for name in "$@"; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c "$fits" >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
}

# Prints one Debian package and one Fedora package a line for every library that does not load.
missing_libraries() {
    "$python" - <<'PY'
import ctypes, sys

NEEDED = """
libglib-2.0.so.0 libglib2.0-0 glib2
libGL.so.1 libgl1 mesa-libGL
libEGL.so.1 libegl1 mesa-libEGL
libxkbcommon.so.0 libxkbcommon0 libxkbcommon
libdbus-1.so.3 libdbus-1-3 dbus-libs
libfontconfig.so.1 libfontconfig1 fontconfig
libgssapi_krb5.so.2 libgssapi-krb5-2 krb5-libs
libxcb-cursor.so.0 libxcb-cursor0 xcb-util-cursor
libxkbcommon-x11.so.0 libxkbcommon-x11-0 libxkbcommon-x11
libxcb-icccm.so.4 libxcb-icccm4 xcb-util-wm
libxcb-keysyms.so.1 libxcb-keysyms1 xcb-util-keysyms
libxcb-shape.so.0 libxcb-shape0 libxcb
"""
for line in NEEDED.split("\n") if sys.platform == "linux" else ():
    library, *packages = line.split() or [""]
    try:
        library and ctypes.CDLL(library)
    except OSError:
        print(*packages)
PY
}

offer_libraries() {
    missing=$(missing_libraries)
    # not for the program: the fault harnesses follow its system calls with it
    if is_root_on_apt && ! command -v strace >/dev/null 2>&1; then
        apt_install strace || say "strace could not be installed; the fault harnesses will say what was not run."
    fi
    # nor this: the tests read every word out of the documents that go to customers with it
    if is_root_on_apt && ! command -v pdftotext >/dev/null 2>&1; then
        apt_install poppler-utils || say "poppler-utils could not be installed; the tests will say what was not run."
    fi
    [ -n "$missing" ] || return 0
    debian=$(printf '%s\n' "$missing" | cut -d' ' -f1 | tr '\n' ' ')
    if is_root_on_apt; then
        say "Installing the system libraries that Qt needs: $debian"
        # shellcheck disable=SC2086  # one word per package
        apt_install $debian || say "The package manager could not install them; out/apt.log says why."
    elif command -v dnf >/dev/null 2>&1; then
        say "Qt needs system libraries that are missing here. Install them with:"
        say "sudo dnf install -y $(printf '%s\n' "$missing" | cut -d' ' -f2 | tr '\n' ' ')"
    else
        say "Qt needs system libraries that are missing here. Install them with:"
        say "sudo apt-get install -y --no-install-recommends $debian"
    fi
}

make_environment() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c "$fits" 2>/dev/null; then
        return 0
    fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if is_root_on_apt; then
            say "Installing $package, which this Python needs to make an environment."
            apt_install "$package" || stop "The package manager could not install $package; out/apt.log says why."
        else
            stop "This Python cannot make environments yet; install its venv module: sudo apt-get install -y $package"
        fi
    fi
    say "Making the environment .venv with $python."
    "$python" -m venv --clear .venv || stop "The environment .venv could not be made with $python."
}

install_packages() {
    say "Installing the locked packages into .venv (about 700 MB, once)."
    log=.venv/install.log
    pip=".venv/bin/python -m pip --disable-pip-version-check --no-input install"
    if ! $pip --require-hashes --only-binary=:all: -r requirements.lock >"$log" 2>&1; then
        if grep -qi 'do not match the hashes' "$log"; then
            stop "A package is not the one that requirements.lock names, so nothing was installed; $log names it."
        fi
        grep '^ERROR' "$log" | head -n 2 >&2 || true
        stop "pip could not fetch the packages; check the network or pip's settings and run the same command again."
    fi
    if ! $pip --no-deps --no-build-isolation -e . >>"$log" 2>&1; then
        stop "The packages are in place but Waterline itself was not installed; $log says why."
    fi
}

python=$(find_python)
if [ -z "$python" ] && [ -n "${PYTHON:-}" ]; then
    stop "PYTHON names $PYTHON, which is not a Python from 3.11 to 3.14."
elif [ -z "$python" ]; then
    found=$({ python3 --version || echo 'no Python'; } 2>/dev/null)
    stop "Waterline needs Python 3.11 to 3.14 and found $found here; install one, or name it: make run PYTHON=/path/to/python3.12"
fi
offer_libraries
make_environment
# The folder is part of the stamp: an environment that was moved or copied is made anew.
stamp=$(.venv/bin/python -c '
import hashlib, os, sys
text = b"".join(open(name, "rb").read() for name in ("requirements.lock", "pyproject.toml"))
print(hashlib.sha256(text + os.getcwd().encode() + sys.version.encode()).hexdigest())')
if [ "$(cat .venv/stamp 2>/dev/null || true)" != "$stamp" ]; then
    install_packages
    printf '%s\n' "$stamp" >.venv/stamp
fi
