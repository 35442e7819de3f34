#!/usr/bin/env bash
# Node 24.21.0: fs.rmSync on a read-only file system throws an error whose `code` is empty and whose `errno` is that of "unknown",
# though its message names the reason; unlinkSync and the promise of fs.rm say EROFS. Code that asks for `error.code` takes it
# for a mistake in the program.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0
cat >run.cjs <<'JS'
const { rmSync, unlinkSync, promises } = require('node:fs');
const file = process.argv[2];
const print = (name, { code, errno, message }) =>
  console.log(`${name}: code "${code}", errno ${errno}, ${/read-only/i.test(message) ? 'names the reason' : message}`);
const tries = { rmSync: () => rmSync(file), unlinkSync: () => unlinkSync(file), 'promises.rm': () => promises.rm(file) };
(async () => {
  for (const [name, work] of Object.entries(tries)) await (async () => work())().catch((error) => print(name, error));
})();
JS
mkdir disk
# A file system of its own, read-only, in a namespace of its own.
got=$(unshare --map-root-user --mount bash -c '
  mount -t tmpfs tmpfs disk && touch disk/file && mount -o remount,ro disk && node_modules/.bin/node run.cjs disk/file')
printf '%s\n' "$got"
[ "$got" = 'rmSync: code "", errno -4094, names the reason
unlinkSync: code "EROFS", errno -30, names the reason
promises.rm: code "EROFS", errno -30, names the reason' ]
