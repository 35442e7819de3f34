/** The token of an Authorization header; empty where there is none. */
export function bearerToken(header = ''): string {
  return /^bearer (\S+)$/i.exec(header)?.[1] ?? '';
}
