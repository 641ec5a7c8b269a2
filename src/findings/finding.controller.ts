import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Explanation } from '../contracts/explanation.contract.js';
import { Finding, FindingQuery } from '../contracts/finding.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import { Requires } from '../platform/http/requires.js';
import { FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { SettlingService } from '../verdicts/settling.service.js';
import { VerdictService } from '../verdicts/verdict.service.js';
import { ExplanationService } from './explanation.service.js';
import { FindingService, targetsOfFindings } from './finding.service.js';

@ApiTags('findings')
@Controller('v1')
export class FindingController {
  constructor(
    private readonly findings: FindingService,
    private readonly explanations: ExplanationService,
    private readonly verdicts: VerdictService,
    private readonly settling: SettlingService,
  ) {}

  @Get('findings')
  @Requires('read')
  @ApiOperation({ summary: 'Findings of every target, worst first.', operationId: 'listFindings' })
  @Returns(page(Finding))
  async list(@FromQuery(FindingQuery) query: FindingQuery, @Unsettled() note: NoteUnsettled) {
    const read = () => this.findings.list(null, query);
    return toPage(await this.settling.read(read, targetsOfFindings, note));
  }

  @Get('findings/:id')
  @Requires('read')
  @ApiOperation({ summary: 'One finding.', operationId: 'getFinding' })
  @Returns(Finding)
  async get(@FromPath('id', Id) id: string) {
    const { targetId } = await this.findings.get(id);
    await this.verdicts.ofTarget(targetId);
    return this.findings.get(id);
  }

  @Get('findings/:id/explain')
  @Requires('read')
  @ApiOperation({
    summary: 'What a finding rests on: the component, the records, and the comparison that decided.',
    operationId: 'explainFinding',
  })
  @Returns(Explanation)
  async explain(@FromPath('id', Id) id: string) {
    return this.explanations.explain(id);
  }

  @Get('targets/:id/findings')
  @Requires('read')
  @ApiOperation({ summary: "A target's findings, worst first.", operationId: 'listTargetFindings' })
  @Returns(page(Finding))
  async ofTarget(@FromPath('id', Id) id: string, @FromQuery(FindingQuery) query: FindingQuery) {
    await this.verdicts.ofTarget(id);
    return toPage(await this.findings.list(id, query));
  }
}
