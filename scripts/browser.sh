#!/usr/bin/env bash
# Makes sure that a Chromium is there for the tests of the chat page. $1: the bin folder of .venv.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core \
        fonts-noto-color-emoji >/dev/null
    exit 0
fi
"$1/playwright" install chromium
