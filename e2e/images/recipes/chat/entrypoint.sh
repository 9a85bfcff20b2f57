#!/bin/sh
# Begins as root, gives the folder to node and becomes that user.
set -e
if [ "$(id -u)" = 0 ]; then
	chown -R node:node /data
	exec setpriv --reuid=node --regid=node --clear-groups -- "$0" "$@"
fi
exec "$@"
