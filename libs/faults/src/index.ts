export { catalogue } from './catalogue';
export {
  resolveFault,
  type ResolvedFault,
  FaultRefused,
  describeParameter,
  type Values,
} from './resolve-fault';
export {
  type CauseKind,
  causeKinds,
  type Fault,
  type Mitigation,
  type MitigationAction,
  mitigationActions,
  type Mode,
  modes,
  type PartOrParameter,
  type Signal,
} from './fault';
export { type Part, parts } from './part';
export { bound, type Effect, isBack, isBeyond, type Range, rangeOf } from './range';
