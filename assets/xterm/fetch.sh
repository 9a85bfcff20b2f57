#!/bin/sh
# Gets the files of this folder from npm at the versions that README.md says, and checks npm's own hashes of them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
get() { # package, version, sha512
  file=$(npm pack --silent "$1@$2")
  got=sha512-$(openssl dgst -sha512 -binary "$file" | base64 | tr -d '\n')
  [ "$got" = "$3" ] || { echo "$1@$2: $got, want $3" >&2; exit 1; }
  tar -xzf "$file"
}
get @xterm/addon-fit 0.11.0 'sha512-jYcgT6xtVYhnhgxh3QgYDnnNMYTcf8ElbxxFzX0IZo+vabQqSPAjC3c1wJrKB5E19VwQei89QCiZZP86DCPF7g=='
cp package/lib/addon-fit.mjs "$here/"
rm -r package
get @xterm/xterm 6.0.0 'sha512-TQwDdQGtwwDt+2cgKDLn0IRaSxYu1tSUjgKarSDkUM0ZNiSRXFpjxEsvc/Zgc5kq5omJ+V0a8/kIM2WD3sMOYg=='
cp package/lib/xterm.mjs package/css/xterm.css package/LICENSE "$here/"
