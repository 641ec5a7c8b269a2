import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Check } from '../contracts/check.contract.js';
import type { Check as EngineCheck } from '../engine/checks/check.js';
import { checks } from '../engine/checks/index.generated.js';
import { AppError } from '../platform/errors/app-error.js';

const catalogue: readonly Check[] = checks.map((check) => describe(check));
const byId = new Map(catalogue.map((check) => [check.id, check]));

/** The catalogue of checks, as it is built in. */
@Injectable()
export class CheckService {
  /** By id. */
  list(): readonly Check[] {
    return catalogue;
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

function describe({
  id,
  title,
  area,
  inputs,
  severity,
  parameters,
  remediation,
  references,
}: EngineCheck): Check {
  const { properties } = z.toJSONSchema(parameters, { io: 'input' }) as {
    properties?: Record<string, unknown>;
  };
  return {
    id,
    title,
    area,
    inputs: [...inputs],
    severity,
    parameters: properties ?? {},
    remediation,
    references: { ...references },
  };
}
