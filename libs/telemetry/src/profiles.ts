import { Logger } from '@nestjs/common';
import { telemetryConfig } from './config';
import { within } from './metrics/deadline';

interface Profiler {
  stop(): Promise<void>;
}

/** Long enough for a profile to be sent, short enough for whoever waits for the process to end. */
const LAST_PROFILE_MS = 2_000;

let running: Promise<Profiler | undefined> | undefined;

/**
 * Pushes profiles of CPU, wall-clock time and heap, every fifteen seconds by default, where `PYROSCOPE_SERVER_ADDRESS` says to whom. A
 * server that is away costs the profiles and nothing else.
 */
export function startProfiles(): void {
  const { service: appName, profilesTo: serverAddress, profileEveryMs: flushIntervalMs } = telemetryConfig;
  if (serverAddress === undefined) return;
  // Loaded only for those who ask for it: it brings native code, which some platform may not have.
  running = import('@pyroscope/nodejs')
    .then(({ default: profiler }) => {
      // Without collectCpuTime there is no profile of CPU, only of wall-clock time.
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

/** Sends the last profile of CPU and stops; of the heap there is none at the end. */
export async function stopProfiles(): Promise<void> {
  const profiler = await running;
  running = undefined;
  // Whether it arrives in time is no reason to hold up the end.
  await within(Promise.resolve(profiler?.stop()), LAST_PROFILE_MS).catch(() => undefined);
}
