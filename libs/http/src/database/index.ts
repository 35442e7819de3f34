export { boundedPool, databaseLimits } from './bounded-pool';
