/** Route metadata that says "no token needed"; the guard of @webstore/http reads the same key. */
export const PUBLIC = 'webstore.public';
/** Route metadata that names the roles that may call; the guard of @webstore/http reads the same key. */
export const ROLES = 'webstore.roles';
