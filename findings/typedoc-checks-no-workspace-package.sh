#!/usr/bin/env bash
# TypeDoc 0.28.20, TypeScript 5.9.3: `validation.notDocumented` with `treatWarningsAsErrors` finds an export without a comment when one workspace package is the
# entry point. As soon as a second package is an entry point beside it, TypeDoc checks the exports of the root package only, has nothing to check, and ends
# with 0. `packagesRequiringDocumentation` with the name of each package brings the check back.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir -p packages/one/src packages/two/src
echo '{ "name": "root", "private": true, "workspaces": ["packages/*"] }' >package.json
echo '{ "name": "@demo/one", "version": "1.0.0" }' >packages/one/package.json
echo '{ "name": "@demo/two", "version": "1.0.0" }' >packages/two/package.json
echo 'export function bare(n: number): number { return n; }' >packages/one/src/index.ts
printf '/** Does nothing. */\nexport function described(): void {}\n' >packages/two/src/index.ts
echo '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["packages/*/src"] }' >tsconfig.json
npm install --silent --no-audit --no-fund --save-exact -D typedoc@0.28.20 typescript@5.9.3
check() {
  local code=0
  node_modules/.bin/typedoc --readme none --out docs --validation.notDocumented --treatWarningsAsErrors "$@" >log 2>&1 || code=$?
  printf '%s, %s warnings of missing documentation\n' "exit $code" "$(grep -c 'does not have any documentation' log)"
}
one=packages/one/src/index.ts two=packages/two/src/index.ts
got=$(check --entryPoints $one; check --entryPoints $one $two; check --entryPoints $one $two --packagesRequiringDocumentation @demo/one)
printf '%s\n' "$got"
[ "$got" = 'exit 4, 1 warnings of missing documentation
exit 0, 0 warnings of missing documentation
exit 4, 1 warnings of missing documentation' ]
