/** Everything that dist is made of, below the root. */
export const sources: readonly string[] = [
  'app/{src,build}/**/*.ts',
  'app/build.ts',
  '{kit,gateway,sdks/cli,sdks/js}/src/**/*.ts',
  'services/*/src/**/*.ts',
  'proto/gen/**/*.ts',
  'console/files.ts',
  'package-lock.json',
]
