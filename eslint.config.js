// The house rules that a linter can know; the rest stands in test/tidy.test.ts.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const CLOCK_AND_DICE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Rules never read a clock: take the date as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Rules never read a clock: take the date as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Rules do not throw dice.',
  },
];

/** Every workflow of a worker uses the same modules: what one of them kept, another would find. */
const KEPT = ':matches(Program, ExportNamedDeclaration) > VariableDeclaration';
const KEPT_STATE = [
  `${KEPT}[kind='let']`,
  `${KEPT} > VariableDeclarator > NewExpression[callee.name=/^(Weak)?(Map|Set)$/][arguments.length=0]`,
].map((selector) => ({
  selector,
  message: 'A module that workflows use keeps no state: they share it.',
}));

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      '.anju/',
      'coverage/',
      '.dependency-cruiser.cjs',
      // Made by `npm run console:types`.
      'src/console/api/schema.ts',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      curly: ['error', 'multi-line'],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/method-signature-style': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: ['src/domain/**/*.ts', 'src/policy/**/*.ts', 'src/cases/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK_AND_DICE, ...KEPT_STATE] },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...KEPT_STATE] },
  },
  {
    // Of processes, not of workflows: no workflow may import it (.dependency-cruiser.cjs).
    files: ['src/domain/business-clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK_AND_DICE] },
  },
  {
    files: ['src/console/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: {
      // What a handler starts it also shows the end of; an attribute takes no promise.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Text is text.',
        },
        {
          selector: 'MemberExpression[object.name=/^(localStorage|sessionStorage)$/]',
          message: 'Nothing of a person stays in the browser: drafts are kept on the server.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src/cli/**/*.ts', 'src/embedded/**/*.ts', 'bench/**/*.ts', 'test/**/*.ts', 'src/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
