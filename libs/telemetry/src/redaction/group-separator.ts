/** Spaces, dashes and hyphens of all kinds, as copied from letters and PDF files. */
const character = '[ +\\t._/\\u00a0\\u00ad\\u2007\\u2009\\u202f\\u2010-\\u2015\\u2212\\ufe63\\uff0d-]';
const again = '%(?:25){0,4}';

/** Separator between groups of a card or account number: one character, also percent-encoded. */
export const groupSeparator = `(?:${character}|${again}(?:09|2[0BDF]|5F|C2${again}A[0D]|E2${again}80${again}(?:8[79]|9[0-5]|AF)|E2${again}88${again}92))`;
