import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { programPath } from '@webstore/lab-core/machine/programs.ts';

export interface View {
  theme?: 'light' | 'dark';
  /** Of the window, in CSS pixels. */
  width?: number;
  /** Start of the period, in Grafana's own form. */
  from?: string;
  variables?: Record<string, string>;
}

export interface PanelState {
  title: string;
  state: 'drawn' | 'empty' | 'error';
  /** What it shows in place of data. */
  text: string;
}

const panelsOfPage = '[data-testid^="data-testid Panel header "]';

/** So high that every panel of a dashboard is in the window: Grafana queries for no panel outside it. */
const height = 6_000;

/** The Grafana of the lab in containers, in a real headless Chromium. */
export class Grafana {
  private readonly browser: Browser;
  private readonly context: BrowserContext;
  readonly url: string;

  private constructor(browser: Browser, context: BrowserContext, url: string) {
    this.browser = browser;
    this.context = context;
    this.url = url;
  }

  /** Logs in as the administrator. */
  static async open(lab: Lab): Promise<Grafana> {
    const browser = await chromium.launch({
      executablePath: programPath('chromium')!,
      args: ['--no-sandbox'],
    });
    const context = await browser.newContext();
    const url = lab.url('grafana');
    const answer = await context.request.post(`${url}/login`, {
      data: { user: 'admin', password: lab.settings().GRAFANA_ADMIN_PASSWORD },
    });
    if (!answer.ok()) throw new Error(`Grafana refuses the login: ${answer.status()} ${await answer.text()}`);
    return new Grafana(browser, context, url);
  }

  /** Opens a dashboard, and waits until each panel has its answer. */
  async dashboard(
    uid: string,
    panels: number,
    { theme = 'light', width = 1_280, from = 'now-15m', variables = {} }: View = {},
  ) {
    const page = await this.context.newPage();
    await page.setViewportSize({ width, height });
    const query = new URLSearchParams({ from, to: 'now', theme, kiosk: 'true' });
    for (const [name, value] of Object.entries(variables)) query.set(`var-${name}`, value);
    const began = Date.now();
    await page.goto(`${this.url}/d/${uid}?${query}`);
    const headers = page.locator(panelsOfPage);
    await headers.nth(panels - 1).waitFor({ timeout: 60_000 });
    const isLoaded = `document.querySelector('[aria-label="Panel loading bar"]') === null`;
    await page.waitForFunction(isLoaded, undefined, { timeout: 60_000 });
    // A service graph is laid out by a worker.
    await page.getByText('Computing layout').waitFor({ state: 'hidden' });
    return { page, panels: await panelStates(page), seconds: (Date.now() - began) / 1_000 };
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** The page as far down as its last panel. */
export async function screenshot(page: Page, path: string): Promise<void> {
  const boxes = await page
    .locator(panelsOfPage)
    .evaluateAll((sections) => sections.map((one) => one.getBoundingClientRect().bottom));
  const { width } = page.viewportSize()!;
  await page.screenshot({ path, clip: { x: 0, y: 0, width, height: Math.max(...boxes) + 16 } });
}

/** What each panel of the page shows, in the order of the page. */
const panelStates = (page: Page): Promise<PanelState[]> =>
  page.locator(panelsOfPage).evaluateAll((sections) =>
    sections.map((section) => {
      const title = section.getAttribute('data-testid')!.replace('data-testid Panel header ', '');
      const error = section.querySelector('[data-testid="data-testid Panel status error"]');
      const empty = section.querySelector('[data-testid="data-testid Panel data error message"]');
      const crash = section.querySelector('[role="alert"]');
      const text = (
        crash?.textContent ??
        error?.getAttribute('aria-label') ??
        empty?.textContent ??
        ''
      ).trim();
      return { title, state: error || crash ? 'error' : empty ? 'empty' : 'drawn', text };
    }),
  );
