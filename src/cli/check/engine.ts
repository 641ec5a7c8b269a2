/**
 * What the command line uses of the engine when it judges without a service. It loads hundreds of files: import it lazily,
 * and through this file alone. The build makes one file of it and all that it imports, which starts four times as fast.
 */
export { dotenvVariables } from '../../engine/adapters/compose/interpolation.js';
export { inputAdapters } from '../../engine/adapters/index.generated.js';
export { readInput, recogniseInput } from '../../engine/adapters/read-input.js';
export { runLine } from '../../engine/adapters/run-command/find-run.js';
export { checks } from '../../engine/checks/index.generated.js';
export { digestOf } from '../../engine/policy/canonical-json.js';
export { evaluateChecks } from '../../engine/policy/evaluate-checks.js';
export { judge } from '../../engine/policy/judge.js';
export { suggestion } from '../../engine/policy/nearest.js';
export { parsePolicy } from '../../engine/policy/policy-document.js';
export { secretSpans, redacted } from '../../engine/secrets/redaction.js';
export { isSecretName } from '../../engine/secrets/secret-names.js';
export { applyFixes } from '../../engine/remediation/apply-fixes.js';
export { fixReport, isLeft } from '../../engine/remediation/fix-report.js';
