#!/bin/sh
# Write the hashed pins anew. uv.lock names the registry's host in every row, so it is not kept.
set -eu
cd "$(dirname "$0")/.."
common="--no-header --no-annotate --no-emit-project --extra postgres --extra redis --extra oidc --format requirements-txt --quiet"
uv export $common --no-dev --output-file requirements.lock >/dev/null
uv export $common --group dev --group train --output-file requirements-dev.lock >/dev/null
rm -f uv.lock
