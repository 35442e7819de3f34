#!/usr/bin/env bash
# Node 24.21.0: fs.mkdir with `recursive` on a read-only file system fails with ENOENT, as if a folder above were missing; without
# `recursive` it says EROFS. This holds for mkdirSync and for the promise.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0
cat >run.cjs <<'JS'
const { mkdirSync, promises } = require('node:fs');
const folder = process.argv[2];
const tries = {
  'mkdirSync recursive': () => mkdirSync(folder, { recursive: true }),
  mkdirSync: () => mkdirSync(folder),
  'promises.mkdir recursive': () => promises.mkdir(folder, { recursive: true }),
};
(async () => {
  for (const [name, work] of Object.entries(tries))
    await (async () => work())().catch(({ code }) => console.log(`${name}: ${code}`));
})();
JS
mkdir disk
# A file system of its own, read-only, in a namespace of its own.
got=$(unshare --map-root-user --mount bash -c '
  mount -t tmpfs tmpfs disk && mkdir disk/there && mount -o remount,ro disk && node_modules/.bin/node run.cjs disk/there/new')
printf '%s\n' "$got"
[ "$got" = 'mkdirSync recursive: ENOENT
mkdirSync: EROFS
promises.mkdir recursive: ENOENT' ]
