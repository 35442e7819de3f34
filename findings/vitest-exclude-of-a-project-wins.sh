#!/usr/bin/env bash
# Vitest 4.1.12: `--exclude` on the command line is documented to add to the patterns of the configuration. It does for a project that has none of its
# own; one that has `exclude` ignores the command line without a word. A run that leaves slow or dangerous files out this way runs them as soon as
# the project has a pattern of its own.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vitest@4.1.12
mkdir a b
for file in a/fast a/slow b/fast b/slow b/other; do
  echo "import { it } from 'vitest'; it('runs', () => undefined);" >"$file.test.mjs"
done
cat >vitest.config.mjs <<'CONFIG'
export default {
  test: {
    projects: [
      { test: { name: 'a', include: ['a/*.test.mjs'] } },
      { test: { name: 'b', include: ['b/*.test.mjs'], exclude: ['b/other.test.mjs'] } },
    ],
  },
};
CONFIG
got=$(npx vitest --version | cut -d' ' -f1; npx vitest run --exclude '**/slow.test.mjs' --reporter=json 2>/dev/null |
  node -e 'let text = ""; process.stdin.on("data", (d) => (text += d)).on("end", () =>
    console.log(JSON.parse(text).testResults.map(({ name }) => name.split("/").slice(-2).join("/")).sort().join("\n")))')
printf '%s\n' "$got"
[ "$got" = 'vitest/4.1.12
a/fast.test.mjs
b/fast.test.mjs
b/slow.test.mjs' ]
