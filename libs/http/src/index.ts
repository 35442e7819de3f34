export { Allow, Public } from './access.decorator';
export { Authorization } from './authorization.decorator';
export { allowBrowsers } from './browsers';
export { baseConfig, ConfigError, listOf, port, readConfig } from './config';
export { serveDocs } from './docs';
export { type CallOptions, JsonClient, type JsonClientOptions } from './json-client';
export { launch } from './launch';
export { type Role, type TokenConfig, type TokenRoles, tokensFrom, tracingRights } from './roles';
export { WebModule, type WebOptions } from './web.module';
