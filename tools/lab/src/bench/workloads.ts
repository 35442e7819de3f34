import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { nodeService } from '../stack/node-service.ts';
import type { Component } from '../stack/component.ts';
import { cart } from '../stack/cart.ts';
import { catalog } from '../stack/catalog.ts';
import { checkout } from '../stack/checkout.ts';
import { payment } from '../stack/payment.ts';

/** What is measured: the services that are exchanged, and what is done to them. */
export interface Workload {
  name: string;
  /** What a client does once. */
  unit: 'request' | 'order';
  services: readonly Component[];
  /** In load-tests/bench. */
  script: string;
  env(lab: Lab): Record<string, string>;
  /** Clients at the same time when capacity is measured. */
  clients: number;
}

const hello: Component = {
  ...nodeService({ name: 'bench', summary: 'the smallest service', needs: [], env: () => ({}) }),
  ready: async (lab) => (await fetch(`${lab.url('bench')}/hello/you`).catch(() => undefined))?.ok ?? false,
};

export const workloads: readonly Workload[] = [
  {
    name: 'trivial',
    unit: 'request',
    services: [
      { ...hello, launch: (lab) => ({ ...hello.launch!(lab), cwd: join(lab.root, 'tools/bench') }) },
    ],
    script: 'trivial.ts',
    env: (lab) => ({ TARGET: lab.url('bench') }),
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
      USER_TOKEN: lab.settings().USER_TOKEN,
    }),
    clients: 6,
  },
];
