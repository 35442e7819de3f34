import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Launch } from '@webstore/supervisor/components/component.ts';

/** The same application without telemetry, with the lab's, and with the unmodified stock package. */
export const variants = ['off', 'ours', 'stock'] as const;
export type Variant = (typeof variants)[number];

const own = './dist/instrumentation.js';
/** Some of the stock detectors request a cloud metadata address that does not answer here. */
const detectors = { OTEL_NODE_RESOURCE_DETECTORS: 'env,host,os,process' };

/** A service as its component starts it, with different preloads and with a probe inside. */
export function launchAs(variant: Variant, lab: Lab, { args, env, ...launch }: Launch): Launch {
  const preload = (name: string) => join(lab.root, 'tools/bench/dist/preload', `${name}.js`);
  const telemetry = {
    off: [preload('off')],
    ours: [own],
    // In this order: the stock package does not instrument modules that were loaded before it.
    stock: ['@opentelemetry/auto-instrumentations-node/register', preload('off')],
  }[variant];
  return {
    ...launch,
    args: args.flatMap((arg) =>
      arg === own
        ? [preload('probe'), ...telemetry].flatMap((file, at) => (at ? ['--require', file] : [file]))
        : [arg],
    ),
    env: { ...env, ...(variant === 'stock' && detectors) },
  };
}
