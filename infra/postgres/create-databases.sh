#!/usr/bin/env bash
# One role and one database per service, as tools/lab/src/stack/postgres.ts makes them natively: a service that reads
# another's tables fails here, not in production. The image runs it once, when the cluster is new.
set -euo pipefail

for service in catalog checkout payment; do
  password=${service^^}_DB_PASSWORD
  psql --username postgres --set ON_ERROR_STOP=1 --set service="$service" --set password="${!password}" <<'SQL'
create role :"service" login password :'password';
create database :"service" owner :"service";
revoke connect on database :"service" from public;
SQL
done
