/** Route metadata key for public routes (no token needed); the guard of @webstore/http reads the same key. */
export const PUBLIC = 'webstore.public';
/** Route metadata key for the allowed roles; the guard of @webstore/http reads the same key. */
export const ROLES = 'webstore.roles';
