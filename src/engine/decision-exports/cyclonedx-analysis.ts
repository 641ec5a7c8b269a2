import type { VexJustification, VexStatus } from '../vex/vex-statement.js';
import type { DecidedExemption } from './decision-export.js';
import type { DecisionWords } from './decision-words.js';

/** https://cyclonedx.org/docs/1.6/json/#vulnerabilities_items_analysis */
export interface CyclonedxAnalysis {
  readonly state: 'resolved' | 'exploitable' | 'in_triage' | 'not_affected';
  readonly justification?: string;
  readonly response?: readonly string[];
  readonly detail?: string;
}

const states = {
  affected: 'exploitable',
  under_investigation: 'in_triage',
  fixed: 'resolved',
  not_affected: 'not_affected',
} as const satisfies Record<VexStatus, string>;

/** The nearest of CycloneDX's own for each of OpenVEX's. */
const justifications = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
} as const satisfies Record<VexJustification, string>;

const responses = {
  'risk-accepted': 'will_not_fix',
  'false-positive': null,
  mitigated: 'workaround_available',
  'fix-pending': 'update',
} as const satisfies Record<DecidedExemption['kind'], string | null>;

/** What was decided about a flaw, as CycloneDX says it. */
export function cyclonedxAnalysis(
  { status, justification, impact, action }: Omit<DecisionWords, 'at'>,
  exemption: Pick<DecidedExemption, 'kind'> | null,
): CyclonedxAnalysis {
  const response = exemption && responses[exemption.kind];
  const detail = action ?? impact;
  return {
    state: states[status],
    ...(justification === null ? {} : { justification: justifications[justification] }),
    ...(response === null ? {} : { response: [response] }),
    ...(detail === null ? {} : { detail }),
  };
}
