import { Resolver } from '@nestjs/graphql';
import { advisoryGraphql as api, type Advisory } from '../contracts/advisory.contract.js';
import type { Finding } from '../contracts/finding.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { AdvisoryService } from './advisory.service.js';
import { ImportRecords } from './import-records.service.js';

@Resolver()
export class AdvisoryResolver {
  constructor(
    private readonly advisories: AdvisoryService,
    private readonly imports: ImportRecords,
  ) {}

  @Handles(api.advisory)
  async find({ id }: Args<typeof api.advisory>) {
    return this.advisories.find(id);
  }

  @Handles(api.advisoryStatus)
  async status() {
    return this.advisories.status();
  }

  @Handles(api.advisoryImports)
  async listImports(page: Args<typeof api.advisoryImports>) {
    return toConnection(await this.imports.list(page));
  }

  @Handles(api.advisoryRanges)
  async affected(advisory: Advisory, _: Args<typeof api.advisoryRanges>, @Loaders() loaders: Loaders) {
    return loaders.of('advisory-ranges', (ids) => this.advisories.rangesOfMany(ids)).load(advisory.id);
  }
}

/** The records behind a finding. */
@Resolver()
export class FindingRecordsResolver {
  constructor(private readonly advisories: AdvisoryService) {}

  @Handles(api.findingRecords)
  async records(finding: Finding, _: Args<typeof api.findingRecords>, @Loaders() loaders: Loaders) {
    const loader = loaders.of('advisory', (ids) => this.advisories.findMany(ids));
    const records = await Promise.all(finding.advisories.map((id) => loader.load(id)));
    return records.filter((record) => record !== null);
  }
}
