import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Only the extension folder may know VS Code, only the environments folder may know the driver. */
const VSCODE = { name: 'vscode', message: 'Only src/extension may import vscode.' };
const PG = { name: 'pg', message: 'Only src/environments may import pg.' };

/** Imports point one way: see docs/architecture.md. */
function room(folder, mayNotImport, paths) {
  return {
    files: [`${folder}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths,
          patterns: mayNotImport.length
            ? [
                {
                  regex: `^((\\.\\./)+|)(${mayNotImport.join('|')})(/|$)`,
                  message: 'This import points the wrong way.',
                },
              ]
            : [],
        },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.cache/', 'demo/.data/', 'test/ui/shots/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'mocha', name: ['describe', 'it'] }] },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  room(
    'src/engine',
    [
      'environments',
      'migrations',
      'verification',
      'proof',
      'reports',
      'cli',
      'extension',
      'protocol',
      'node:.*',
      'fs',
      'net',
    ],
    [VSCODE, PG],
  ),
  room(
    'src/protocol',
    ['environments', 'migrations', 'verification', 'proof', 'reports', 'cli', 'extension'],
    [VSCODE, PG],
  ),
  room(
    'src/environments',
    ['migrations', 'verification', 'proof', 'reports', 'cli', 'extension', 'protocol'],
    [VSCODE],
  ),
  room('src/migrations', ['verification', 'proof', 'reports', 'cli', 'extension', 'protocol'], [VSCODE, PG]),
  room('src/verification', ['migrations', 'proof', 'reports', 'cli', 'extension', 'protocol'], [VSCODE, PG]),
  room('src/proof', ['verification', 'reports', 'cli', 'extension', 'protocol'], [VSCODE, PG]),
  room('src/reports', ['cli', 'extension', 'protocol'], [VSCODE, PG]),
  room('src/cli', ['extension', 'protocol'], [VSCODE, PG]),
  room('src/extension', ['cli'], [PG]),
  room(
    'webview-ui',
    ['environments', 'migrations', 'verification', 'proof', 'reports', 'cli', 'extension'],
    [VSCODE, PG],
  ),
);
