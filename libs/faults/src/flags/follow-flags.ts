import { existsSync, readFileSync, unwatchFile, watchFile } from 'node:fs';
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
  const provider = new TypedInMemoryProvider(configured(file));
  await OpenFeature.setProviderAndWait(provider);
  const read = () => provider.putConfiguration(configured(file));
  // By its name and not by its inode: whoever writes it puts another file in its place.
  watchFile(file, { interval: lookEveryMs, persistent: false }, read);
  return () => unwatchFile(file, read);
}

function configured(file: string) {
  const told = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
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
