import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { table } from '@webstore/lab-core/output/table.ts';
import { Grafana, type PanelState, screenshot } from '../grafana/grafana.ts';
import { lab } from '../support/labs/running-lab.ts';

interface Panel {
  type: string;
  title: string;
  panels?: Panel[];
}
interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
}

const dashboards = globSync('infra/grafana/dashboards/*/*.json', { cwd: lab.root })
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(lab.root, file), 'utf8')) as Dashboard);
const panelsOf = ({ panels }: { panels: Panel[] }): Panel[] =>
  panels.flatMap((panel) => (panel.type === 'row' ? panelsOf({ panels: panel.panels ?? [] }) : [panel]));

/** Where the screenshots go: `SCREENSHOTS=docs/images` makes those of the docs. */
const folder = process.env['SCREENSHOTS'] ?? lab.run('screenshots');

describe.runIf(lab.inContainers)('the dashboards in Grafana, beside a lab under traffic', () => {
  let grafana: Grafana;
  const rows: string[][] = [];

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    grafana = await Grafana.open(lab);
  });
  afterAll(async () => {
    await grafana.close();
    const columns = ['dashboard', 'panels', 'drawn', 'empty', 'errors', 'seconds'].map((title) => ({
      title,
    }));
    console.log(table(columns, rows));
  });

  it.each(dashboards)('$uid draws every panel, or says why it is empty', async (dashboard) => {
    const expected = panelsOf(dashboard).length;
    const { page, panels, seconds } = await grafana.dashboard(dashboard.uid, expected);
    await screenshot(page, join(folder, `${dashboard.uid}.png`));
    await page.close();
    const inState = (state: PanelState['state']) => panels.filter((panel) => panel.state === state);
    const empty = inState('empty').map(({ title, text }) => `${title}: ${text}`);
    rows.push([
      dashboard.uid,
      String(panels.length),
      String(inState('drawn').length),
      empty.join('; '),
      String(inState('error').length),
      seconds.toFixed(1),
    ]);
    // A panel or row with `repeat` is there once for each value of its variable.
    expect(panels.length).toBeGreaterThanOrEqual(expected);
    expect(inState('error')).toEqual([]);
    // Grafana's own text explains nothing; the generator sets one that does.
    const unexplained = inState('empty').filter(
      ({ title, text }) => /^(No data)?$/.test(text) && !title.includes('none'),
    );
    expect(unexplained).toEqual([]);
  });
});
