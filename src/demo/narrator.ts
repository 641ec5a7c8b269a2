import { widthOf, type Output } from '../cli/command-line.js';
import type { Colours } from '../cli/output/colour.js';
import { shown, wrapped } from '../cli/output/text.js';
import type { Wire } from '../client/ironhull-client.js';
import type { Verdict } from '../contracts/verdict.contract.js';

/** Tells the demo's story, in numbered steps. */
export class Narrator {
  private steps = 0;
  private readonly width: number;

  constructor(
    private readonly output: Output,
    private readonly colours: Colours,
  ) {
    this.width = widthOf(output);
  }

  step(title: string): void {
    this.steps += 1;
    this.output.write(`\n${this.colours.bold(`${this.steps}. ${title}`)}\n`);
  }

  /** Text in lines that fit, indented. */
  say(text: string, indent = 3): void {
    const margin = ' '.repeat(indent);
    for (const line of wrapped(shown(text), this.width - indent)) this.output.write(`${margin}${line}\n`);
  }

  /** A line as it is: a command to copy. */
  command(line: string): void {
    this.output.write(`     ${line}\n`);
  }

  verdict({ decision, policy, reasons }: Wire<Verdict>): void {
    const word = this.colours.decision(decision, decision.toUpperCase());
    this.output.write(`   ${word} under ${policy?.name ?? 'no policy'}@${policy?.version ?? 0}\n`);
    for (const { severity, message, remediation } of reasons) {
      this.say(`${severity}: ${message}`, 5);
      if (remediation !== null) this.say(`fix: ${remediation}`, 9);
    }
  }
}
