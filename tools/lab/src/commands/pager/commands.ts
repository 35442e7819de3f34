import { printJson } from '@webstore/lab-core/output/json.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { askAlertmanager } from './ask-alertmanager.ts';
import { formatPage } from './format-page.ts';
import { PagerClient } from './pager-client.ts';
import { pagesTable } from './pages-table.ts';
import { describedSilence, end, inForce, labelsOf, mutedBy } from './silences.ts';

/** The service's own limit. */
const most = 500;
const resolvedShown = 10;

interface Json {
  json?: boolean;
}

export interface SilenceOptions extends Json {
  /** Milliseconds. */
  for: number;
  comment: string;
  by: string;
}

const width = () => process.stdout.columns ?? 120;

export async function list(lab: Lab, { all, json }: Json & { all?: boolean }): Promise<void> {
  const pages = await new PagerClient(lab).list({ limit: most });
  const resolved = pages.filter(({ status }) => status === 'resolved');
  const shown = all ? pages : pages.filter((page) => !resolved.slice(resolvedShown).includes(page));
  if (json) return printJson(shown);
  if (pages.length === 0)
    return console.log('No pages. ./lab stop payment brings some, ./lab start payment ends them.');
  console.log(pagesTable(shown, width()));
  const left = pages.length - shown.length;
  if (left > 0) console.log(`\n${left} older ones are resolved: --all shows them.`);
}

export async function show(lab: Lab, id: number, { json }: Json): Promise<void> {
  const page = await new PagerClient(lab).find(id);
  if (json) printJson(page);
  else console.log(formatPage(page));
}

export async function acknowledge(lab: Lab, id: number, by: string, { json }: Json): Promise<void> {
  const page = await new PagerClient(lab).acknowledge(id, by);
  if (json) printJson(page);
  else
    console.log(
      `${page.alert} is with ${by}: it does not escalate further. ./lab pager show ${id} has the runbook.`,
    );
}

export function silence(lab: Lab, which: string, options: SilenceOptions): Promise<void> {
  return askAlertmanager(lab, async (alerts) => {
    const labels = await labelsOf(which, new PagerClient(lab));
    const until = new Date(Date.now() + options.for);
    const id = await alerts.silence({ labels, until, createdBy: options.by, comment: options.comment });
    const muted = await mutedBy(id, alerts);
    if (options.json) return printJson({ id, labels, until, muted });
    const what = /^\d+$/.test(which) ? `Page ${which}` : which;
    console.log(`${what} is silent until ${until.toISOString()}; ${muted} of the alerts that fire now are.`);
    console.log(`./lab pager unsilence ${id} ends that.`);
  });
}

export async function silences(lab: Lab, { json }: Json): Promise<void> {
  const active = await askAlertmanager(lab, inForce);
  if (json) return printJson(active);
  if (active.length === 0) return console.log('No silence is in force.');
  console.log(active.map((one) => describedSilence(one, width())).join('\n'));
}

export async function unsilence(lab: Lab, id: string): Promise<void> {
  await askAlertmanager(lab, (alerts) => end(id, alerts));
  console.log(`Silence ${id} is over.`);
}
