import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { page, toPage } from '../contracts/kit/schema.js';
import { Repository, RepositoryQuery } from '../contracts/repository.contract.js';
import { Requires } from '../platform/http/requires.js';
import { FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { RepositoryService } from './repository.service.js';

@ApiTags('targets')
@Controller('v1/repositories')
export class RepositoryController {
  constructor(private readonly repositories: RepositoryService) {}

  @Get()
  @Requires('read')
  @ApiOperation({
    summary: 'Repositories that images were seen in, by name.',
    operationId: 'listRepositories',
  })
  @Returns(page(Repository))
  async list(@FromQuery(RepositoryQuery) query: RepositoryQuery) {
    return toPage(await this.repositories.list(query));
  }
}
