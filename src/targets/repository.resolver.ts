import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { repositoryGraphql as api, type Repository } from '../contracts/repository.contract.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { RepositoryService } from './repository.service.js';

@Resolver()
export class RepositoryResolver {
  constructor(private readonly repositories: RepositoryService) {}

  @Handles(api.repositories)
  async list({ filter, ...page }: Args<typeof api.repositories>) {
    return toConnection(await this.repositories.list({ ...filter, ...page }));
  }

  @Handles(api.repository)
  async find({ name }: Args<typeof api.repository>) {
    return this.repositories.find(name);
  }

  @Handles(api.repositoryImages)
  async images(
    repository: Repository,
    query: Args<typeof api.repositoryImages>,
    @Loaders() loaders: Loaders,
  ) {
    const load = (names: readonly string[]) => this.repositories.imagesOf(names, query);
    return toConnection(await loaders.with('repository images', query, load).load(repository.name));
  }

  @Handles(api.repositoryDecisions)
  async decisions(
    repository: Repository,
    _: Args<typeof api.repositoryDecisions>,
    @Loaders() loaders: Loaders,
  ) {
    return loaders
      .of('repository decisions', (names) => this.repositories.decisionsOf(names))
      .load(repository.name);
  }
}
