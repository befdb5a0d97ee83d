#!/usr/bin/env bash
# Installs what the editor tests need: yaml-language-server, the program behind YAML in VS Code. Needs node and npm,
# takes a few seconds and 27 MB. Safe to run again. Without it those tests are skipped; in CI they fail.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${WENMING_EDITOR:-.cache/editor}
version=1.25.0
mkdir -p "$folder"
if ! grep -qs "\"version\": \"$version\"" "$folder/node_modules/yaml-language-server/package.json"; then
  npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error "yaml-language-server@$version"
fi
echo "yaml-language-server $version: $folder"
