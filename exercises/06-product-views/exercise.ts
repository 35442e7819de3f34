import { categories } from '@webstore/contracts';
import { fill, queries, type Sample } from '@webstore/signals';
import type { Exercise, Predicate, Round } from '../src/exercise.ts';
import { anyCountry, environment } from '../src/queries.ts';
import { compareByLabel } from '../src/compare-by-label.ts';

const period = '2m';
/** Two counts of the same views may differ by a view that fell between two scrapes. */
const tolerance = 0.05;
/** Labels of the target, which are on every metric of catalog. */
const ofTarget = ['__name__', 'job', 'instance', 'service', 'version', 'environment'];

/** Old enough that no scrape can arrive between two queries and shift the second one. */
const settled = (round: Round): Round => ({ ...round, now: new Date(round.now.getTime() - 10_000) });

/** @throws for a name that no counter of the shop can have */
function seriesOf({ answers }: Round): string {
  const name = answers['counter']!;
  if (!/^webstore_[a-z_]+_total$/.test(name))
    throw new Error(`${name} is no name for a counter of the shop: those are called webstore_…_total`);
  return `${name}{environment="${environment}",job="services",service="catalog"}`;
}

const isNew: Predicate = {
  about: 'counter',
  holds: 'It is a counter of catalog that Prometheus first scraped after the exercise began.',
  async check(round) {
    const query = seriesOf(round);
    const { metrics, startedAt, now, answers } = round;
    const before = await metrics.instant(query, startedAt);
    const found = await metrics.instant(query, now);
    return {
      ok: before.length === 0 && found.length > 0,
      expected: 'no series when the exercise began, and some now',
      measured:
        before.length > 0
          ? `${answers['counter']} was there before you began: it counts something else, and not by category`
          : `${found.length} series now`,
      query,
    };
  },
};

const labelsOf = (samples: Sample[]) =>
  [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))].filter(
    (name) => !ofTarget.includes(name),
  );

const staysSmall: Predicate = {
  about: 'counter',
  holds: 'Its only label is the category of the product, so that its series do not grow with the shop.',
  async check(round) {
    const query = seriesOf(round);
    const found = await round.metrics.instant(query, round.now);
    const labels = labelsOf(found);
    const others = found
      .map((sample) => sample.labels['category'] ?? '(no category)')
      .filter((value) => !(categories as readonly string[]).includes(value));
    return {
      ok: found.length > 0 && labels.join() === 'category' && others.length === 0,
      expected: `the label category alone, with the ${categories.length} categories of the shop as values`,
      measured: `${found.length} series by ${labels.join(', ') || 'no label'}${others.length > 0 ? `, category ${others.slice(0, 3).join(', ')} among them` : ''}`,
      query,
    };
  },
};

/** Views that the funnel counts, including those without a country (`other`). */
async function viewsOf({ metrics, now }: Round): Promise<number> {
  const texts = [anyCountry, 'other'].map((country) =>
    fill(queries.funnel.text, { environment, country, period }),
  );
  const stages = await Promise.all(texts.map((text) => metrics.instant(text, now)));
  return stages
    .flat()
    .filter(({ labels }) => labels['stage'] === 'product_view')
    .reduce((sum, { value }) => sum + value, 0);
}

const countsViews: Predicate = {
  about: 'counter',
  holds: 'It has grown as much in the last two minutes as the product views that the shop counts already.',
  async check(round) {
    const { metrics, now } = settled(round);
    const series = seriesOf(round);
    const query = `sum(increase(${series}[${period}]))`;
    const isLongThere = (await metrics.instant(`${series} offset ${period}`, now)).length > 0;
    const views = await viewsOf(settled(round));
    const [grown] = await metrics.instant(query, now);
    const counted = grown?.value ?? 0;
    return {
      ok: isLongThere && views > 0 && Math.abs(counted - views) <= tolerance * views,
      expected: `${views.toFixed(0)}, give or take ${100 * tolerance} %, as the stage product_view of webstore_funnel_stage_total`,
      measured: isLongThere
        ? counted.toFixed(0)
        : 'it is not there for two minutes yet: wait, and check again',
      query,
    };
  },
};

const isAsked: Predicate = {
  about: 'query',
  holds: 'The query gives, for each category, the views per minute over the last two minutes.',
  needs: ['query', 'counter'],
  check: (round) =>
    compareByLabel(
      'category',
      settled(round),
      'query',
      `60 * sum by (category) (rate(${seriesOf(round)}[${period}]))`,
    ),
};

export const exercise: Exercise = {
  customers: { scenario: 'countries', users: 8 },
  questions: [
    {
      name: 'counter',
      ask: 'What is the name of your counter in Prometheus?',
      looksLike: 'webstore_…_total',
    },
    {
      name: 'query',
      ask: 'A query: views per minute, by category.',
      looksLike: 'PromQL, in single quotes',
    },
  ],
  hints: [
    'One place in catalog counts product views already: where it increments webstore_funnel_stage_total. The response there has the category.',
    "counter() of @webstore/telemetry with labels: ['category'] and customersOnly: true; .add({ category }) where the view is counted; .add({ category }, 0) for each category at the start. Then 60 * sum by (category) (rate(…[2m])).",
    'services/catalog/src/products: the counter beside funnelStages in products.metrics.ts, the count in product-views.interceptor.ts, where tap() gets the product. exercises/06-product-views/reference-solution.patch is one way; ./lab restart catalog, and two minutes.',
  ],
  predicates: [isNew, staysSmall, countsViews, isAsked],
  shortestWay: [
    'git apply exercises/06-product-views/reference-solution.patch, and ./lab restart catalog',
    'curl http://127.0.0.1:8001/metrics shows it, and five seconds later Prometheus has it: it finds the new series without a change of its configuration.',
    '60 * sum by (category) (rate(webstore_catalog_product_views_total[2m])), after two minutes. A label for the product instead of the category would create a series for every product.',
    'git restore services/catalog, and ./lab restart catalog: what it counted stays in Prometheus.',
  ],
};
