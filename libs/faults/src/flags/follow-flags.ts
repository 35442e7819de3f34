import { existsSync, readFileSync } from 'node:fs';
import { OpenFeature, TypedInMemoryProvider } from '@openfeature/server-sdk';
import { flags } from './flags';

const lookEveryMs = 500;

/**
 * Reads the flags of this process from a file, now and after each change. A flag that the file does not name, and every flag if there
 * is no file, has its first value. Nothing is logged and no span is created.
 *
 * @returns a function that stops following the file
 */
export async function followFlags(file: string): Promise<() => void> {
  let known = '';
  const provider = new TypedInMemoryProvider(configured({}));
  await OpenFeature.setProviderAndWait(provider);
  // Compares contents instead of using watchFile: watchFile misses changes that are made before its first read.
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

/** The text of the file. A missing file names no flag; undefined if the file cannot be read at the moment. */
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

function configured(chosenValues: Values) {
  return Object.fromEntries(
    Object.entries<readonly string[]>(flags).map(([name, values]) => [
      name,
      {
        variants: Object.fromEntries(values.map((value) => [value, value])),
        defaultVariant: values.find((value) => value === chosenValues[name]) ?? values[0]!,
        disabled: false,
      },
    ]),
  );
}
