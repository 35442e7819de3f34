/** A program of others, as the guard treats it. */
export interface Program {
  /**
   * Its pages, which a link of another origin may open: they are shown, and cannot be read by who links to them. Any other address
   * might change something although it is read (Loki's `/flush`, Alloy's `/-/reload`), so that a mere link would do.
   */
  pages?: RegExp;
  /** Where it answers at all, whoever asks. Default: everywhere. */
  paths?: RegExp;
  /** Pages of the shop send to it (`CORS_ORIGINS`), and read its answer to the question before a write. */
  servesTheShop?: true;
}

/** What an exporter connects to is its own setting: `/scrape`, and `/probe` of newer ones, take it from the request. */
const exporter: Program = { paths: /^\/(metrics|health)?$/ };

/** Every program that the guard can stand before. Patterns have no `%` and no `.`, by which a path could mean another one. */
export const programs = {
  // Its pages redirect to each other, with a slash at the end and without.
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
