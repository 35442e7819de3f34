import { PanelBuilder as AnyPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

/** CPU time by function. The SDK has no builder for this panel, which has no options either. */
export const flameGraph = (spec: PanelSpec) => applyPanelDefaults(new AnyPanel().type('flamegraph'), spec);
