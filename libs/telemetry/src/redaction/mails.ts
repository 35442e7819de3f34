/** The @ (also percent-encoded) and the domain. The local part is searched backwards from here, not at each character of the text. */
const domain = /(?:@|%(?:25){0,4}40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}[\p{L}\p{N}-]{1,62}/gu;
const localCharacter = /[\p{L}\p{N}._%+'-]/u;
const MAX_LOCAL = 64;

/** Redacts e-mail addresses. */
export function withoutMails(text: string): string {
  let clean = '';
  let from = 0;
  for (const { 0: found, index } of text.matchAll(domain)) {
    let start = index;
    while (start > from && index - start < MAX_LOCAL && localCharacter.test(text[start - 1]!)) start--;
    if (start === index) continue;
    clean += `${text.slice(from, start)}[e-mail]`;
    from = index + found.length;
  }
  return from === 0 ? text : clean + text.slice(from);
}
