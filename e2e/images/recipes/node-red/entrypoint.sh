#!/bin/bash
# Starts Node-RED with what is in /data.
exec node --no-node-snapshot /usr/src/node-red/node_modules/node-red/red.js --userDir /data "$FLOWS" "$@"
