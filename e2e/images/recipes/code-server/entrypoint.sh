#!/bin/sh
# Starts the editor; PASSWORD is what it asks for.
exec node /usr/lib/code-server/node_modules/code-server/out/node/entry.js --disable-telemetry --disable-update-check "$@"
