#!/usr/bin/env bash
# Nx 23.2.1, Node 24.21.0, without Nx's daemon: a build whose result is in the local cache removes the output folder and copies it again, although the files
# there are already the same. Programs that start from that folder at this moment find it empty or half full. With the daemon, which remembers what it wrote, the same
# command leaves the files alone ("existing outputs match the cache, left as is").
set -euo pipefail
folder=$(mktemp -d)
finish() { NX_DAEMON=true node_modules/.bin/node node_modules/.bin/nx daemon --stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap finish EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 nx@23.2.1
git init -q .
printf 'node_modules\ndist\n.nx\n' >.gitignore
printf '{ "analytics": false, "cacheDirectory": ".nx/cache" }\n' >nx.json
mkdir app
cat >app/project.json <<'JSON'
{ "name": "app", "targets": { "build": { "command": "mkdir -p app/dist && echo compiled > app/dist/main.js", "outputs": ["{projectRoot}/dist"], "cache": true } } }
JSON
build() { NX_TUI=false NX_DAEMON=$1 node_modules/.bin/node node_modules/.bin/nx build app --outputStyle=static 2>&1 | grep -oE 'local cache|existing outputs match the cache' | sort -u || true; }
file() { stat -c %i app/dist/main.js; }
compare() { if [ "$1" = "$2" ]; then echo "$3: same file"; else echo "$3: another file"; fi; }
build false >/dev/null; first=$(file)
said=$(build false); second=$(file)
build true >/dev/null; third=$(file)
build true >/dev/null; fourth=$(file)
got=$(printf '%s\n' "$said"; compare "$first" "$second" 'without the daemon'; compare "$third" "$fourth" 'with the daemon')
printf '%s\n' "$got"
[ "$got" = 'local cache
without the daemon: another file
with the daemon: same file' ]
