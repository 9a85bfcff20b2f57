#!/bin/bash
# Makes the tables at the first start, as the user mysql; what it is told is in MARIADB_… or MYSQL_… as for the official image.
set -eu
data=/var/lib/mysql
if [ "$(id -u)" = 0 ]; then
	chown -R mysql "$data" /run/mysqld
	exec setpriv --reuid=mysql --regid=mysql --clear-groups -- "$0" "$@"
fi
told() { # NAME: the value of MARIADB_NAME, or else of MYSQL_NAME
	local a="MARIADB_$1" b="MYSQL_$1"
	printf %s "${!a:-${!b:-}}"
}
quote() { printf %s "$1" | sed "s/[\\\\']/\\\\&/g"; }
if [ ! -d "$data/mysql" ]; then
	root=$(told ROOT_PASSWORD)
	if [ -z "$root" ] && [ -z "$(told ALLOW_EMPTY_ROOT_PASSWORD)" ] && [ -z "$(told RANDOM_ROOT_PASSWORD)" ]; then
		echo "Database is uninitialized and password option is not specified: set MARIADB_ROOT_PASSWORD." >&2
		exit 1
	fi
	mariadb-install-db --datadir="$data" --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve > /dev/null
	{
		echo "FLUSH PRIVILEGES;"
		if [ -n "$(told DATABASE)" ]; then
			echo "CREATE DATABASE IF NOT EXISTS \`$(told DATABASE)\`;"
		fi
		if [ -n "$(told USER)" ]; then
			echo "CREATE USER '$(quote "$(told USER)")'@'%' IDENTIFIED BY '$(quote "$(told PASSWORD)")';"
			if [ -n "$(told DATABASE)" ]; then
				echo "GRANT ALL ON \`$(told DATABASE)\`.* TO '$(quote "$(told USER)")'@'%';"
			fi
		fi
		echo "CREATE USER 'root'@'%' IDENTIFIED BY '$(quote "$root")';"
		echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
		echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$(quote "$root")';"
	} | "$1" --bootstrap --datadir="$data"
fi
exec "$@" --datadir="$data"
