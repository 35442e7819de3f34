export { type Active, readBook, seal, unseal } from './active.ts';
export { endFault, stillHolds } from './end-fault.ts';
export { putReleasesBack } from './put-releases-back.ts';
export { type Started, startFault } from './start-fault.ts';
