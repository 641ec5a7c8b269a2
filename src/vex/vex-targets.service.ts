import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { anyProgram } from '../engine/vex/vex-match.js';
import { flawNames, VexWords } from '../engine/vex/vex-words.js';
import { targetOf } from '../findings/scoped-finding.js';
import { ScopedFindings } from '../findings/scoped-findings.service.js';
import { TargetService } from '../targets/target.service.js';
import { VexRulesService } from './vex-rules.service.js';

/** Names of flaws that are looked for at a time. */
const batch = 50;

/** Finds the targets that statements speak of. */
@Injectable()
export class VexTargets {
  constructor(
    private readonly rules: VexRulesService,
    private readonly scoped: ScopedFindings,
    private readonly targets: TargetService,
  ) {}

  /**
   * Marks the targets with a finding that any statement of the documents is about, and no others but those of
   * which another program holds the package. In a turn that is alone.
   */
  async mark(manager: EntityManager, documentIds: readonly string[]): Promise<void> {
    const rules = await this.rules.ofDocuments(manager, documentIds);
    const words = new VexWords(rules);
    const names = flawNames(rules.flatMap(({ vulnerabilities }) => vulnerabilities));
    const concerned = new Set<string>();
    for (let start = 0; start < names.length; start += batch) {
      const vulnerabilities = names.slice(start, start + batch);
      for (const { row, subject } of await this.scoped.covered(manager, { vulnerabilities })) {
        const { component } = row;
        const anywhere = component && { ...component, program: anyProgram };
        const question = anywhere && { vulnerabilities: subject.vulnerabilities, component: anywhere };
        if (question && words.about(question, targetOf(row)).length > 0) concerned.add(row.target_id);
      }
    }
    if (concerned.size > 0) await this.targets.mark(manager, [...concerned]);
  }
}
