#!/usr/bin/env bash
# @opentelemetry/resources 3.1.0: one pair of OTEL_RESOURCE_ATTRIBUTES that cannot be read drops all of them, the name of the environment and
# the version among them, and nothing is written unless diagnostics are on. A space, or a value with an unescaped `=`, is enough.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @opentelemetry/api@1.10.0 @opentelemetry/resources@3.1.0
cat >run.cjs <<'JS'
const { detectResources, envDetector } = require('@opentelemetry/resources');
const { attributes } = detectResources({ detectors: [envDetector] });
console.log(Object.keys(attributes).join() || 'no attributes');
JS
ask() { OTEL_RESOURCE_ATTRIBUTES=$1 node_modules/.bin/node run.cjs 2>&1; }
good=$(ask 'service.version=1.2.3,deployment.environment.name=staging')
bad=$(ask 'service.version=1.2.3,deployment.environment.name=staging,note=a=b')
printf 'well formed: %s\nwith one pair that is not: %s\n' "$good" "$bad"
[ "$good" = 'service.version,deployment.environment.name' ] && [ "$bad" = 'no attributes' ]
