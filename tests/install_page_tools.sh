#!/usr/bin/env bash
# Installs what the page tests need: LibreOffice, poppler, chromium (for the preview), fonts that cover Chinese, and
# Fandol, whose glyphs are as wide as those of the fonts the standard names (which are not free). Safe to run again;
# needs Debian: Ubuntu's chromium is a snap.
set -euo pipefail
cd "$(dirname "$0")/.."
fonts=${WENMING_FONTS:-.cache/fonts}
need=()
command -v soffice >/dev/null || need+=(libreoffice-writer-nogui)
command -v pdftoppm >/dev/null || need+=(poppler-utils)
command -v chromium >/dev/null || need+=(chromium)
fc-list 2>/dev/null | grep -q 'Noto Serif CJK' || need+=(fonts-noto-cjk)
fc-list 2>/dev/null | grep -q 'Liberation Serif' || need+=(fonts-liberation)
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
if [ ${#need[@]} -gt 0 ]; then
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y --no-install-recommends "${need[@]}"
fi
if ! ls "$fonts"/FandolFang-Regular.otf >/dev/null 2>&1; then
  mkdir -p "$fonts"
  fonts=$(cd "$fonts" && pwd)
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  (cd "$folder" && apt-get download texlive-lang-chinese &&
     dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar -x --wildcards '*/fandol/*.otf')
  find "$folder" -name 'Fandol*.otf' -exec cp {} "$fonts"/ \;
fi
echo "$fonts:" && ls "$fonts"
