import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';
import { dashboards } from './all.ts';
import { annotations } from './annotations.ts';
import { root } from './objectives.ts';
import { identities, meaningfulLabels, palette, type Meaning } from './palette.ts';
import { queryNamed, type QueryName, textOf } from './query-text.ts';
import { noTrace } from './variables.ts';

/** What real Grafana 12.3 showed, and no schema can: each rule holds for all panels. */
interface Target {
  refId: QueryName;
  legendFormat?: string;
}
interface Custom {
  fillOpacity?: number;
  axisSoftMax?: number;
  drawStyle?: string;
  stacking?: { mode: string };
}
interface Options {
  legend?: object;
  perPage?: number;
}

const shown = Object.entries(dashboards).map(([name, { make }]) => ({ name, json: make() }));
const isPanel = (one: object): one is Panel => !('type' in one && ['row', 'text'].includes(String(one.type)));
const panels = shown.flatMap(({ name, json }) => {
  let repeatedBy: string | undefined;
  return json.panels!.flatMap((one) => {
    if (one.type === 'row') repeatedBy = one.repeat;
    if (!isPanel(one)) return [];
    const { defaults, overrides } = one.fieldConfig!;
    return {
      name,
      title: one.title!,
      panel: one,
      targets: one.targets as unknown as Target[],
      defaults: { ...defaults, custom: (defaults.custom ?? {}) as Custom },
      overrides,
      options: (one.options ?? {}) as Options,
      repeatedBy,
      unit: queryNamed((one.targets as unknown as Target[])[0]!.refId).unit,
    };
  });
});
const ofType = (...types: string[]) => panels.filter(({ panel }) => types.includes(panel.type));
const labelsOf = (legend = '') => [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!);
const legendLabels = ({ targets }: { targets: Target[] }) =>
  targets.flatMap(({ legendFormat }) => labelsOf(legendFormat));

/** Labels with more values than a list below a graph can name. */
const manyValues = [
  'route',
  'span_name',
  'topic',
  'table',
  'name',
  'check',
  'part',
  'sloth_slo',
  'kind',
  'space',
];

/** Panels that select so narrowly that their lines are few: a service handles at most two topics, product pages have two routes. */
const fewOf = ['Given up', 'Time per message: 95 %', 'Product pages: 99 %'];

/** Width of a panel's content at 1,280 pixels, beside Grafana's menu and margins. */
const pixels = ({ gridPos }: Panel) => Math.floor(((1_280 - 300 - 32) / 24) * gridPos!.w) - 16;

/** Every link of a panel: its own, those of its fields, and those of single columns. */
function urlsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'url' && typeof inner === 'string' ? [inner] : urlsIn(inner),
  );
}

describe('colours', () => {
  it.each(panels)(
    'of $name, $title, have limits of their own: success is not red from 80 on',
    ({ defaults }) => {
      const steps = defaults.thresholds?.steps ?? [];
      expect(steps.length).toBeGreaterThan(0);
      if (steps.length === 1) expect(steps[0]!.color).not.toMatch(/red|orange|green/);
      // Two limits and more go from good to bad or from bad to good.
      else expect([steps[0]!.color, steps.at(-1)!.color].sort()).toEqual(['green', 'red']);
    },
  );

  it.each(panels)('of $name, $title, have one meaning', (shownPanel) => {
    const meaningful = legendLabels(shownPanel).filter((label) =>
      meaningfulLabels.some((one) => one === label),
    );
    if (meaningful.length === 0) return;
    for (const { legendFormat } of shownPanel.targets)
      // The rules match the end of a name.
      expect(meaningfulLabels).toContain(labelsOf(legendFormat).at(-1));
    const colours = shownPanel.overrides.map(
      ({ properties }) => (properties[0]!.value as { fixedColor: string }).fixedColor,
    );
    for (const { colour } of Object.values(palette)) expect(colours).toContain(colour);
  });

  it.each([
    ['200', 'ok'],
    ['204', 'ok'],
    ['302', 'ok'],
    ['completed', 'ok'],
    ['BR settled', 'ok'],
    ['checkout.order-placed.v1 handled', 'ok'],
    ['cart written', 'ok'],
    ['healthy', 'ok'],
    ['404', 'clientError'],
    ['422', 'clientError'],
    ['warn', 'clientError'],
    ['slow', 'clientError'],
    ['checkout ticket', 'clientError'],
    ['BR declined', 'declined'],
    ['cancelled', 'declined'],
    ['500', 'error'],
    ['503', 'error'],
    ['JP error', 'error'],
    ['failed', 'error'],
    ['payment dead_lettered', 'error'],
    ['payments page', 'error'],
    ['unhealthy', 'error'],
    ['duplicate', 'neutral'],
    ['refunded', 'clientError'],
    ['accepted', 'neutral'],
    ['sampled true', 'neutral'],
    ['not_sampled false', 'ignored'],
    ['info', 'neutral'],
    ['vip', 'neutral'],
    ['high_value', 'neutral'],
    ['share', 'neutral'],
    ['none', 'ignored'],
    ['cart sampled', 'ignored'],
  ] as [string, Meaning][])('show %s as %s', (name, meaning) => {
    const { overrides } = panels.find(
      (one) => one.name === 'exemplars' && one.title === 'Why traces are kept',
    )!;
    const matching = overrides.filter(({ matcher }) => {
      const [, pattern] = /^\/(.*)\/$/.exec(matcher.options as string)!;
      return new RegExp(pattern!).test(name);
    });
    expect(
      matching.map(({ properties }) => (properties[0]!.value as { fixedColor: string }).fixedColor),
    ).toEqual([meaning === 'neutral' ? expect.stringMatching(/blue$/) : palette[meaning].colour]);
  });
});

describe('colours of services, countries and segments', () => {
  const contracts = readFileSync(join(root, 'libs/contracts/src/shop.ts'), 'utf8');
  const listed = (name: string) =>
    [...new RegExp(`export const ${name} = \\[([^\\]]+)\\]`).exec(contracts)![1]!.matchAll(/'(\w+)'/g)].map(
      ([, value]) => value!,
    );

  it('exist for each country and each segment of the shop', () => {
    expect(Object.keys(identities['country']!)).toEqual(listed('countries'));
    expect(Object.keys(identities['segment']!)).toEqual(listed('segments'));
  });

  it('differ from each other, and from those that have a meaning', () => {
    const meanings = Object.values(palette).map(({ colour }) => String(colour));
    for (const colours of Object.values(identities)) {
      const { at_risk: _, ...others } = colours;
      const used = Object.values(others);
      expect(used).toEqual([...new Set(used)]);
      for (const one of used) expect(meanings).not.toContain(one);
    }
  });

  it.each(panels)('are those of the lines of $name, $title', ({ targets, overrides }) => {
    const legends = targets.map(({ legendFormat = '' }) => legendFormat);
    const [, label] = /^\{\{(\w+)\}\}$/.exec(legends[0]!) ?? [];
    if (!label || legends.length !== 1 || !identities[label]) return;
    expect(overrides.map(({ matcher }) => matcher.options)).toEqual(Object.keys(identities[label]!));
  });
});

describe('axes', () => {
  it.each(ofType('timeseries'))('of $name, $title, end near zero while all is well', ({ unit, defaults }) => {
    const { min, max, custom, decimals } = defaults;
    expect(min).toBe(0);
    const end = max ?? custom.axisSoftMax;
    expect(end).toBeGreaterThan(0);
    // 1 is 100 %.
    if (unit === 'share') expect(end).toBeLessThanOrEqual(1);
    // Whole numbers on an axis that ends below four would repeat.
    if (decimals === 0) expect(end).toBeGreaterThanOrEqual(4);
  });

  it.each(panels.filter(({ unit }) => unit === 'count' || unit === 'euros'))(
    'and numbers of $name, $title, have no fractions of a thing',
    ({ defaults }) => expect(defaults.decimals).toBe(0),
  );

  it.each(panels.filter(({ unit }) => unit === 'count'))(
    'and numbers of $name, $title, distinguish 1,020 from 1,253',
    ({ defaults }) => expect(defaults.unit).toBe('locale'),
  );

  it.each(ofType('timeseries'))('of $name, $title, have areas only where areas add up', ({ defaults }) => {
    const { drawStyle, fillOpacity, stacking } = defaults.custom;
    if (drawStyle === 'line' && stacking?.mode !== 'normal') expect(fillOpacity).toBe(0);
  });
});

describe('names', () => {
  const named = panels.filter((one) => legendLabels(one).length > 0);

  it.each(named)('in $name, $title, come from labels that the query keeps', ({ targets }) => {
    for (const { refId, legendFormat } of targets) {
      const by = [...textOf(queryNamed(refId)).matchAll(/\b(?:by|without) \(([^)]*)\)/g)].flatMap(
        ([, labels]) => labels!.split(', '),
      );
      expect(by, refId).toEqual(expect.arrayContaining(labelsOf(legendFormat)));
    }
  });

  it.each(named.filter((one) => legendLabels(one).includes('service')))(
    'in $name, $title, are of services alone: a series without a service would be called Value',
    ({ targets }) => {
      for (const { refId, legendFormat } of targets) {
        // A name with a fallback, such as scrapes of services and of components.
        if (/\{\{service\}\}\{\{/.test(legendFormat!)) continue;
        const query = queryNamed(refId);
        if (query.language !== 'promql') continue;
        const selectors = [
          ...query.text.matchAll(/\b(?:webstore|nodejs|process)_?\w*\{([^}]*)\}|\bup\{([^}]*)\}/g),
        ];
        expect(selectors, refId).not.toEqual([]);
        for (const [, selector, ofUp] of selectors)
          expect(selector ?? ofUp, refId).toMatch(
            /job="services"|service=~"\$(service|consumer)"|service=~"[a-z|]+"/,
          );
      }
    },
  );

  it('never match series without the label when all values are selected', () => {
    const all = shown
      .flatMap(({ json }) => json.templating.list ?? [])
      .flatMap(({ allValue }) => allValue ?? []);
    expect(new Set(all)).toEqual(new Set(['.+']));
  });

  it.each(named)('in $name, $title, contain the component', ({ targets, title, repeatedBy }) => {
    for (const { legendFormat } of targets) {
      const labels = labelsOf(legendFormat);
      if (labels.includes('span_name')) expect(labels).toContain('peer_service');
      if (!['route', 'operation', 'table'].some((label) => labels.includes(label))) continue;
      const said =
        repeatedBy === 'service' || labels.includes('service') || /catalog|cart|checkout/.test(legendFormat!);
      expect(said, `${title}: ${legendFormat}`).toBe(true);
    }
  });

  it.each(ofType('timeseries'))('in $name, $title, are shown whole', ({ title, panel, options, targets }) => {
    // A list wraps. A table below the graph has two and a half rows.
    expect(options.legend).toMatchObject({ displayMode: 'list', placement: 'bottom', calcs: [] });
    const many = legendLabels({ targets }).some((label) => manyValues.includes(label));
    if (!many || fewOf.includes(title)) return;
    // Two names side by side, and room for ten of them in a third of the height.
    expect(panel.gridPos!.w).toBeGreaterThanOrEqual(12);
    expect(panel.gridPos!.h).toBeGreaterThanOrEqual(11);
  });

  it.each(ofType('state-timeline'))('in $name, $title, are on one page without a pager', ({ options }) => {
    expect(options.perPage).toBe(0);
  });
});

describe('panels', () => {
  it.each(shown)(
    'of $name that stand side by side are equally high: no gap is left below one',
    ({ json }) => {
      const byLine = Map.groupBy(json.panels!, ({ gridPos }) => gridPos!.y);
      for (const line of byLine.values()) {
        expect(new Set(line.map(({ gridPos }) => gridPos!.h)).size, line[0]!.title!).toBe(1);
        const { repeat, gridPos } = line[0]! as Panel;
        // A line is full, except where a panel is repeated.
        const width = line.reduce((sum, one) => sum + one.gridPos!.w, 0);
        if (!repeat) expect([gridPos!.x, width], line[0]!.title!).toEqual([0, 24]);
      }
    },
  );
});

describe('titles', () => {
  it.each(panels)('of $name, $title, fit beside the two signs of the panel', ({ title, panel }) => {
    const letters = title.replace('$country', 'BR').length;
    expect(letters * 7 + 60).toBeLessThanOrEqual(pixels(panel));
  });
});

describe('columns', () => {
  const valueOf = (properties: { id: string; value?: unknown }[], id: string) =>
    properties.find((property) => property.id === id)?.value;

  it.each(ofType('table'))('of $name, $title, fit at 1,280 pixels', ({ panel, overrides }) => {
    const widths = overrides.map(
      ({ properties }) => valueOf(properties, 'custom.width') as number | undefined,
    );
    expect(widths.length).toBeGreaterThan(0);
    // What has no width of its own needs 110 pixels.
    const needed = widths.reduce<number>((sum, width) => sum + (width ?? 110), 0);
    expect(needed).toBeLessThanOrEqual(pixels(panel));
  });

  it('of the alerts lead to a runbook, to the rule and to a silence', () => {
    const { overrides } = panels.find(({ title }) => title === 'Alerts of the period')!;
    const links = valueOf(overrides[0]!.properties, 'links') as { title: string; url: string }[];
    expect(links.map(({ title }) => title)).toEqual(['Runbook', 'Its rule', 'Silence it']);
    for (const { url } of links) expect(url).toContain('${__value.raw}');
  });
});

describe('events', () => {
  it.each(shown)('of $name have a switch each, and only deploys are drawn at first', ({ json }) => {
    const list = json.annotations.list!;
    expect(list).toHaveLength(annotations.length);
    expect(list.flatMap(({ name, enable }) => (enable ? [name] : []))).toEqual(['Deploys']);
    // Grafana puts a placed annotation into a menu, without a switch.
    for (const one of list) {
      expect(one).not.toHaveProperty('placement');
      expect(one.hide).toBe(false);
    }
  });

  it('among alerts are pages alone', () => {
    expect(textOf(queryNamed('pagesFiring'))).toContain('severity="page"');
    const names = shown[0]!.json.annotations.list!.map(({ target }) => (target as unknown as Target).refId);
    expect(names).toContain('pagesFiring');
  });
});

describe('queries', () => {
  it.each(panels)('of $name, $title, ask for no trace until one is selected', ({ name, targets }) => {
    if (!targets.some(({ refId }) => textOf(queryNamed(refId)).includes('$traceId'))) return;
    const { json } = shown.find((one) => one.name === name)!;
    const { type, current } = json.templating.list!.find((variable) => variable.name === 'traceId')!;
    // Not empty: Tempo refuses that, and Loki finds all lines without a trace.
    expect([type, current!.value]).toEqual(['custom', noTrace]);
    expect(noTrace).toBe('{false}');
  });

  it.each(
    panels.filter(
      ({ panel, targets }) =>
        panel.type === 'timeseries' &&
        targets.some(({ refId }) => /count_over_time/.test(textOf(queryNamed(refId)))),
    ),
  )('of $name, $title, count lines in bars of half a minute', ({ panel, defaults }) => {
    expect(defaults.custom).toMatchObject({ drawStyle: 'bars', stacking: { mode: 'normal' } });
    expect(panel.interval).toBe('30s');
  });

  it.each(shown)('of $name are repeated as often as the panels allow', ({ name, json }) => {
    const types = panels.filter((one) => one.name === name).map(({ panel }) => panel.type);
    // A refresh closes an opened line or span.
    if (types.includes('traces')) expect(json.refresh).toBe('');
    else if (types.includes('logs') || types.includes('flamegraph')) expect(json.refresh).toBe('1m');
    else expect(json.refresh).toBe('10s');
  });

  const stagesOf = (name: QueryName) =>
    [...textOf(queryNamed(name)).matchAll(/stage=~"([^"]+)"\}\[([^\]]+)\]/g)].map(([, stages, range]) => ({
      stages: stages!.split('|'),
      range,
    }));

  it('of the funnel count in each stage all who came further, in the order of the stages', () => {
    const { targets } = panels.find(({ title }) => title === 'Funnel')!;
    const asked = targets.flatMap(({ refId }) => stagesOf(refId));
    expect(asked.map(({ stages }) => stages[0])).toEqual([
      'product_view',
      'add_to_cart',
      'checkout_start',
      'payment',
      'checkout_complete',
    ]);
    for (const [index, { stages, range }] of asked.entries()) {
      expect(range).toBe('$period');
      expect(stages).toEqual(asked.slice(index).map(({ stages: [first] }) => first));
    }
  });

  it.each(panels.filter(({ title }) => /Conversion|Abandoned/.test(title)))(
    'of $title compare stages of one period, and never more with less',
    ({ targets }) => {
      const [part, whole, ...others] = targets.flatMap(({ refId }) => stagesOf(refId));
      expect(others).toEqual([]);
      expect(part!.range).toBe(whole!.range);
      expect(whole!.stages).toEqual(expect.arrayContaining(part!.stages));
    },
  );
});

describe('links', () => {
  it.each(panels)('of $name, $title, keep the period and the environment', ({ panel }) => {
    const toDashboards = urlsIn(panel).filter((url) => url.startsWith('/d/webstore-'));
    expect(toDashboards).not.toEqual([]);
    for (const url of toDashboards) {
      expect(url).toContain('${environment:queryparam}');
      expect(url).toContain('${__url_time_range}');
    }
    for (const url of urlsIn(panel).filter((one) => one.startsWith('/explore')))
      expect(decodeURIComponent(url)).toContain('"range":{"from":"${__from}","to":"${__to}"}');
  });
});

describe('a reader', () => {
  it.each(panels)('of $name, $title, learns why it is empty, and what to do', ({ panel, defaults }) => {
    const [mapping] = defaults.mappings ?? [];
    const short =
      mapping?.type === 'special' && (mapping.options as { result: { text: string } }).result.text;
    // A number shrinks its text until it fits.
    if (panel.type === 'stat' || panel.type === 'bargauge') expect(short).toMatch(/^No \w+: .{8,22}$/);
    const written = ['timeseries', 'table', 'state-timeline', 'stat', 'bargauge'].includes(panel.type)
      ? defaults.noValue!
      : // Grafana writes its own text, so the description has it.
        panel.description!.split('If it is empty: ')[1]!.replace(/^./, (letter) => letter.toUpperCase());
    expect(written).toMatch(/^[A-Z].{10,}\. [A-Z.].{15,}\.$/);
    const [, command] = /\.\/lab ([a-z-]+)/.exec(written) ?? [];
    if (command) expect(existsSync(join(root, 'tools/lab/src/commands', command)), command).toBe(true);
  });

  it.each(shown)('of $name is shown what to look at first, above the first row', ({ json }) => {
    const [first, second] = json.panels!;
    expect(first!.type).toBe('text');
    expect(first!.gridPos).toMatchObject({ x: 0, y: 0, w: 24 });
    expect((first as Panel).options).toMatchObject({
      content: expect.stringMatching(/^\*\*Look first:\*\* .{40,}\.$/),
    });
    expect(second!.type).toBe('row');
  });

  it.each(shown)('of $name finds the answer to its question in the first row', ({ name, json }) => {
    const answers: Record<string, QueryName[]> = {
      overview: ['ordersCompleted', 'lateOrders', 'budgetLeft'],
      red: ['answersByStatus', 'requestTime95'],
      business: ['revenue', 'funnelOrders', 'funnelConversion'],
      slo: ['budgetLeft', 'burnRate'],
      exemplars: ['requestTimes', 'paymentsWithExemplars'],
      logs: ['linesByLevel', 'linesByService'],
      kafka: ['consumerLag', 'outboxAge', 'deadLetters'],
      stores: ['connectionsUsed', 'connectionWait', 'waitingForConnection'],
      node: ['eventLoopLag', 'cpu'],
      k6: ['loadTime', 'loadFailed'],
      stack: ['spansLost', 'linesLost', 'spansRefused'],
    };
    // Without the line at the top and the title of the row.
    const [, , ...rest] = json.panels!;
    const { y } = rest[0]!.gridPos!;
    const firstRow = rest.filter((one): one is Panel => isPanel(one) && one.gridPos!.y === y);
    const asked = firstRow.flatMap(({ targets }) =>
      (targets as unknown as Target[]).map(({ refId }) => refId),
    );
    expect(asked).toEqual(expect.arrayContaining(answers[name]!));
  });
});

describe('runbooks in Grafana', () => {
  it('exist for each alert, under the address that the table of alerts opens', () => {
    const rules = globSync(['infra/prometheus/rules/*.yml', 'infra/loki/rules/fake/*.yaml'], { cwd: root });
    const alerts = rules.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^ *- alert: (\w+)$/gm)].map(([, name]) => name!),
    );
    expect(alerts).toContain('ServiceDown');
    for (const alert of alerts)
      expect(existsSync(join(root, `infra/grafana/dashboards/runbooks/${alert}.json`)), alert).toBe(true);
  });
});
