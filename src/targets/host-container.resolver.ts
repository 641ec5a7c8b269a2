import { Resolver } from '@nestjs/graphql';
import { hostContainerGraphql as api, type HostContainer } from '../contracts/host-container.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import type { Target } from '../contracts/target.contract.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { HostContainers } from './host-container.service.js';
import { TargetService } from './target.service.js';

@Resolver()
export class HostContainerResolver {
  constructor(
    private readonly hosts: HostContainers,
    private readonly targets: TargetService,
  ) {}

  @Handles(api.targetContainers)
  async containers(target: Target, page: Args<typeof api.targetContainers>, @Loaders() loaders: Loaders) {
    const load = (ids: readonly string[]) => this.hosts.ofHosts(ids, page);
    return toConnection(await loaders.with('containers', page, load).load(target.id));
  }

  @Handles(api.targetHosts)
  async running(target: Target, page: Args<typeof api.targetHosts>, @Loaders() loaders: Loaders) {
    const load = (ids: readonly string[]) => this.hosts.hostsOfMany(ids, page);
    return toConnection(await loaders.with('hosts', page, load).load(target.id));
  }

  @Handles(api.containerImage)
  async image(
    { imageTargetId }: HostContainer,
    _: Args<typeof api.containerImage>,
    @Loaders() loaders: Loaders,
  ) {
    return imageTargetId === null
      ? null
      : loaders.of('target', (ids) => this.targets.findMany(ids)).load(imageTargetId);
  }
}
