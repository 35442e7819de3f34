#!/usr/bin/env bash
# npm 11.6.2: `npm ci` obeys the setting package-lock-only, which is made for `npm install`: it ends with 0, says "up to date" and
# installs nothing. With dry-run it even says "added". A script that takes exit code 0 for an installation has to look for itself:
# one line in the .npmrc of the user is enough.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
mkdir tool && (cd tool && npm init -y >/dev/null && npm install --silent --no-audit --no-fund node@24.21.0 npm@11.6.2)
export PATH="$folder/tool/node_modules/.bin:$PATH"
mkdir app && cd app
npm init -y >/dev/null
npm install --silent --no-audit --no-fund is-odd@3.0.1
rm -rf node_modules
try() {
  local said code=0
  said=$(env "$@" npm ci --no-audit --no-fund 2>/dev/null) || code=$?
  printf '%s: exit %d, "%s", is-odd %s\n' "${*:-plain}" "$code" "$(tail -n 1 <<<"$said" | sed 's/ in .*//')" \
    "$([ -d node_modules/is-odd ] && echo there || echo missing)"
  rm -rf node_modules
}
got=$(npm --version; try npm_config_package_lock_only=true; try npm_config_dry_run=true; try)
printf '%s\n' "$got"
[ "$got" = '11.6.2
npm_config_package_lock_only=true: exit 0, "up to date", is-odd missing
npm_config_dry_run=true: exit 0, "added 2 packages", is-odd missing
plain: exit 0, "added 2 packages", is-odd there' ]
