#!/bin/sh
# Gets the files of this folder from npm at the version that README.md says, and checks npm's own hash of them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
file=$(npm pack --silent @walletconnect/ethereum-provider@2.21.8)
got=sha512-$(openssl dgst -sha512 -binary "$file" | base64 | tr -d '\n')
want='sha512-yjDlPpGMkuSXoIdmX7q7K7mDjPBqBqRW3hjXExhrRpbScdP92ZEFHoJf3E4ALDxdaV894ivXrOmMyGsoY5Eexg=='
[ "$got" = "$want" ] || { echo "$got, want $want" >&2; exit 1; }
tar -xzf "$file"
cp package/dist/index.umd.js package/LICENSE "$here/"
