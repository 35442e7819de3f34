export { type Limits, limits } from '../limits';
export { serverOptions } from './server-options';
