#!/usr/bin/env bash
# Build the C kernel with AddressSanitizer and UndefinedBehaviorSanitizer and fuzz it: tests/sanitizer/run.sh [seconds] [seed]
# Run by hand after a change of turkic_alphabet/native: needs gcc with its sanitizer libraries.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r turkic_alphabet tables "$work"
rm -f "$work"/turkic_alphabet/_kernel*.so
suffix=$("$python" -c "import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))")
include=$("$python" -c "import sysconfig; print(sysconfig.get_path('include'))")
gcc -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined -shared -fPIC \
    -I"$include" turkic_alphabet/native/kernel.c -o "$work/turkic_alphabet/_kernel$suffix"
ASAN_OPTIONS=detect_leaks=0 PYTHONMALLOC=malloc LD_PRELOAD="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)" \
    PYTHONPATH="$work" "$python" tests/sanitizer/fuzz.py "${1:-120}" "${2:-1}"
