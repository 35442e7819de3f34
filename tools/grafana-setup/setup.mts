// Teams, users and folder permissions, which Grafana accepts only through its API. `docker compose up` runs this once;
// safe to run again at any time: node setup.mts
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GrafanaApi } from './grafana-api.mts';
import { type People, settle } from './people.mts';

const { GRAFANA_URL, GRAFANA_ADMIN_PASSWORD, GRAFANA_USER_PASSWORD, PATIENCE_SECONDS = '120' } = process.env;

if (!GRAFANA_URL || !GRAFANA_ADMIN_PASSWORD)
  throw new Error('GRAFANA_URL and GRAFANA_ADMIN_PASSWORD are needed.');

const api = new GrafanaApi({ url: GRAFANA_URL, user: 'admin', password: GRAFANA_ADMIN_PASSWORD });
const people = JSON.parse(readFileSync(join(import.meta.dirname, 'people.json'), 'utf8')) as People;
const made = await settle(api, people, {
  ...(GRAFANA_USER_PASSWORD && { password: GRAFANA_USER_PASSWORD }),
  patienceMs: Number(PATIENCE_SECONDS) * 1_000,
});

const names = Object.keys(made);
console.log(
  `${people.users.length} users, ${people.teams.length} teams, rights of ${people.folders.length} folders.`,
);
if (names.length > 0 && GRAFANA_USER_PASSWORD)
  console.log(`New: ${names.join(', ')}, with GRAFANA_USER_PASSWORD.`);
// Grafana stores only a hash: a password that is not printed now is lost.
else
  for (const [login, password] of Object.entries(made))
    console.log(`New: ${login}, first password ${password}`);
