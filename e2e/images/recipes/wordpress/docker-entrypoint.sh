#!/bin/bash
# At the first start puts the pages into the volume, for Apache's user. What they are told is in WORDPRESS_….
set -eu
if [[ $1 == apache2* ]] && [ ! -e index.php ]; then
	cp -r /usr/src/wordpress/. .
	cp /usr/src/wp-config.php wp-config.php
	if [ "$(id -u)" = 0 ]; then
		chown -R www-data:www-data .
	fi
fi
exec "$@"
