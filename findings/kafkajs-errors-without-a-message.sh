#!/usr/bin/env bash
# kafkajs 2.2.4: its types say that KafkaJSGroupCoordinatorNotFound is made without an argument (the constructor is the one
# inherited from Error). TypeScript accepts that and refuses the message, while the constructor reads a property of its first
# argument and throws a TypeError without: a test that makes the error as typed tests another one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 kafkajs@2.2.4 typescript@5.9.3 @types/node@24.10.1
cat >typed.ts <<'TS'
import { KafkaJSGroupCoordinatorNotFound } from 'kafkajs';
export const withoutMessage = () => new KafkaJSGroupCoordinatorNotFound();
// @ts-expect-error Expected 0 arguments
export const withMessage = () => new KafkaJSGroupCoordinatorNotFound('no coordinator');
TS
node_modules/.bin/node node_modules/.bin/tsc --strict --target es2022 --module nodenext --moduleResolution nodenext typed.ts
cat >run.cjs <<'JS'
const { withoutMessage, withMessage } = require('./typed.js');
for (const make of [withoutMessage, withMessage]) {
  try {
    const { name, message } = make();
    console.log(`made ${name}: ${message}`);
  } catch (error) {
    console.log(`threw ${error.name}`);
  }
}
JS
got=$(node_modules/.bin/node run.cjs)
printf '%s\n' "$got"
[ "$got" = 'threw TypeError
made KafkaJSGroupCoordinatorNotFound: no coordinator' ]
