#!/bin/bash
# Begins as root, gives the folder to rabbitmq and becomes that user. RABBITMQ_DEFAULT_… are the first user's.
set -eu
if [[ $1 == rabbitmq* ]] && [ "$(id -u)" = 0 ]; then
	find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq {} +
	exec setpriv --reuid=rabbitmq --regid=rabbitmq --clear-groups -- "$0" "$@"
fi
conf=/etc/rabbitmq/conf.d/20-told.conf
: > "$conf"
for name in user pass vhost; do
	told=RABBITMQ_DEFAULT_${name^^}
	if [ -n "${!told:-}" ]; then
		echo "default_$name = ${!told}" >> "$conf"
	fi
done
exec "$@"
