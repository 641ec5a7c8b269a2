import {
  allowedSteps,
  stateAt,
  type ExemptionState,
  type ExemptionStep,
} from '../../src/engine/policy/exemption-life.js';

/** What a flaw is known for. */
export interface FlawState {
  isFixed: boolean;
  isExploited: boolean;
  /** A trusted source says that it does not affect. */
  isDismissed: boolean;
}

/** What the policy in force says of exemptions. */
export interface PolicyState {
  approvers: 1 | 2;
  neverHigh: boolean;
  endsWithFix: boolean;
}

export interface ModelExemption {
  readonly id: string;
  readonly covers: 'flaw' | 'check';
  /** Index of the one target that it is for; null: all. */
  readonly target: number | null;
  readonly endsWhen: { readonly fixReleased?: true; readonly knownExploited?: true };
  readonly renews: ModelExemption | null;
  expiresAt: Date;
  state: ExemptionState;
  approvals: Set<number>;
  known: FlawState | null;
}

/** What ought to be so, told from the steps alone: nothing of it is asked from the service. */
export class ExemptionModel {
  readonly exemptions: ModelExemption[] = [];
  readonly flaw: FlawState = { isFixed: false, isExploited: false, isDismissed: false };
  readonly policy: PolicyState = { approvers: 1, neverHigh: false, endsWithFix: false };

  constructor(private readonly now: () => Date) {}

  stateOf({ state, expiresAt }: ModelExemption): ExemptionState {
    return stateAt(state, expiresAt, this.now());
  }

  /** Whether the step can be taken; `by`: which of the approvers. */
  isAllowed(exemption: ModelExemption, step: ExemptionStep, by: number): boolean {
    if (step === 'approve' && exemption.approvals.has(by)) return false;
    if (step === 'renew' && this.hasOpenRenewal(exemption)) return false;
    return allowedSteps(this.stateOf(exemption), exemption.expiresAt <= this.now()).includes(step);
  }

  approve(exemption: ModelExemption, by: number): void {
    exemption.approvals.add(by);
    if (exemption.approvals.size < this.policy.approvers) return;
    exemption.state = 'approved';
    exemption.known = { ...this.flaw };
    const { renews } = exemption;
    if (renews && this.stateOf(renews) === 'approved') renews.state = 'superseded';
  }

  /** What conditions have ended by now. */
  settle(): void {
    if (this.flaw.isDismissed) return;
    for (const exemption of this.exemptions) {
      const { known, endsWhen, covers } = exemption;
      if (this.stateOf(exemption) !== 'approved' || covers !== 'flaw' || !known) continue;
      const isFixed =
        this.flaw.isFixed && !known.isFixed && (endsWhen.fixReleased ?? this.policy.endsWithFix);
      const isExploited = this.flaw.isExploited && !known.isExploited && endsWhen.knownExploited;
      if (isFixed || isExploited) exemption.state = 'voided';
    }
  }

  /** Ids of the exemptions that may cover the finding on the target; none: it counts. */
  covering(finding: 'flaw' | 'check', target: number): string[] {
    if (this.policy.neverHigh || (finding === 'flaw' && this.flaw.isDismissed)) return [];
    return this.exemptions
      .filter(
        (one) =>
          one.covers === finding &&
          (one.target === null || one.target === target) &&
          this.stateOf(one) === 'approved',
      )
      .map(({ id }) => id);
  }

  private hasOpenRenewal(exemption: ModelExemption): boolean {
    return this.exemptions.some(
      ({ renews, state }) => renews === exemption && (state === 'requested' || state === 'changes-asked'),
    );
  }
}
