export { catalogue } from './catalogue';
export { choose, type ChosenFault, FaultRefused, takes, type Values } from './resolve-fault';
export {
  type CauseKind,
  causeKinds,
  type Fault,
  type Mitigation,
  type MitigationAction,
  mitigationActions,
  type PartOrParameter,
  type Signal,
} from './fault';
export { type Part, parts } from './part';
export { bound, type Effect, isBack, isBeyond, type Range, rangeOf } from './range';
