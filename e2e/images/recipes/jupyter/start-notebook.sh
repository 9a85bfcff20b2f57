#!/bin/bash
# The notebook server; JUPYTER_TOKEN is what it asks for.
exec jupyter notebook --ip=0.0.0.0 --port=8888 --no-browser "$@"
