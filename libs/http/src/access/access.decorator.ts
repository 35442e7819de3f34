import { SetMetadata } from '@nestjs/common';
import type { Role } from './principal';

/** Also the key of `PUBLIC` in @webstore/telemetry, whose probes and metrics need no token. */
export const publicKey = 'webstore.public';
/** Also the key of `ROLES` in @webstore/telemetry, whose log level an admin sets. */
export const rolesKey = 'webstore.roles';

export const ownedKey = 'webstore.owned';

/** No token is needed for this route (or controller). */
export const Public = () => SetMetadata(publicKey, true);

/** Only these roles may call this route (or controller). Without this decorator, any valid token may. */
export const Allow = (...roles: [Role, ...Role[]]) => SetMetadata(rolesKey, roles);

/** This route reads or changes data of one customer; `what` names the data. The handler responds 404 to any other customer. */
export const Owned = (what: string) => SetMetadata(ownedKey, what);
