#!/usr/bin/env bash
# One role and one database per service, and a monitoring role, as tools/supervisor/src/components/configuring/database-roles.ts
# creates them natively: a service that reads another's tables fails here, not in production. The image runs this script
# once, when the cluster is new. A manual run adds what an older cluster lacks, and sets each role's password from the
# environment.
set -euo pipefail

as_superuser() { psql --username postgres --quiet --set ON_ERROR_STOP=1 "$@"; }

for service in catalog checkout payment; do
  password=${service^^}_DB_PASSWORD
  as_superuser --set role="$service" --set password="${!password}" <<'SQL'
select format('create role %I', :'role') where not exists (select from pg_roles where rolname = :'role') \gexec
alter role :"role" login password :'password';
select format('create database %I owner %I', :'role', :'role')
  where not exists (select from pg_database where datname = :'role') \gexec
revoke connect on database :"role" from public;
SQL
done

as_superuser --set password="$MONITOR_DB_PASSWORD" <<'SQL'
select 'create role monitor' where not exists (select from pg_roles where rolname = 'monitor') \gexec
alter role monitor login password :'password';
grant pg_monitor to monitor;
SQL
