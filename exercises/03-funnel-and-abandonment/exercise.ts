import { fill, queries } from '@webstore/signals';
import type { Exercise, Predicate } from '../src/exercise.ts';
import { isWithinTolerance } from '../src/within-tolerance.ts';
import { anyCountry, environment } from '../src/queries.ts';
import { compareByLabel } from '../src/compare-by-label.ts';

const window = '2m';
/** Tolerance for a number that was read a minute ago. */
const moved = 0.1;

const ofStages = (text: string) => fill(text, { environment, country: anyCountry, window });

const abandonment: Predicate = {
  about: 'abandonment',
  holds:
    'The query gives, for each country, the share of carts that were filled and not bought in the last two minutes.',
  check: (round) => compareByLabel('country', round, 'abandonment', ofStages(queries.abandonment.text)),
};

const conversion: Predicate = {
  about: 'conversion',
  holds: 'The query gives, for each country, the share of product views that ended in a completed order.',
  check: (round) => compareByLabel('country', round, 'conversion', ofStages(queries.conversion.text)),
};

const total: Predicate = {
  about: 'total',
  holds: 'The share of abandoned carts in the whole shop is correct.',
  async check(round) {
    const query = fill(queries.abandonmentOfAll.text, { environment, window });
    const [sample] = await round.metrics.instant(query, round.now);
    return isWithinTolerance(round.answers['total']!, sample?.value, {
      moved,
      nothing: 'no customer fills a cart',
      query,
    });
  },
};

export const exercise: Exercise = {
  customers: { scenario: 'funnel', users: 8 },
  questions: [
    {
      name: 'abandonment',
      ask: 'A query: the share of carts that are abandoned, by country.',
      looksLike: 'PromQL, in single quotes',
    },
    {
      name: 'conversion',
      ask: 'A query: the share of product views that end in a completed order, by country.',
      looksLike: 'PromQL, in single quotes',
    },
    { name: 'total', ask: 'Which share of the carts of the whole shop is abandoned now?', looksLike: '0.25' },
  ],
  hints: [
    'One counter has all stages: webstore_funnel_stage_total, with the labels stage, country and segment.',
    'A share is one rate over another, both with the same labels left: sum by (country) (rate(…{stage="…"}[2m])) on both sides. The abandoned share is 1 minus the completed share. For the whole shop divide sums, never average shares.',
    'Abandonment is 1 - sum by (country) (rate(webstore_funnel_stage_total{stage="checkout_complete"}[2m])) / sum by (country) (rate(webstore_funnel_stage_total{stage="add_to_cart"}[2m])); ask Prometheus for it, then the same without "by (country)".',
  ],
  predicates: [abandonment, conversion, total],
  shortestWay: [
    '1 - sum by (country) (rate(webstore_funnel_stage_total{stage="checkout_complete"}[2m])) / sum by (country) (rate(webstore_funnel_stage_total{stage="add_to_cart"}[2m]))',
    'sum by (country) (rate(webstore_funnel_stage_total{stage="checkout_complete"}[2m])) / sum by (country) (rate(webstore_funnel_stage_total{stage="product_view"}[2m]))',
    'The first without "by (country)" is the whole shop. The average of the countries would be another number: a country with two customers would count as much as one with two hundred.',
  ],
};
