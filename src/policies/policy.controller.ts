import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { JsonObject, page, PageArgs, toPage } from '../contracts/kit/schema.js';
import {
  Policy,
  PolicyDiff,
  PolicyDiffQuery,
  PolicyName,
  PolicyVersion,
  PublishPolicy,
  RollBackPolicy,
  VersionNumber,
} from '../contracts/policy.contract.js';
import { policyJsonSchema } from '../engine/policy/policy-json-schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { PolicyHistoryService } from './policy-history.service.js';
import { PolicyService } from './policy.service.js';

const VersionQuery = z.strictObject(PageArgs.shape);

@ApiTags('policies')
@Controller('v1/policies')
export class PolicyController {
  constructor(
    private readonly policies: PolicyService,
    private readonly history: PolicyHistoryService,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Policies, by name.', operationId: 'listPolicies' })
  @Returns(z.array(Policy))
  async list() {
    return this.policies.list();
  }

  @Get('schema.json')
  @Requires('read')
  @ApiOperation({
    summary: 'The JSON Schema (draft 7) of policy documents, for editors.',
    operationId: 'getPolicySchema',
  })
  @Returns(JsonObject)
  async schema() {
    return Promise.resolve({ ...policyJsonSchema() });
  }

  @Get(':name')
  @Requires('read')
  @ApiOperation({ summary: 'One policy.', operationId: 'getPolicy' })
  @Returns(Policy)
  async get(@FromPath('name', PolicyName) name: string) {
    return this.policies.get(name);
  }

  @Get(':name/versions')
  @Requires('read')
  @ApiOperation({ summary: 'Versions of a policy, newest first.', operationId: 'listPolicyVersions' })
  @Returns(page(PolicyVersion))
  async versions(@FromPath('name', PolicyName) name: string, @FromQuery(VersionQuery) query: PageArgs) {
    return toPage(await this.policies.listVersions(name, query));
  }

  @Get(':name/versions/:version')
  @Requires('read')
  @ApiOperation({ summary: 'One version of a policy.', operationId: 'getPolicyVersion' })
  @Returns(PolicyVersion)
  async version(
    @FromPath('name', PolicyName) name: string,
    @FromPath('version', VersionNumber) version: number,
  ) {
    return this.policies.getVersion(name, version);
  }

  @Post(':name/versions')
  @Requires('policy:write')
  @ApiOperation({
    summary: 'Publish a version; the same content again changes nothing.',
    operationId: 'publishPolicy',
  })
  @Returns(PolicyVersion, 201, 'Published.')
  async publish(
    @FromPath('name', PolicyName) name: string,
    @FromBody(PublishPolicy) body: PublishPolicy,
    @CurrentActor() actor: Actor,
  ) {
    return this.policies.publish(actor, name, body);
  }

  @Get(':name/diff')
  @Requires('read')
  @ApiOperation({
    summary: 'What one version changes against another, in meaning and in text.',
    operationId: 'diffPolicyVersions',
  })
  @Returns(PolicyDiff)
  async diff(
    @FromPath('name', PolicyName) name: string,
    @FromQuery(PolicyDiffQuery) { from, to }: PolicyDiffQuery,
  ) {
    return this.history.diff(name, from, to);
  }

  @Post(':name/rollback')
  @Requires('policy:write')
  @ApiOperation({
    summary: 'Publish the content of an older version as a new one.',
    operationId: 'rollBackPolicy',
  })
  @Returns(PolicyVersion, 201, 'Published.')
  async rollBack(
    @FromPath('name', PolicyName) name: string,
    @FromBody(RollBackPolicy) body: RollBackPolicy,
    @CurrentActor() actor: Actor,
  ) {
    return this.history.rollBack(actor, name, body);
  }

  @Post(':name/versions/:version/retire')
  @HttpCode(200)
  @Requires('policy:write')
  @ApiOperation({
    summary: 'Let a version judge nothing more; it stays to be read.',
    operationId: 'retirePolicyVersion',
  })
  @Returns(PolicyVersion)
  async retire(
    @FromPath('name', PolicyName) name: string,
    @FromPath('version', VersionNumber) version: number,
    @CurrentActor() actor: Actor,
  ) {
    return this.history.retire(actor, name, version);
  }
}
