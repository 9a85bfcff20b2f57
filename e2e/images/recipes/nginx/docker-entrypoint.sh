#!/bin/sh
# Runs what is in /docker-entrypoint.d before the server, as root.
set -e
if [ "$1" = nginx ]; then
	for f in /docker-entrypoint.d/*.sh; do
		[ -x "$f" ] && "$f"
	done
	if [ -w /etc/nginx/conf.d/default.conf ] && [ ! -e /proc/net/if_inet6 ]; then
		sed -i '/listen *\[::\]/d' /etc/nginx/conf.d/default.conf
	fi
fi
exec "$@"
