import { Logger } from '@nestjs/common';
import { telemetryConfig } from './config';
import { within } from './metrics/deadline';

interface Profiler {
  stop(): Promise<void>;
}

/** Maximum time to send the last profile at shutdown, in milliseconds. */
const LAST_PROFILE_MS = 2_000;

let running: Promise<Profiler | undefined> | undefined;

/**
 * Pushes profiles of CPU, wall-clock time and heap to `PYROSCOPE_SERVER_ADDRESS`, every fifteen seconds by default. An
 * unavailable server affects only the profiles.
 */
export function startProfiles(): void {
  const { service: appName, profilesTo: serverAddress, profileEveryMs: flushIntervalMs } = telemetryConfig;
  if (serverAddress === undefined) return;
  // Loaded only if configured, because its native code may be missing on some platforms.
  running = import('@pyroscope/nodejs')
    .then(({ default: profiler }) => {
      // Without collectCpuTime there is only a wall-clock profile and no CPU profile.
      profiler.init({ appName, serverAddress, flushIntervalMs, wall: { collectCpuTime: true } });
      profiler.start();
      return profiler;
    })
    .catch((error: unknown) => {
      const fields = { 'exception.message': String(error) };
      new Logger('telemetry').warn('no profiles are sent: the profiler cannot start here', fields);
      return undefined;
    });
}

/** Sends the last CPU profile and stops profiling. There is no final heap profile. */
export async function stopProfiles(): Promise<void> {
  const profiler = await running;
  running = undefined;
  // A slow or failed push must not delay the shutdown.
  await within(Promise.resolve(profiler?.stop()), LAST_PROFILE_MS).catch(() => undefined);
}
