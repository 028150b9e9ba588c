// Runs before anything is installed, on Node.js 20 or newer: plain JavaScript, no dependency.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}node_modules/.plinth-installed`
const node = `${root}node_modules/.bin/node`
const nodeMajorMin = 24

const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex')

const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
if (!isInstalled) install()
if (majorOf(node) < nodeMajorMin) linkNode()
// Without it `plinth` says what builds it.
spawnSync(node, [`${root}app/build.ts`, '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] })
// Compiled once here, the first start is as quick and small as the second. Without it Plinth compiles as it starts.
if (!isInstalled) spawnSync(node, [`${root}app/bin/compile.mjs`])
// A gateway without a console starts all the same, and /console says what builds it.
spawnSync(node, [`${root}console/build.ts`, '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] })

function install() {
  say('Installing dependencies (npm ci) …')
  const started = Date.now()
  const [command, ...before] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const npmCi = (...flags) =>
    spawnSync(command, [...before, 'ci', ...flags], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  // The lock file says what each package is, so npm's cache need not ask whether it is up to date. If it is too old, npm asks.
  const cached = npmCi('--prefer-offline')
  const done = cached.status === 0 ? cached : npmCi()
  if (done.status !== 0) stop(`npm ci failed:\n${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`)
  writeFileSync(stamp, wanted)
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

// The npm of Node.js 20 unpacks the Node.js package without linking it; and where none exists on npm (macOS) or it does not
// run, the Node.js of the machine serves, if new enough.
function linkNode() {
  const found = [`${root}node_modules/node-${process.platform}-${process.arch}/bin/node`, process.execPath].find(
    (binary) => majorOf(binary) >= nodeMajorMin,
  )
  if (found === undefined) {
    const machine = `${process.platform}-${process.arch}`
    stop(
      `Plinth requires Node.js ${nodeMajorMin}. It could not be installed for ${machine}, and this is ${process.version}. Install Node.js ${nodeMajorMin} and try again.`,
    )
  }
  rmSync(node, { force: true })
  symlinkSync(found, node)
}

function majorOf(binary) {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' })
  return Number.parseInt((stdout ?? '').slice(1), 10) || 0
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function stop(line) {
  say(line)
  process.exit(1)
}
