#!/bin/bash
# Makes a database cluster at the first start, as the user postgres; what it is told is in POSTGRES_… as for the official image.
set -eu
if [ "$(id -u)" = 0 ]; then
	mkdir -p "$PGDATA"
	chown -R postgres "$PGDATA"
	chmod 700 "$PGDATA"
	chown -R postgres /var/run/postgresql
	exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
	if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
		echo "Database is uninitialized and superuser password is not specified: set POSTGRES_PASSWORD." >&2
		exit 1
	fi
	user=${POSTGRES_USER:-postgres}
	initdb --username="$user" --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:-}") --auth-local=trust --auth-host=scram-sha-256
	printf 'host all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
	pg_ctl -w start -o "-c listen_addresses=''"
	db=${POSTGRES_DB:-$user}
	if [ "$db" != postgres ]; then
		psql --username="$user" --dbname=postgres --set=db="$db" --quiet <<< 'CREATE DATABASE :"db";'
	fi
	for f in /docker-entrypoint-initdb.d/*; do
		case $f in
		*.sh) . "$f" ;;
		*.sql) psql --username="$user" --dbname="$db" --set=ON_ERROR_STOP=1 --file="$f" ;;
		esac
	done
	pg_ctl -m fast -w stop
fi
exec "$@" -c listen_addresses='*'
