import type { ShopService } from '@webstore/contracts';

/** As `shopServices` in libs/contracts, which is not built yet when the supervisor starts components. */
export const services = ['catalog', 'cart', 'checkout', 'payment'] as const satisfies readonly ShopService[];
export type Service = (typeof services)[number];

/** Services with libs/telemetry: the shop, and the synthetic customer. */
export const observed = [...services, 'synthetic'] as const;
export type Observed = (typeof observed)[number];
