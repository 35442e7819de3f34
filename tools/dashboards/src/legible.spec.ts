import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';
import { dashboards } from './all.ts';
import { type DashboardName, uidOf } from './links.ts';
import { budget, burnRates, within } from './objectives.ts';
import { grafanaText, queryNamed, type QueryName, variablesOf } from './query-text.ts';

/** The fields of a target that these tests read; the SDK's type is too general. */
interface Target {
  refId: QueryName;
  expr?: string;
  query?: string;
  serviceMapQuery?: string;
  labelSelector?: string;
  legendFormat?: string;
}

const made = Object.entries(dashboards).map(([name, { make }]) => ({
  name: name as DashboardName,
  json: make(),
}));
/** Rows and lines of text have no query. */
const isPanel = (one: object): one is Panel => !('type' in one && ['row', 'text'].includes(String(one.type)));
const panels = made.flatMap(({ name, json }) =>
  json.panels!.filter(isPanel).map((panel) => ({
    name,
    panel,
    title: panel.title!,
    targets: panel.targets as unknown as Target[],
  })),
);
const uids = made.map(({ json }) => json.uid!);
const steps = (panel: Panel) => panel.fieldConfig?.defaults?.thresholds?.steps?.map(({ value }) => value);
const panelOf = (name: DashboardName, title: string) =>
  panels.find((one) => one.name === name && one.title === title)!.panel;

/** Panel types without lines or bars that need a name. */
const namesItself = ['table', 'logs', 'traces', 'nodeGraph', 'flamegraph'];

describe('every dashboard', () => {
  it('has a unique uid, which never changes', () => {
    expect(uids).toEqual([...new Set(uids)]);
    for (const { name, json } of made) expect(json.uid).toBe(uidOf(name));
  });

  it.each(made)(
    '$name has the environment variable, annotations of deploys, pages and faults, and links to the others',
    ({ json }) => {
      expect(json.templating.list?.[0]?.name).toBe('environment');
      expect(json.annotations.list?.map(({ name }) => name)).toEqual(['Deploys', 'Pages', 'Faults']);
      expect(json.links?.[0]?.tags).toEqual(['webstore']);
    },
  );

  it.each(made)('$name has the variables that its queries use, and no others', ({ name, json }) => {
    const used = panels.filter((one) => one.name === name).flatMap(({ targets }) => targets);
    const needed = new Set(used.flatMap(({ refId }) => variablesOf(queryNamed(refId))));
    expect(json.templating.list?.map((one) => one.name).sort()).toEqual(
      [...needed.add('environment')].sort(),
    );
  });

  it.each(made)('$name places its panels side by side in 24 columns', ({ json }) => {
    const taken = new Set<string>();
    for (const { title, gridPos } of json.panels!) {
      const { x, y, w, h } = gridPos!;
      expect(x + w, title).toBeLessThanOrEqual(24);
      for (let column = x; column < x + w; column++) {
        for (let line = y; line < y + h; line++) {
          expect(taken, `${title ?? 'the line at the top'} covers another panel`).not.toContain(
            `${column},${line}`,
          );
          taken.add(`${column},${line}`);
        }
      }
    }
  });
});

describe('every panel', () => {
  it.each(panels)('$name, $title: has a unit, and advises what to do', ({ panel }) => {
    expect(panel.fieldConfig?.defaults?.unit).toMatch(/./);
    // At least two sentences: a description, and its consequence.
    expect(panel.description).toMatch(/^[A-Z`0-9].{5,}[.;:?] .{20,}[.?]$/s);
  });

  it.each(panels)('$name, $title: names its lines', ({ panel, targets }) => {
    if (namesItself.includes(panel.type)) return;
    for (const { refId, legendFormat } of targets) {
      // Tempo names the lines of its metrics by their labels.
      if (queryNamed(refId).language !== 'trace-metrics') expect(legendFormat, refId).toMatch(/./);
    }
    if (panel.options && 'legend' in panel.options && panel.type !== 'bargauge')
      expect(panel.options.legend).toMatchObject(
        panel.type === 'heatmap' ? { show: true } : { showLegend: true },
      );
  });

  it.each(panels)('$name, $title: uses queries of the catalogue', ({ targets }) => {
    expect(targets).not.toEqual([]);
    for (const { refId, expr, query, serviceMapQuery, labelSelector } of targets) {
      expect(expr ?? query ?? serviceMapQuery ?? labelSelector).toBe(grafanaText(queryNamed(refId)));
      // Grafana runs only in the container stack.
      expect(queryNamed(refId).runs).not.toBe('native');
    }
  });

  it.each(panels)(
    "$name, $title: links a service's line to its log lines and profile",
    ({ panel, targets }) => {
      const byService = targets.some(({ legendFormat }) => legendFormat?.includes('{{service}}'));
      const links = panel.fieldConfig?.defaults?.links as { url: string }[] | undefined;
      const leadTo = links?.map(
        ({ url }) => /^\/d\/([\w-]+)\?var-service=\$\{__field\.labels\.service\}&/.exec(url)?.[1],
      );
      expect(leadTo).toEqual(byService ? [uidOf('logs'), uidOf('node')] : undefined);
    },
  );

  it.each(panels)(
    '$name, $title: links to another dashboard, and to Explore with its queries',
    ({ panel, targets }) => {
      const [next, explore] = panel.links!.map(({ url }) => url!);
      const [, uid] = /^\/d\/([\w-]+)\?/.exec(next!)!;
      expect(uids).toContain(uid);
      const [, panes] = /panes=(.*)$/.exec(explore!)!;
      const { one } = JSON.parse(decodeURIComponent(panes!)) as {
        one: { datasource: string; queries: { refId: string }[] };
      };
      expect(one.datasource).toBe(panel.datasource?.uid);
      expect(one.queries.map(({ refId }) => refId)).toEqual(targets.map(({ refId }) => refId));
    },
  );
});

describe('together they', () => {
  it('link metrics to log lines and profiles wherever a line is a service', () => {
    const leading = panels.filter(({ panel }) => panel.fieldConfig?.defaults?.links);
    expect(leading.length).toBeGreaterThan(10);
  });

  it('contain every important type of panel', () => {
    expect([...new Set(panels.map(({ panel }) => panel.type))].sort()).toEqual(
      [
        'bargauge',
        'flamegraph',
        'heatmap',
        'logs',
        'nodeGraph',
        'stat',
        'state-timeline',
        'table',
        'timeseries',
        'traces',
      ].sort(),
    );
  });

  it('take their thresholds from the objectives', () => {
    expect(steps(panelOf('overview', 'Failed requests'))).toEqual([null, budget()]);
    expect(steps(panelOf('slo', 'Failed events'))).toEqual([null, budget()]);
    expect(steps(panelOf('slo', 'Product pages: 99 %'))).toEqual([null, within('browse-latency')]);
    const { ticket, page } = burnRates();
    expect(steps(panelOf('slo', 'Burn rate'))).toEqual([null, ticket, page]);
    expect({ budget: budget(), within: within('browse-latency'), ticket, page }).toEqual({
      budget: 0.01,
      within: 0.25,
      ticket: 1,
      page: 6,
    });
  });

  it('repeat a row by service and by consumer, and a panel by country', () => {
    const repeated = made.flatMap(({ json }) =>
      json.panels!.flatMap(({ type, repeat }) => (repeat ? [[type, repeat]] : [])),
    );
    expect(repeated).toEqual([
      ['row', 'service'],
      ['row', 'consumer'],
      ['timeseries', 'country'],
    ]);
  });
});
