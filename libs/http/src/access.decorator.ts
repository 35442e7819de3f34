import { SetMetadata } from '@nestjs/common';
import type { Role } from './principal';

/** Also the key of `PUBLIC` in @webstore/telemetry, whose probes and metrics need no token. */
export const publicKey = 'webstore.public';
/** Also the key of `ROLES` in @webstore/telemetry, whose log level an admin sets. */
export const rolesKey = 'webstore.roles';

/** No token is needed for this route (or controller). */
export const Public = () => SetMetadata(publicKey, true);

/** Only these roles may call this route (or controller). Without it, any known token may. */
export const Allow = (...roles: [Role, ...Role[]]) => SetMetadata(rolesKey, roles);
