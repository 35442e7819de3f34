import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dashboards, files } from './all.ts';
import { uidOf } from './links.ts';
import { root } from './objectives.ts';
import { sources } from './sources.ts';

const grafana = join(root, 'infra/grafana');
const text = (file: string) => readFileSync(join(grafana, file), 'utf8');
const yaml = <T>(file: string) => parse(text(file)) as T;
const recorded = (file: string) =>
  JSON.parse(readFileSync(join(root, 'libs/signals/test/recorded', file), 'utf8')) as { data: unknown };

interface DataSource {
  name: string;
  uid: string;
  type: string;
  jsonData: {
    exemplarTraceIdDestinations?: { name: string; datasourceUid: string }[];
    derivedFields?: { matcherType: string; matcherRegex: string; datasourceUid?: string; url: string }[];
    traceQuery?: Shifts & { timeShiftEnabled: boolean };
    tracesToLogsV2?: Shifts & { tags: Tag[]; query: string };
    tracesToMetrics?: Shifts & { tags: Tag[]; queries: { query: string }[] };
    tracesToProfiles?: object;
    manageAlerts?: boolean;
  };
}
interface Shifts {
  spanStartTimeShift: string;
  spanEndTimeShift: string;
}
interface Tag {
  key: string;
  value: string;
}

const sourcesIn = (file: string) =>
  yaml<{ datasources: DataSource[] }>(`provisioning/datasources/${file}.yaml`).datasources;
const found = ['lab', 'alternatives'].flatMap(sourcesIn);
const uids = found.map(({ uid }) => uid);
const one = (uid: string) => found.find((source) => source.uid === uid)!.jsonData;

/** Every value of a key, at any depth. */
function valuesOf(key: string, of: unknown): unknown[] {
  if (typeof of !== 'object' || of === null) return [];
  return Object.entries(of).flatMap(([name, value]) => [
    ...(name === key ? [value] : []),
    ...valuesOf(key, value),
  ]);
}

describe('the data sources of Grafana', () => {
  it('are those that dashboards use, with valid uids', () => {
    expect(uids).toEqual([...new Set(uids)]);
    for (const uid of uids) expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    for (const { uid, type } of Object.values(sources))
      expect(found).toContainEqual(expect.objectContaining({ uid, type }));
  });

  it('link only to existing data sources', () => {
    const named = ['datasourceUid', 'alertmanagerUid'].flatMap((key) => valuesOf(key, found));
    expect(named).toContain('traces');
    for (const uid of named) expect(uids).toContain(uid);
  });

  it('contain no $ that Grafana would expand, except for its environment variables', () => {
    const files = globSync('provisioning/**/*.yaml', { cwd: grafana });
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const lines = text(file)
        .split('\n')
        .filter((line) => !/^\s*#/.test(line));
      const single = lines
        .join('\n')
        .replaceAll('$$', '')
        .match(/\$(?!\{[A-Z_]+\})/g);
      expect(single, file).toBeNull();
    }
  });

  it('read the trace of an exemplar from the right label', () => {
    const { data } = recorded('prometheus-exemplars.json') as { data: { exemplars: { labels: object }[] }[] };
    const labels = data.flatMap(({ exemplars }) =>
      exemplars.flatMap((exemplar) => Object.keys(exemplar.labels)),
    );
    for (const uid of ['metrics', 'prometheus'])
      expect(labels).toContain(one(uid).exemplarTraceIdDestinations![0]!.name);
  });

  it('find the trace and the service of a real log line', () => {
    const { data } = recorded('loki-trace.json') as { data: { result: Stream[] } };
    const [{ stream, values }] = data.result as [Stream];
    const labels: Record<string, string> = { ...stream, ...values[0]![2].structuredMetadata };
    // As Grafana does it: the first label whose name matches. `$$` has already become `$`.
    const valueBy = (written: string) => {
      const regex = new RegExp(written.replaceAll('$$', '$'));
      return labels[Object.keys(labels).find((name) => regex.test(name))!];
    };
    const [trace, service] = one('logs').derivedFields!;
    expect([trace!.matcherType, service!.matcherType]).toEqual(['label', 'label']);
    expect(valueBy(trace!.matcherRegex)).toMatch(/^[0-9a-f]{32}$/);
    expect(valueBy(service!.matcherRegex)).toBe(stream['service_name']);
    expect(service!.url).toContain(`/d/${uidOf('red')}?`);
  });

  it('keep the period and the environment in links to a dashboard', () => {
    const fields = found.flatMap(({ jsonData }) => jsonData.derivedFields ?? []);
    const urls = fields.flatMap(({ url, datasourceUid }) => (url && !datasourceUid ? [url] : []));
    expect(urls).not.toEqual([]);
    for (const url of urls) expect(url).toMatch(/&var-environment=\$\$\{\w+\}&\$\$\{__url_time_range\}$/);
    // Explore drops a link with an unknown variable: a derived field of that name gives its value.
    for (const [, name] of urls.join().matchAll(/environment=\$\$\{(\w+)\}/g))
      expect(fields).toContainEqual(expect.objectContaining({ name, matcherType: 'label' }));
  });

  it('look for a trace, its log lines and its numbers before its start and after its end', () => {
    const seconds = (shift: string) => {
      const [, count, unit] = /^(-?\d+)([smh])$/.exec(shift)!;
      return Number(count) * { s: 1, m: 60, h: 3_600 }[unit as 's'];
    };
    const shifts = found.flatMap(({ uid, jsonData }) =>
      Object.entries(jsonData as Record<string, Partial<Shifts>>).flatMap(([key, value]) =>
        value.spanStartTimeShift && value.spanEndTimeShift ? [{ uid, key, ...(value as Shifts) }] : [],
      ),
    );
    expect(shifts.map(({ uid, key }) => `${uid} ${key}`)).toEqual([
      'traces traceQuery',
      'traces tracesToLogsV2',
      'traces tracesToMetrics',
      'jaeger tracesToLogsV2',
    ]);
    for (const { uid, key, spanStartTimeShift, spanEndTimeShift } of shifts) {
      // Tempo's look-up of a trace subtracts the first shift; all other links add it.
      const before = (key === 'traceQuery' ? 1 : -1) * seconds(spanStartTimeShift);
      expect(before, `${uid} ${key}`).toBeGreaterThan(0);
      expect(seconds(spanEndTimeShift), `${uid} ${key}`).toBeGreaterThan(0);
    }
  });

  // Grafana shows such a link only for a span with the attribute pyroscope.profile.id, and Node's profiler has none.
  it('do not offer a profile of a span, which no service records', () => {
    const spans = globSync('{libs,services}/*/src/**/*.ts', { cwd: root });
    const withId = spans.filter((file) =>
      readFileSync(join(root, file), 'utf8').includes('pyroscope.profile.id'),
    );
    expect(found.filter(({ jsonData }) => jsonData.tracesToProfiles)).toHaveLength(
      withId.length === 0 ? 0 : 1,
    );
  });

  it('are asked for alert rules only if they always run', () => {
    const managing = found.filter(
      ({ type, jsonData }) => /prometheus|loki/.test(type) && jsonData.manageAlerts !== false,
    );
    expect(managing.map(({ uid }) => uid)).toEqual(['metrics', 'logs']);
  });

  it('link from a trace by tags that logs and metrics have', () => {
    const { data } = recorded('loki-trace.json') as { data: { result: Stream[] } };
    const { tracesToLogsV2, tracesToMetrics } = one('traces');
    for (const { tags } of [tracesToLogsV2!, tracesToMetrics!])
      expect(tags).toEqual([{ key: 'service.name', value: 'service_name' }]);
    expect(Object.keys(data.result[0]!.stream)).toContain('service_name');
    for (const { query } of tracesToMetrics!.queries)
      expect(query).toMatch(/traces_span_metrics_\w+\{\$\$__tags[,}]/);
  });
});

interface Stream {
  stream: Record<string, string>;
  values: [string, string, { structuredMetadata: Record<string, string> }][];
}

describe('the folders of Grafana', () => {
  const { providers } = yaml<{
    providers: { folder: string; folderUid: string; options: { path: string } }[];
  }>('provisioning/dashboards/lab.yaml');
  const { teams, users, folders } = JSON.parse(
    readFileSync(join(root, 'tools/grafana-setup/people.json'), 'utf8'),
  ) as {
    teams: { name: string; members: string[] }[];
    users: { login: string }[];
    folders: { uid?: string; title?: string; rights: { team?: string }[] }[];
  };
  const providerOf = (uid: string) => providers.find(({ folderUid }) => folderUid === uid)!;

  it('contain every dashboard', () => {
    const folders = Object.keys(files()).map((path) => dirname(path).replace('infra', '/etc'));
    expect(providers.map(({ options }) => options.path).sort()).toEqual([...new Set(folders)].sort());
  });

  it('have one title each, which the folder of the alerts does not share', () => {
    const { groups } = yaml<{ groups: { folder: string }[] }>('provisioning/alerting/rules.yaml');
    // Grafana makes folders of alerts by title before those of dashboards, and a uid does not find them again.
    const titles = [
      ...new Set([...groups.map(({ folder }) => folder)]),
      ...providers.map(({ folder }) => folder),
    ];
    expect(titles).toEqual([...new Set(titles)]);
    expect(titles.sort()).toEqual(
      [...folders.map(({ uid, title }) => title ?? providerOf(uid!).folder)].sort(),
    );
  });

  it('open with the overview', () => {
    const [, home] = /^default_home_dashboard_path = \/etc\/grafana\/(.*)$/m.exec(text('grafana.ini'))!;
    expect(existsSync(join(grafana, home!))).toBe(true);
  });

  it('grant rights to teams and users that exist and that the pager knows', () => {
    expect(folders.flatMap(({ uid }) => uid ?? [])).toEqual(providers.map(({ folderUid }) => folderUid));
    const named = folders.flatMap(({ rights }) => rights.flatMap(({ team }) => team ?? []));
    expect([...new Set(named)].sort()).toEqual(teams.map(({ name }) => name));
    expect(teams.flatMap(({ members }) => members)).toEqual(users.map(({ login }) => login));
    const escalation = parse(readFileSync(join(root, 'infra/pager/escalation.yaml'), 'utf8')) as {
      teams: Record<string, { first: string; second: string }>;
    };
    for (const { name, members } of teams) expect(Object.values(escalation.teams[name]!)).toEqual(members);
  });
});

describe("Grafana's own alerts", () => {
  interface Rule {
    uid: string;
    condition: string;
    data: { refId: string; datasourceUid: string }[];
    labels: Record<string, string>;
    annotations: Record<string, string>;
  }
  const { groups } = yaml<{ groups: { folder: string; rules: Rule[] }[] }>(
    'provisioning/alerting/rules.yaml',
  );
  const rules = groups.flatMap((group) => group.rules);

  it.each(rules)(
    '$uid queries an existing data source, and states the affected users and the remedy',
    (rule) => {
      const { condition, data, labels, annotations } = rule;
      expect(data.map(({ refId }) => refId)).toContain(condition);
      for (const { datasourceUid } of data) expect([...uids, '__expr__']).toContain(datasourceUid);
      expect(labels).toMatchObject({ severity: expect.stringMatching(/^(page|ticket)$/), team: 'platform' });
      const [, runbook] = /^\/d\/runbook-(\w+)$/.exec(annotations['runbook_url']!)!;
      expect(Object.keys(files())).toContain(`infra/grafana/dashboards/runbooks/${runbook}.json`);
    },
  );

  it.each(rules)('$uid shows a panel that queries the same data source', ({ data, annotations }) => {
    const { __dashboardUid__: uid, __panelId__: id } = annotations;
    const { make } = Object.entries(dashboards).find(([name]) => uidOf(name as 'overview') === uid)![1];
    const panel = make().panels!.find((panel) => panel.id === Number(id))!;
    expect(panel.datasource?.uid).toBe(data[0]!.datasourceUid);
  });

  it('are routed to existing contact points, and a lasting page to everyone', () => {
    const points = yaml<{ contactPoints: { name: string }[] }>(
      'provisioning/alerting/contact-points.yaml',
    ).contactPoints;
    const [policy] = yaml<{ policies: object[] }>('provisioning/alerting/policies.yaml').policies;
    const names = points.map(({ name }) => name);
    for (const receiver of valuesOf('receiver', policy)) expect(names).toContain(receiver);
    expect(policy).toMatchObject({
      routes: [
        { receiver: 'alertmanager', continue: true },
        { receiver: 'everyone', group_wait: '10m' },
      ],
    });
  });

  it('use defined templates in mails', () => {
    const used = [...text('provisioning/alerting/contact-points.yaml').matchAll(/template "([\w.]+)"/g)].map(
      ([, name]) => name,
    );
    const defined = [...text('provisioning/alerting/templates.yaml').matchAll(/define "([\w.]+)"/g)].map(
      ([, name]) => name,
    );
    expect(used.sort()).toEqual(defined.sort());
  });
});
