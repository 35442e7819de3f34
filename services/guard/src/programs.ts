/** Rules of the guard for a third-party program. */
export interface Program {
  /**
   * Pages that a link from another origin may open; the linking page cannot read them. Links to other addresses are refused, because
   * a GET may have side effects (Loki's `/flush`, Alloy's `/-/reload`).
   */
  pages?: RegExp;
  /** The only paths that any caller may request. Default: all. */
  paths?: RegExp;
  /** The shop's pages (`CORS_ORIGINS`) may send to it and read its CORS preflight response. */
  servesTheShop?: true;
}

/** Excludes `/scrape` (and `/probe` of newer exporters), which take the scrape target from the request. */
const exporter: Program = { paths: /^\/(metrics|health)?$/ };

/** All programs that the guard can protect. Patterns exclude `%` and `.`, with which a path could resolve to another one. */
export const programs = {
  // Its pages redirect between forms with and without a trailing slash.
  prometheus: { pages: /^\/((graph|query|alerts|rules|targets)\/?|classic\/[\w-]+)?$/ },
  alertmanager: { pages: /^\/$/ },
  loki: {},
  jaeger: { pages: /^\/(search|dependencies|compare|trace\/\w+)?$/ },
  otlp: {},
  'redis-exporter': exporter,
  'postgres-exporter': exporter,
  mimir: {},
  tempo: {},
  alloy: { pages: /^\/(graph|component\/[\w/-]+)?$/ },
  faro: { servesTheShop: true },
  pyroscope: { pages: /^\/(explore)?$/ },
  grafana: { pages: /^\/(login|explore|dashboards|(d|a|alerting|goto)\/[\w/-]+)?$/ },
  mailpit: { pages: /^\/(search|view\/[\w-]+)?$/ },
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;
