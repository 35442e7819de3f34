/** The token of an Authorization header; an empty string if there is none. */
export function bearerToken(header = ''): string {
  return /^bearer (\S+)$/i.exec(header)?.[1] ?? '';
}
