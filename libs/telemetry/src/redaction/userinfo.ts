/** Up to the last @ before the path, the query or the end of the URL. */
const userinfo = /(:\/\/)[^\s/?#"'`<>]{1,512}@/g;
/** A password with a slash that was not escaped. What follows a port is a path. */
const withSlash = /(:\/\/)(?![^\s/:@]{1,256}:\d{1,5}[/?#])[^\s/:"'`<>@]{0,256}:[^\s"'`<>@]{1,256}@/g;
/** The same in a URL that is a value in the query of another one. */
const escaped =
  /(%(?:25){0,4}3A(?:%(?:25){0,4}2F){2})(?:(?!%(?:25){0,4}2F)[^\s/?#&"'`<>]){1,512}(?=%(?:25){0,4}40)/gi;

/** Takes user and password out of URLs: `postgres://shop:s3cret@db/shop`. */
export function withoutUserinfo(text: string): string {
  return text
    .replace(userinfo, '$1[secret]@')
    .replace(withSlash, '$1[secret]@')
    .replace(escaped, '$1[secret]');
}
