import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import type { Component } from '@webstore/supervisor/components/component.ts';
import { cart } from '@webstore/supervisor/components/cart.ts';
import { catalog } from '@webstore/supervisor/components/catalog.ts';
import { checkout } from '@webstore/supervisor/components/checkout.ts';
import { payment } from '@webstore/supervisor/components/payment.ts';

/** A workload: the services whose variants are compared, and the load on them. */
export interface Workload {
  name: string;
  /** One iteration of a client. */
  unit: 'request' | 'order';
  services: readonly Component[];
  /** In load-tests/bench. */
  script: string;
  env(lab: Lab): Record<string, string>;
  /** Concurrent clients for the capacity measurement. */
  clients: number;
}

/** The smallest service. It takes the place of catalog, which is stopped meanwhile. */
const hello: Component = {
  ...catalog,
  name: 'bench',
  launch: (lab) => {
    const { env, ...launch } = catalog.launch!(lab);
    return { ...launch, cwd: join(lab.root, 'tools/bench'), env: { ...env, OTEL_SERVICE_NAME: 'bench' } };
  },
  ready: (lab) => answersOk(`${lab.url('catalog')}/hello/you`),
};

export const workloads: readonly Workload[] = [
  {
    name: 'trivial',
    unit: 'request',
    services: [hello],
    script: 'trivial.ts',
    env: (lab) => ({ TARGET: lab.url('catalog') }),
    clients: 8,
  },
  {
    name: 'checkout',
    unit: 'order',
    services: [catalog, cart, checkout, payment],
    script: 'order.ts',
    env: (lab) => ({
      CATALOG_URL: lab.url('catalog'),
      CART_URL: lab.url('cart'),
      CHECKOUT_URL: lab.url('checkout'),
    }),
    clients: 24,
  },
];
