import { Injectable } from '@nestjs/common';
import {
  hardenableKinds,
  reportOf,
  settingsOf,
  type HardeningReport,
  type HardeningRequest,
} from '../contracts/hardening.contract.js';
import { givenFiles } from '../engine/adapters/input-adapter.js';
import { recogniseInput, standardName } from '../engine/adapters/read-input.js';
import { harden } from '../engine/hardening/harden.js';
import type { FixLimits } from '../engine/remediation/apply-fixes.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';

/** A request is answered at once, so it may take this much. */
const limits: FixLimits = { evaluations: 40, work: 2_000_000 };

/** Makes texts that harden; stores none. */
@Injectable()
export class HardeningService {
  constructor(private readonly clock: Clock) {}

  harden(request: HardeningRequest): HardeningReport {
    const { text, files, environment, profiles, overrides, composeTarget, only, settings } = request;
    const kind = kindOf(request);
    const result = harden({
      ...{ input: kind, name: request.name ?? standardName(kind), text, files: givenFiles(files) },
      options: { environment, profiles, overrides, composeTarget },
      ...{ settings: settingsOf(settings), only, now: this.clock.now(), limits },
    });
    if (!result.ok) {
      const { line, column, message } = result.problem;
      throw invalid(
        'text',
        line === null ? message.en : `line ${line}, column ${column ?? 1}: ${message.en}`,
      );
    }
    return reportOf(kind, result);
  }
}

function kindOf({ kind, text, name = '', settings }: HardeningRequest): HardeningReport['kind'] {
  if (kind !== undefined) return kind;
  if (text === null && settings.image !== null) return 'run-command';
  const known = text === null ? undefined : recogniseInput(text, name)?.id;
  const hardenable = hardenableKinds.find((one) => one === known);
  if (hardenable) return hardenable;
  if (known !== undefined) throw invalid('kind', `a ${known} is not hardened, but mended: POST /v1/fixes`);
  throw invalid('kind', 'the text is of no kind that is known by its form; say which it is');
}

function invalid(path: string, detail: string): AppError {
  return new AppError('invalid', `The request cannot be carried out: ${detail}.`, {
    errors: [{ in: 'body', path, detail }],
  });
}
