/** An expression cost more than it may. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** What one rule may cost on one target, in evaluated parts of its expressions: some 50 ms. */
export const ruleBudget = 500_000;

/** Counts what expressions cost, and when what they came to will change. */
export class Budget {
  private left: number;
  private earliest = Infinity;

  /** @param now Milliseconds since 1970. */
  constructor(
    readonly now: number,
    steps: number = ruleBudget,
  ) {
    this.left = steps;
  }

  /** @throws BudgetSpent */
  take(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new BudgetSpent();
  }

  /** A comparison comes out otherwise so many milliseconds from now. */
  changesIn(milliseconds: number): void {
    if (milliseconds > 0 && this.now + milliseconds < this.earliest) this.earliest = this.now + milliseconds;
  }

  /** The first instant at which time alone can change what was computed, in milliseconds since 1970; null: never. */
  get changesAt(): number | null {
    return this.earliest === Infinity ? null : this.earliest;
  }
}
