#!/usr/bin/env bash
# @grafana/grafana-foundation-sdk 0.0.21 writes `placement: inControlsMenu` into every annotation and dashboard link. Grafana's schema says that the field is
# for a place other than the default one, and has no value for the default. Grafana 12.3 then lists the annotation in a menu, without a switch to turn it on
# and off, and no method of the builder takes the field back. In the same package a state timeline refuses `perPage(0)`, the only value with which Grafana
# draws no pager; without the method, Grafana's default is 20 and a pager is drawn even below a single page.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @grafana/grafana-foundation-sdk@0.0.21 node@24.21.0
export PATH="$folder/node_modules/.bin:$PATH"
cat >try.cjs <<'PROGRAM'
const { AnnotationQueryBuilder, DashboardLinkBuilder } = require('@grafana/grafana-foundation-sdk/dashboard');
const { PanelBuilder } = require('@grafana/grafana-foundation-sdk/statetimeline');

console.log('annotation:', new AnnotationQueryBuilder().name('Deploys').enable(true).build().placement);
console.log('link:', new DashboardLinkBuilder('Next').build().placement);
try {
  new PanelBuilder().perPage(0);
} catch (error) {
  console.log('state timeline, perPage(0):', error.message);
}
PROGRAM
printed=$(node try.cjs); echo "$printed"
grep -q '^annotation: inControlsMenu$' <<<"$printed"
grep -q '^state timeline, perPage(0): perPage must be >= 1$' <<<"$printed"
