/** A node of textlint's syntax tree. */
interface Node {
  type: string;
  value?: string;
  children?: readonly Node[];
}

/** The text that a reader sees; inline code counts as one word, and may contain what prose may not. */
export function textOf({ type, value, children }: Node): string {
  if (type === 'Code') return 'Code';
  if (type === 'Break') return ' ';
  return children ? children.map(textOf).join('') : (value ?? '').replace(/\s+/g, ' ');
}
