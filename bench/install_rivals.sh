#!/bin/sh
# Installs the rivals that Python's own extras do not bring into one folder outside this checkout:
#   bench/install_rivals.sh FOLDER && python -m bench --rivals FOLDER
# Needs npm for docxtemplater and carbone, pip for pandoc.
set -eu
folder=${1:?usage: install_rivals.sh FOLDER}
mkdir -p "$folder"
if command -v npm >/dev/null; then
    npm install --silent --prefix "$folder" docxtemplater pizzip carbone
else
    echo "npm is missing: docxtemplater and carbone stay out" >&2
fi
"${PYTHON:-python3}" -m pip install --quiet --target "$folder/python" pypandoc_binary
