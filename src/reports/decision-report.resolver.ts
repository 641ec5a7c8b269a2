import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { reportGraphql as api } from '../contracts/report.contract.js';
import type { Language } from '../engine/model/text.js';
import { CurrentLanguage } from '../platform/http/current-language.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { DecisionReportService } from './decision-report.service.js';

@Resolver()
export class DecisionReportResolver {
  constructor(private readonly decisions: DecisionReportService) {}

  @Handles(api.exportDecisions)
  async ofTarget(
    { targetId, format }: Args<typeof api.exportDecisions>,
    @CurrentLanguage() language: Language,
  ) {
    return this.decisions.ofTarget(targetId, format, language);
  }

  @Handles(api.exportExemptions)
  async ofStore(
    { filter }: Args<typeof api.exportExemptions>,
    @CurrentLanguage() language: Language,
    @Unsettled() note: NoteUnsettled,
  ) {
    return this.decisions.ofStore(filter, language, note);
  }
}
