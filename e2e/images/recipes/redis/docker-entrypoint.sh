#!/bin/sh
# Begins as root, gives the folder to redis and becomes that user.
set -e
case $1 in
-* | *.conf) set -- redis-server "$@" ;;
esac
case $1 in
redis-server | valkey-server)
	if [ "$(id -u)" = 0 ]; then
		find . ! -user redis -exec chown redis {} +
		exec setpriv --reuid=redis --regid=redis --clear-groups -- "$0" "$@"
	fi
	server=$1
	shift
	set -- "$server" --protected-mode no "$@"
	;;
esac
umask 0077
exec "$@"
