#!/bin/sh
# PHP's own server, on the addresses that there are.
set -e
if [ "$1" = php ] && [ ! -e /proc/net/if_inet6 ]; then
	set -- php -S 0.0.0.0:8080 -t /var/www/html
fi
exec "$@"
