import { Injectable } from '@nestjs/common';
import type { FixReport, FixRequest } from '../contracts/fix.contract.js';
import { givenFiles, type InputProblem } from '../engine/adapters/input-adapter.js';
import { recogniseInput, standardName } from '../engine/adapters/read-input.js';
import { checkIds, findCheck, strictParameters } from '../engine/checks/find-check.js';
import { suggestion } from '../engine/policy/nearest.js';
import type { Policy } from '../engine/policy/policy-schema.js';
import { applyFixes, type FixLimits } from '../engine/remediation/apply-fixes.js';
import { fixReport } from '../engine/remediation/fix-report.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { PolicyService } from '../policies/policy.service.js';

/** A request is answered at once, so it may take this much. */
const limits: FixLimits = { evaluations: 40, work: 2_000_000 };

/** Mends texts; stores none. */
@Injectable()
export class FixService {
  constructor(
    private readonly policies: PolicyService,
    private readonly clock: Clock,
  ) {}

  async fix(request: FixRequest): Promise<FixReport> {
    const {
      text,
      files: given,
      environment,
      profiles,
      overrides,
      composeTarget,
      kubernetesVersion,
    } = request;
    const kind = kindOf(request);
    request.review.forEach(({ check }, index) => refuseUnknown(check, `review[${index}].check`));
    const result = applyFixes({
      input: kind,
      name: request.name ?? standardName(kind),
      text,
      files: givenFiles(given),
      options: { environment, profiles, overrides, composeTarget, kubernetesVersion },
      checks: await this.checksOf(request),
      named: request.review.map(({ check, element }) => ({ check, element: element ?? null })),
      now: this.clock.now(),
      limits,
    });
    if (!result.ok) throw unreadable(result.problem);
    const { files, applied, refused, remaining } = fixReport(result);
    return {
      kind,
      files: [...files],
      applied: [...applied],
      refused: [...refused],
      remaining: [...remaining],
    };
  }

  private async checksOf({ policy, checks }: FixRequest): Promise<Policy['checks']> {
    if (policy !== undefined && checks !== undefined)
      throw invalid('checks', 'give either a policy or checks');
    if (policy !== undefined) return (await this.policies.resolve(policy)).document.checks;
    if (checks === undefined) return Object.fromEntries(checkIds().map((id) => [id, {}]));
    return Object.fromEntries(
      checks.map(({ id, parameters = {} }, index) => {
        refuseUnknown(id, `checks[${index}].id`);
        refuseParameters(id, parameters, `checks[${index}].parameters`);
        return [id, { parameters }];
      }),
    );
  }
}

function kindOf({ kind, text, name = '' }: FixRequest): FixReport['kind'] {
  const known = kind ?? recogniseInput(text, name)?.id;
  if (known === 'docker-bench')
    throw invalid('text', 'a result of docker-bench-security is nothing to mend: give what it is about');
  if (known) return known;
  throw invalid('kind', 'the text is of no kind that is known by its form; say which it is');
}

function refuseUnknown(id: string, path: string): void {
  if (!findCheck(id)) throw invalid(path, `there is no check "${id}"${suggestion(id, checkIds())}`);
}

function refuseParameters(id: string, parameters: Readonly<Record<string, unknown>>, path: string): void {
  const check = findCheck(id);
  const parsed = check && strictParameters(check).safeParse(parameters);
  const issue = parsed?.error?.issues[0];
  if (issue) throw invalid([path, ...issue.path.map(String)].join('.'), issue.message);
}

function unreadable({ line, column, message }: InputProblem): AppError {
  return invalid('text', line === null ? message.en : `line ${line}, column ${column ?? 1}: ${message.en}`);
}

function invalid(path: string, detail: string): AppError {
  return new AppError('invalid', `The request cannot be carried out: ${detail}.`, {
    errors: [{ in: 'body', path, detail }],
  });
}
