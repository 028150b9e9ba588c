// npm test: real servers, started once; then every test of the repository, or those named.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { testServers } from '@plinth/testkit/servers'
import { imageFor, runnable } from './test/containers.ts'
import { testFiles } from './test-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const runner = fileURLToPath(new URL('test/run-files.ts', import.meta.url))
const program = fileURLToPath(new URL('../app/build.ts', import.meta.url))
// Where `plinth` keeps what it compiled (app/bin/plinth.mjs): to strip and compile anew costs each file half a second.
const compiled = fileURLToPath(new URL('../node_modules/.cache/plinth', import.meta.url))

const named = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const flags = process.argv.slice(2).filter((arg) => arg.startsWith('-'))
const say = (line: string) => void process.stderr.write(`${line}\n`)
const files = await runnable(testFiles(root, named), say)
if (files.length === 0) fail('No test file there.')

const built = spawnSync(process.execPath, [program, '--if-stale'], { stdio: 'inherit' })
if (built.status !== 0) fail('Tests run what Plinth is built into.')
process.stderr.write('Starting PostgreSQL, NATS and Redis …\n')
const servers = testServers()
const [database, nats, redis, image] = await Promise.all([
  servers.postgres(),
  servers.nats(),
  servers.redis(),
  imageFor(files, say),
]).catch((err: unknown) => fail(err instanceof Error ? err.message : String(err)))
process.stderr.write(`Running ${files.length} test files …\n`)

const child = spawn(process.execPath, [runner, ...flags, ...files], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...cleanEnv(),
    ...image,
    NODE_COMPILE_CACHE: compiled,
    TEST_DATABASE_URL: database,
    TEST_NATS_URL: nats,
    TEST_REDIS_URL: redis,
  },
})
// The runner gets a terminal's Ctrl-C too; a signal to this process alone is passed on.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
const [code] = await once(child, 'exit')
process.exit(typeof code === 'number' ? code : 1)

// A test says itself what its processes are told; the shell's settings for a Plinth of its own stay out.
function cleanEnv(): NodeJS.ProcessEnv {
  const own =
    /^(PLINTH|IDENTITY|TENANCY|WEBHOOKS|GATEWAY|RPC|DATABASE|NATS|REDIS|SECRETS|MANAGEMENT|OTEL)_|^(PORT|HOST|NODE_ENV)$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

function fail(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
