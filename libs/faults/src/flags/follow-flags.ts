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
  let known = '';
  const provider = new TypedInMemoryProvider(configured({}));
  await OpenFeature.setProviderAndWait(provider);
  // By what it says, and not by watchFile, which has nothing to compare with until its first look: what was told before that is lost.
  const look = () => {
    const now = textIn(file);
    if (now === known || now === undefined) return;
    known = now;
    const values = valuesIn(now);
    if (values) provider.putConfiguration(configured(values));
    else
      process.emitWarning(`The flags stay as they were: ${file} holds no JSON object. Write the file again.`);
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

type Values = Readonly<Record<string, unknown>>;

/** A file that is not there names no flag; undefined when it cannot be read now. */
function textIn(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  } catch {
    return undefined;
  }
}

function valuesIn(text: string): Values | undefined {
  try {
    const values: unknown = JSON.parse(text);
    return typeof values === 'object' && values !== null ? (values as Values) : undefined;
  } catch {
    return undefined;
  }
}

function configured(told: Values) {
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
