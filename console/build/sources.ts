/** Everything that dist is made of, below the root. */
export const sources: readonly string[] = [
  'console/{src,build}/**/*.{ts,tsx,css,svg}',
  'console/{build.ts,files.ts,tsconfig.json}',
  'kit/src/build/*.ts',
  'sdks/js/src/**/*.ts',
  'package-lock.json',
]
