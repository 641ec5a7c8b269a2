import { buildSchema, type GraphQLSchema } from 'graphql';
import { advisoryGraphql } from './advisory.contract.js';
import { attestationGraphql } from './attestation.contract.js';
import { bindingGraphql } from './binding.contract.js';
import { checkGraphql } from './check.contract.js';
import { componentGraphql } from './component.contract.js';
import { exemptionGraphql } from './exemption.contract.js';
import { explanationGraphql } from './explanation.contract.js';
import { findingGraphql } from './finding.contract.js';
import { fixGraphql } from './fix.contract.js';
import { hardeningGraphql } from './hardening.contract.js';
import { hostContainerGraphql } from './host-container.contract.js';
import { emitGraphql } from './kit/graphql-emitter.js';
import type { Operation } from './kit/operation.js';
import { policyPreviewGraphql } from './policy-preview.contract.js';
import { policyGraphql } from './policy.contract.js';
import { reportGraphql } from './report.contract.js';
import { repositoryGraphql } from './repository.contract.js';
import { receiptGraphql } from './receipt.contract.js';
import { scanGraphql } from './scan.contract.js';
import { targetGraphql } from './target.contract.js';
import { trendGraphql } from './trend.contract.js';
import { verdictGraphql } from './verdict.contract.js';
import { vexGraphql } from './vex.contract.js';
import { webhookGraphql } from './webhook.contract.js';

/** Every GraphQL operation and resolved field. */
export const operations: readonly Operation[] = [
  advisoryGraphql,
  attestationGraphql,
  bindingGraphql,
  checkGraphql,
  componentGraphql,
  exemptionGraphql,
  explanationGraphql,
  findingGraphql,
  fixGraphql,
  hardeningGraphql,
  hostContainerGraphql,
  policyGraphql,
  policyPreviewGraphql,
  reportGraphql,
  repositoryGraphql,
  receiptGraphql,
  scanGraphql,
  targetGraphql,
  trendGraphql,
  verdictGraphql,
  vexGraphql,
  webhookGraphql,
].flatMap((group) => Object.values<Operation>(group));

/** The GraphQL schema, from the contracts. */
export const graphql = emitGraphql(operations);

let schema: GraphQLSchema | undefined;

/** The schema without resolvers, for validating and measuring queries. */
export function contractSchema(): GraphQLSchema {
  return (schema ??= buildSchema(graphql.typeDefs));
}
