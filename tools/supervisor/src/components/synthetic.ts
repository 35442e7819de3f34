import { services } from '@webstore/lab-core/clients/services.ts';
import { nodeService } from './launching/node-service.ts';

export const synthetic = nodeService({
  service: 'synthetic',
  summary: 'A customer who tries the shop',
  needs: [...services],
  env: (lab) => ({
    CATALOG_URL: lab.url('catalog'),
    CART_URL: lab.url('cart'),
    CHECKOUT_URL: lab.url('checkout'),
    // SyntheticJourneyFailing counts journeys in a window.
    JOURNEY_EVERY_MS: String(Math.round(15_000 / lab.clock)),
  }),
});
