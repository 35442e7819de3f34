import { styleText } from 'node:util';
import { services as known } from '@webstore/lab-core/clients/services.ts';

type Style = Parameters<typeof styleText>[0];

/** Red means error and nothing else, so no service has it. */
const colours: Style[] = [
  'green',
  'yellow',
  'cyan',
  'magenta',
  'blue',
  'greenBright',
  'cyanBright',
  'magentaBright',
];

/** Colours in a terminal; in a pipe, and with NO_COLOR, styleText returns plain text. */
export interface Palette {
  service(name: string, text: string): string;
  error(text: string): string;
  warning(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

export function paletteOf(services: string[]): Palette {
  // The shop's own services look the same in every trace.
  const order = [...new Set([...known, ...services])];
  return {
    service: (name, text) => styleText(colours[order.indexOf(name) % colours.length] ?? 'white', text),
    error: (text) => styleText(['bold', 'red'], text),
    warning: (text) => styleText('yellow', text),
    strong: (text) => styleText('bold', text),
    faint: (text) => styleText('dim', text),
  };
}
