#!/bin/sh
# Gives the folders to the broker's user, which it becomes by itself.
set -e
if [ "$(id -u)" = 0 ]; then
	chown -R mosquitto:mosquitto /mosquitto
fi
exec "$@"
