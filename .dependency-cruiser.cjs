/** The layers: engine; contracts; platform; features, whose transports come last. Each rule's comment says how to fix. */

const spec = '[.]spec[.]ts$';
const table = '[.]table[.]ts$';
/** Folders under src that are not features. */
const feature = '^src/(?!engine/|contracts/|platform/|cli/|demo/|bench/|scanners/)([^/]+)/';
const targetTable = '^src/targets/target[.]table[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'engine-imports-nothing',
      comment: 'The engine is pure: pass what it needs as a parameter, or move the code to a feature.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: spec },
      to: {
        pathNot: [
          '^src/engine/',
          '^node_modules/(zod|yaml|smol-toml|sax|ae-cvss-calculator|fzstd|@cyclonedx/cyclonedx-library|packageurl-js|spdx-expression-parse|diff|@bufbuild/re2|@marcbachmann/cel-js)/',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'engine-does-no-input-or-output',
      comment:
        'The engine computes on bytes and streams that it is given. Only types of node:fs may be imported.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: spec },
      to: {
        path: '^(node:)?(fs|fs/promises|net|tls|http|https|http2|dgram|dns|dns/promises|child_process|worker_threads|cluster|os|process)$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'contracts-import-the-engine-only',
      comment: 'A contract states a resource: zod, graphql and engine types are all it needs.',
      severity: 'error',
      from: { path: '^src/contracts/', pathNot: spec },
      to: {
        pathNot: ['^src/(engine|contracts)/', '^node_modules/(zod|graphql)/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'platform-imports-no-feature',
      comment:
        'The platform serves any feature: let the feature pass what is its own, or move the code there.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: spec },
      to: { path: '^src/', pathNot: '^src/(engine|contracts|platform)/' },
    },
    {
      name: 'tables-stay-in-their-feature',
      comment:
        "Call the other feature's service. Only verdicts may also use targets' table: a verdict goes where its target stands.",
      severity: 'error',
      from: { path: feature, pathNot: spec },
      to: { path: `^src/.*${table}`, pathNot: ['^src/$1/', targetTable] },
    },
    {
      name: 'the-table-of-targets-is-shared-with-judging-only',
      comment:
        "Call TargetService; of the other features, only those that judge (verdicts, bindings, previews) may use targets' table.",
      severity: 'error',
      from: { path: feature, pathNot: [spec, '^src/(targets|verdicts|bindings|previews)/'] },
      to: { path: targetTable },
    },
    {
      name: 'transports-know-no-tables',
      comment: 'A controller, resolver or handler calls a service: put the query there.',
      severity: 'error',
      from: { path: '^src/.*[.](controller|resolver|handler)[.]ts$' },
      to: { path: [table, '^src/tables[.]ts$'] },
    },
    {
      name: 'no-cycles',
      comment:
        'Move what both need into a third file. Types may refer to each other: nothing of them is left at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: use it or remove it.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [spec, '[.]d[.]ts$'] },
      to: {},
    },
    {
      name: 'shipped-code-knows-no-tests',
      comment: 'Move what is shared out of the spec or test folder.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: spec },
      to: { path: [spec, '^test/'] },
    },
    {
      name: 'shipped-code-uses-no-development-dependency',
      comment:
        'The runtime image leaves development dependencies and the benches out: make the package a dependency.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: [spec, '^src/bench/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'The module is not there: correct the path, or add the package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
