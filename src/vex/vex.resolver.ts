import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { vexGraphql as api } from '../contracts/vex.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { VexSourceService } from './vex-source.service.js';
import { VexService } from './vex.service.js';

@Resolver()
export class VexResolver {
  constructor(
    private readonly documents: VexService,
    private readonly sources: VexSourceService,
  ) {}

  @Handles(api.vexDocument)
  async find({ id }: Args<typeof api.vexDocument>) {
    return this.documents.find(id);
  }

  @Handles(api.vexDocuments)
  async list({ filter, ...page }: Args<typeof api.vexDocuments>) {
    return toConnection(await this.documents.list({ ...filter, ...page }));
  }

  @Handles(api.vexStatements)
  async statements({ documentId, ...page }: Args<typeof api.vexStatements>) {
    return toConnection(await this.documents.statements(documentId, page));
  }

  @Handles(api.vexSources)
  async listSources() {
    return this.sources.list();
  }

  @Handles(api.importVex)
  async import({ source, document }: Args<typeof api.importVex>, @CurrentActor() actor: Actor) {
    return this.documents.import(actor, source, Buffer.from(document));
  }

  @Handles(api.removeVex)
  async remove({ id }: Args<typeof api.removeVex>, @CurrentActor() actor: Actor) {
    return this.documents.remove(actor, id);
  }

  @Handles(api.trustVexSource)
  async trust({ name, trust }: Args<typeof api.trustVexSource>, @CurrentActor() actor: Actor) {
    return this.sources.trust(actor, name, trust);
  }
}
