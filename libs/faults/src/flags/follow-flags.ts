import { existsSync, readFileSync } from 'node:fs';
import { OpenFeature, TypedInMemoryProvider } from '@openfeature/server-sdk';
import { flags } from './flags';

const lookEveryMs = 500;

/**
 * Has the flags of this process say what the file says, now and whenever it changes. Without a file, and for what it does not name,
 * each flag has its first value; a file that is broken or cannot be read changes none. Nothing is logged and no span is made.
 *
 * @returns ends it
 */
export async function followFlags(file: string): Promise<() => void> {
  let known = textIn(file);
  const provider = new TypedInMemoryProvider(configured(toldIn(known ?? '{}') ?? {}));
  await OpenFeature.setProviderAndWait(provider);
  // By what it says, and not by watchFile, which has nothing to compare with until its first look: what was told before that is lost.
  const timer = setInterval(() => {
    const now = textIn(file);
    if (now === known || now === undefined) return;
    known = now;
    const told = toldIn(now);
    if (told) provider.putConfiguration(configured(told));
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Undefined when it cannot be read now. */
function textIn(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  } catch {
    return undefined;
  }
}

/** A service does not end because of its flags: undefined when they are cut or none. */
function toldIn(text: string): Record<string, unknown> | undefined {
  try {
    const told = JSON.parse(text) as unknown;
    return typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function configured(told: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries<readonly string[]>(flags).map(([name, values]) => [
      name,
      {
        variants: Object.fromEntries(values.map((value) => [value, value])),
        defaultVariant: values.find((value) => value === told[name]) ?? values[0]!,
        disabled: false,
      },
    ]),
  );
}
