export { accessCallers, driveAccess } from './access';
export { backing } from './backing';
export { anOrderCompleted, anOrderPlaced } from './builders';
export { type FreshDatabase, freshDatabase } from './database';
export { eventually } from './eventually';
export { type ReceivedMessage, type TestKafka, testKafka } from './kafka';
export { type FreshRedis, freshRedis } from './redis';
export { expectNoServerError, hostileRequests, undescribed } from './hostile-requests';
