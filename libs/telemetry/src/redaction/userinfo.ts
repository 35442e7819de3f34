/** Up to the last @ before the path, the query or the end of the URL. */
const userinfo = /(:\/\/)[^\s/?#"'`<>]{1,512}@/g;
/** A password with an unescaped slash. Text after a port is a path. */
const withSlash = /(:\/\/)(?![^\s/:@]{1,256}:\d{1,5}[/?#])[^\s/:"'`<>@]{0,256}:[^\s"'`<>@]{1,256}@/g;
/** The same in a percent-encoded URL, such as a query value of another URL. */
const escaped =
  /(%(?:25){0,4}3A(?:%(?:25){0,4}2F){2})(?:(?!%(?:25){0,4}2F)[^\s/?#&"'`<>]){1,512}(?=%(?:25){0,4}40)/gi;

/** Redacts user and password in URLs: `postgres://shop:s3cret@db/shop`. */
export function withoutUserinfo(text: string): string {
  return text
    .replace(userinfo, '$1[secret]@')
    .replace(withSlash, '$1[secret]@')
    .replace(escaped, '$1[secret]');
}
