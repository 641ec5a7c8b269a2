import { Injectable } from '@nestjs/common';
import type { Check, CheckQuery } from '../contracts/check.contract.js';
import { describeCheck } from '../engine/checks/describe-check.js';
import { checks } from '../engine/checks/index.generated.js';
import { AppError } from '../platform/errors/app-error.js';

const catalogue: readonly Check[] = checks.map((check) => {
  const { inputs, references, parameters, ...described } = describeCheck(check);
  return { ...described, inputs: [...inputs], references: { ...references }, parameters: { ...parameters } };
});
const byId = new Map(catalogue.map((check) => [check.id, check]));

/** The catalogue of checks, as it is built in. */
@Injectable()
export class CheckService {
  /** By id; those of the area and those that look at the input, where these are given. */
  list({ area, input }: CheckQuery): Check[] {
    return catalogue.filter(
      (check) =>
        (area === undefined || check.area === area) && (input === undefined || check.inputs.includes(input)),
    );
  }

  find(id: string): Check | null {
    return byId.get(id) ?? null;
  }

  get(id: string): Check {
    const check = this.find(id);
    if (!check) throw new AppError('not-found', `There is no check "${id}". GET /v1/checks lists them.`);
    return check;
  }
}
