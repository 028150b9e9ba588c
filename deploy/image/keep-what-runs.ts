// Leaves of an installed and built repository the program and what it reads at run time. Run at its root, while the image is built.
import { globSync, rmSync } from 'node:fs'

/** Packages that are more than code: one has a program in WebAssembly, one the definition of a gRPC service. */
const kept = ['node_modules/@prisma/schema-engine-wasm', 'node_modules/grpc-health-check']
const isKept = (path: string) => kept.some((one) => one === path || one.startsWith(`${path}/`))

const packages = globSync([
  'node_modules/.*',
  'node_modules/*',
  'node_modules/@prisma/*',
  '*/node_modules',
  '*/*/node_modules',
])
// In the program; its maps are for readers of the sources.
const sources = globSync([
  ...['proto', 'app/{src,build,build.ts,dist/*.map}', 'console/{src,build,*.ts,tsconfig.json}'],
  ...['{kit,gateway,services/*,sdks/*}/src/**/*.{ts,md,prisma,sql}'],
  ...kept.map((path) => `${path}/**/*.{ts,mts,cts,map,md,markdown,flow}`),
])
for (const path of [...packages, ...sources]) if (!isKept(path)) rmSync(path, { recursive: true, force: true })
