import { existsSync, readFileSync } from 'node:fs';
import { OpenFeature, TypedInMemoryProvider } from '@openfeature/server-sdk';
import { flags } from './flags';

const lookEveryMs = 500;

/**
 * Has the flags of this process say what the file says, now and whenever it changes. Without a file, and for what it does not name,
 * each flag has its first value. Nothing is logged and no span is made.
 *
 * @returns ends it
 */
export async function followFlags(file: string): Promise<() => void> {
  let known = textIn(file);
  const provider = new TypedInMemoryProvider(configured(known));
  await OpenFeature.setProviderAndWait(provider);
  // By what it says, and not by watchFile, which has nothing to compare with until its first look: what was told before that is lost.
  const timer = setInterval(() => {
    const now = textIn(file);
    if (now === known) return;
    known = now;
    provider.putConfiguration(configured(now));
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

const textIn = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '{}');

function configured(text: string) {
  const told = JSON.parse(text) as Record<string, string>;
  return Object.fromEntries(
    Object.entries<readonly string[]>(flags).map(([name, values]) => [
      name,
      {
        variants: Object.fromEntries(values.map((value) => [value, value])),
        defaultVariant: values.includes(told[name] ?? '') ? told[name]! : values[0]!,
        disabled: false,
      },
    ]),
  );
}
