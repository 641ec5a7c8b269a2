/**
 * What the command line uses of the engine when it judges without a service. It is hundreds of files: import it lazily, and
 * through this file alone. The build makes one file of it and all that it imports, which starts four times as fast.
 */
export { dotenvVariables } from '../engine/adapters/compose/dotenv.js';
export { inputAdapters } from '../engine/adapters/index.generated.js';
export { noFiles } from '../engine/adapters/input-adapter.js';
export { readInput, recogniseInput } from '../engine/adapters/read-input.js';
export { runLine } from '../engine/adapters/run-command/find-run.js';
export { cisPolicy } from '../engine/benchmarks/cis-docker.js';
export { cisReport } from '../engine/benchmarks/cis-report.js';
export { benchmarkForms } from '../engine/benchmarks/index.generated.js';
export { describeCheck, parametersOf, referencesOf } from '../engine/checks/describe-check.js';
export { checks } from '../engine/checks/index.generated.js';
export { noAdvisories } from '../engine/checks/no-advisories.js';
export { findingFormats } from '../engine/finding-formats/index.generated.js';
export { countsOf, placeOf, worstDecision } from '../engine/finding-formats/report-parts.js';
export {
  decisiveFindings,
  reportedFinding,
  reportedPasses,
  reportedReasons,
  reportedSections,
} from '../engine/finding-formats/reported-judgement.js';
export { harden } from '../engine/hardening/harden.js';
export { hardeningGenerators } from '../engine/hardening/index.generated.js';
export { judge } from '../engine/policy/judge.js';
export { digestOf } from '../engine/policy/canonical-json.js';
export { nearest, suggestion } from '../engine/policy/nearest.js';
export { diffPolicies } from '../engine/policy/policy-diff.js';
export { extendsOf, loadParents, nameOf, parsePolicy } from '../engine/policy/policy-document.js';
export { validatePolicy } from '../engine/policy/policy-schema.js';
export { inBoth } from '../engine/policy/rules/message-template.js';
export { runPolicyTests } from '../engine/policy/run-policy-tests.js';
export { applyFixes } from '../engine/remediation/apply-fixes.js';
export { fixReport, isLeft } from '../engine/remediation/fix-report.js';
export { shellQuoted } from '../engine/remediation/run-line-text.js';
export { redactedLine } from '../engine/secrets/redacted-line.js';
