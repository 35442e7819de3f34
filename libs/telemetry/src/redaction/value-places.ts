/** Before a name that is an element's: `<password>`, `<soap:password>`, also escaped in HTML or JSON. */
const elementOpens = /(?:<|&lt;|\\u003c)(?:[\w.-]{1,64}:)?[\w.-]{0,64}$/i;
const elementGoesOn = /(?:\s[^<>]{0,256})?(?:>|&gt;|\\u003e)/iy;
const elementEnds = /(?:<|&lt;|\\u003c)\\{0,4}\//gi;
/** `<entry key="password">`: the name is an attribute's value. */
const entryGoesOn = /["'][^<>"']{0,64}>/y;
/** `name="password" value="x"` and `"name":"password","value":"x"`. */
const valueOfName = /\\{0,4}["']\s{0,4},?\s{0,4}(?:\\{0,4}["'])?values?(?:\\{0,4}["'])?\s{0,4}[=:]\s{0,4}/iy;
/** `--password x`, on a command line. Another option is no value. */
const option = /^--?[a-z]/i;
const optionGoesOn = /[ \t]{1,4}(?=[^\s-])/y;
/** `"--password","x"` and `'X-Api-Key', 'x'`: command lines and headers as lists. */
const listGoesOn = /\\{0,4}["'`]\s{0,4},\s{0,4}(?=\\{0,4}["'`])/y;

const BEFORE = 140;

/** Start of the value of a name, and its end if the syntax determines it. */
export interface Place {
  at: number;
  end?: number;
}

/**
 * Finds the value of the name from `first` to `last` if no `=` or `:` separates them: in XML, on a command line, in a list
 * of alternating names and values. Each search is bounded.
 *
 * @param hint start of the word that makes the name a secret's name
 */
export function placeOf(
  text: string,
  { first, hint, last }: { first: number; hint: number; last: number },
): Place | undefined {
  const named = after(valueOfName, text, last);
  if (named !== undefined) return { at: named };
  const entry = after(entryGoesOn, text, last);
  if (entry !== undefined) return element(text, entry);
  const inElement = after(elementGoesOn, text, last);
  if (inElement !== undefined && elementOpens.test(text.slice(Math.max(0, hint - BEFORE), hint)))
    return element(text, inElement);
  const name = text.slice(first, last);
  const listed = name.includes('-') ? after(listGoesOn, text, last) : undefined;
  if (listed !== undefined) return { at: listed };
  const given = option.test(name) ? after(optionGoesOn, text, last) : undefined;
  return given === undefined ? undefined : { at: given };
}

function element(text: string, at: number): Place {
  elementEnds.lastIndex = at;
  return { at, end: elementEnds.exec(text)?.index ?? text.length };
}

/** Index after a match of a sticky pattern at `at`; undefined if it does not match. */
export function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
