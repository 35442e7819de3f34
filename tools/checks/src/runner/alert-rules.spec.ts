import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const ruleFiles = ['infra/prometheus/rules/*.yml', 'infra/loki/rules/fake/*.yaml'];
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');

/** The text of each alert, from its name to the next one. */
const alerts = globSync(ruleFiles, { cwd: root }).flatMap((file) =>
  read(file)
    .split(/^ *- (?:alert|record): /m)
    .slice(1)
    .flatMap((rule) => {
      const [name = ''] = rule.split('\n');
      return rule.includes('severity:') ? [{ name, file, rule }] : [];
    }),
);
const valueOf = (key: string, rule: string) => new RegExp(`^ *${key}: (.+)$`, 'm').exec(rule)?.[1];
const kebab = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** The variables of each Grafana dashboard, by its uid. */
const dashboards = new Map(
  globSync('infra/grafana/dashboards/**/*.json', { cwd: root }).map((file) => {
    const { uid, templating } = JSON.parse(read(file)) as {
      uid: string;
      // Runbooks have no variables.
      templating: { list?: { name: string }[] };
    };
    return [uid, templating.list?.map(({ name }) => name)];
  }),
);

describe('alert rules', () => {
  it('are found, those of Loki among them', () => {
    expect(alerts.map(({ name }) => name)).toEqual(expect.arrayContaining(['ServiceDown', 'CardDataInLogs']));
  });

  it.each(alerts)('$name states its receiver, its subject and where to look', ({ rule }) => {
    const severity = valueOf('severity', rule);
    expect(severity).toMatch(/^(page|ticket)$/);
    for (const key of ['team', 'summary', 'dashboard_url', ...(severity === 'page' ? ['impact'] : [])]) {
      expect(valueOf(key, rule), key).toBeDefined();
    }
  });

  it.each(alerts)('$name has a runbook of its name', ({ name, rule }) => {
    const runbook = `docs/runbooks/${kebab(name)}.md`;
    // In containers it is a page of Grafana, which has the name of the alert.
    const url =
      /^'\{\{ if match "\/d\$" (\$?externalURL) \}\}\{\{ \1 \}\}\/runbook-(\w+)\{\{ else \}\}(.+)\{\{ end \}\}'$/;
    const [, , page, file] = url.exec(valueOf('runbook_url', rule)!)!;
    expect([page, file]).toEqual([name, runbook]);
    expect(existsSync(resolve(root, `infra/grafana/dashboards/runbooks/${name}.json`))).toBe(true);
    expect(existsSync(resolve(root, runbook)) && read(runbook)).toMatch(new RegExp(`^# ${name}\n`));
  });

  it.each(alerts)(
    '$name links, where there is Grafana, to a dashboard with the variables that it has',
    ({ rule }) => {
      const [, uid, query] = /\/(webstore-\w+)\?(.+?)\{\{ else \}\}/.exec(valueOf('dashboard_url', rule)!)!;
      const given = [...query!.replace(/\{\{[^}]*\}\}/g, 'x').matchAll(/var-(\w+)=x/g)].map(
        ([, name]) => name,
      );
      expect(given).toContain('environment');
      expect(dashboards.get(uid!)).toEqual(expect.arrayContaining(given));
    },
  );

  it('leave no runbook without an alert', () => {
    const runbooks = globSync('docs/runbooks/*.md', { cwd: root }).map((file) => basename(file, '.md'));
    expect(runbooks.toSorted()).toEqual([...new Set(alerts.map(({ name }) => kebab(name)))].toSorted());
  });
});
