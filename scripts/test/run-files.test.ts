import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { slowestFirst, slowFiles } from './slow-files.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const runner = fileURLToPath(new URL('run-files.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'plinth-run-'))
after(() => rmSync(folder, { recursive: true }))

const first = `import { it } from 'node:test'
it('comes first', () => undefined)
`
const contents = {
  'good.test.mjs': first,
  'waits.test.mjs': `${first}it('waits', () => new Promise(() => setInterval(() => undefined, 1_000)))`,
  'computes.test.mjs': `${first}it('computes', () => { for (;;); })`,
}

describe('npm test', () => {
  it('ends each file that does not end, as a failure of its own', async () => {
    const files = Object.entries(contents).map(([name, content]) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    })
    const { out, code } = await run(files, { TEST_FILE_BOUND_MS: '5000' })
    assert.equal(code, 1)
    assert.match(out, /waits\.test\.mjs was still running after 5000 ms, with these open: .*Timeout/)
    assert.match(out, /✖ .*waits\.test\.mjs/)
    assert.match(out, /computes\.test\.mjs did not come to an end/)
    assert.match(out, /✖ .*computes\.test\.mjs/)
    assert.match(out, /ℹ fail 2\n/)
  })

  it('gives a bound to files alone, not to what they fork', async () => {
    const child = join(folder, 'child.mjs')
    writeFileSync(child, "process.send('ready'); setInterval(() => undefined, 1_000)")
    const file = join(folder, 'forks.test.mjs')
    writeFileSync(
      file,
      `import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { it } from 'node:test'
it('forks', async () => {
  const child = fork('${child}')
  await once(child, 'message')
  const pids = readdirSync(process.env.TEST_RUNNING_FILES).map((name) => Number(name.split('-')[0]))
  child.kill('SIGKILL')
  assert.deepEqual(pids, [process.pid])
})`,
    )
    const { out, code } = await run([file])
    assert.equal(code, 0, out)
  })

  it('counts every test of a file that ends with more results than a pipe holds', async () => {
    const file = join(folder, 'many.test.mjs')
    writeFileSync(file, `${first}for (let at = 1; at < 3_000; at++) it(String(at), () => undefined)\n`)
    const { out, code } = await run([file])
    assert.match(out, /ℹ pass 3000\n/)
    assert.equal(code, 0)
  })

  it('fails a file whose last hook fails behind more results than a pipe holds', async () => {
    const file = join(folder, 'hook.test.mjs')
    const tests = 'for (let at = 0; at < 3_000; at++) it(String(at), () => undefined)\n'
    const hook = "after(() => { throw new Error('the hook') })\n"
    writeFileSync(file, `import { after, it } from 'node:test'\n${tests}${hook}`)
    const { out, code } = await run([file])
    assert.match(out, /the hook/)
    assert.equal(code, 1)
  })

  it('passes flags on, and ends with 0 when all is well', async () => {
    const file = join(folder, 'two.test.mjs')
    writeFileSync(file, `${first}it('breaks', () => { throw new Error('no') })`)
    const { out, code } = await run([file, '--test-name-pattern=first'])
    assert.match(out, /ℹ tests 1\n/)
    assert.equal(code, 0)
  })

  it('runs files that start containers after the others, and counts all in one', async () => {
    mkdirSync(join(folder, 'containers'))
    const heavy = join(folder, 'containers/heavy.test.mjs')
    const light = join(folder, 'light.test.mjs')
    const mark = join(folder, 'light-has-ended')
    writeFileSync(
      light,
      `${first}it('ends', () => import('node:fs').then(({ writeFileSync }) => writeFileSync('${mark}', '')))`,
    )
    writeFileSync(
      heavy,
      `import { it } from 'node:test'
import { statSync } from 'node:fs'
it('comes last', () => statSync('${mark}'))`,
    )
    const { out, code } = await run([heavy, light])
    assert.match(out, /ℹ tests 3\n[\s\S]*ℹ pass 3\nℹ fail 0\n/)
    assert.equal(out.match(/ℹ tests/g)?.length, 1)
    assert.equal(code, 0)
  })

  describe('with --failed-again', () => {
    const failing = (name: string, times: number) => {
      const file = join(folder, `${name}.test.mjs`)
      const body = `const count = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
writeFileSync(file, String(count + 1))
if (count < ${times}) throw new Error('failure ' + (count + 1))`
      writeFileSync(
        file,
        `${first}import { existsSync, readFileSync, writeFileSync } from 'node:fs'
it('counts', () => { const file = '${file}.count'\n${body} })`,
      )
      return file
    }

    it('runs a file that failed once more, says so, and shows the failure', async () => {
      const file = failing('once', 1)
      const { out, code } = await run([file, '--failed-again'])
      assert.match(out, /✱ .*once\.test\.mjs passed alone: mend it\n/)
      assert.match(out, /failure 1/)
      assert.equal(code, 0)
    })

    it('fails with a file that fails again', async () => {
      const { out, code } = await run([failing('twice', 2), '--failed-again'])
      assert.match(out, /✱ .*twice\.test\.mjs failed again\n/)
      assert.match(out, /failure 1[\s\S]*failure 2/)
      assert.equal(code, 1)
    })

    it('fails at once where more than three files failed', async () => {
      const files = ['a', 'b', 'c', 'd'].map((name) => failing(`many-${name}`, 1))
      const { out, code } = await run([...files, '--failed-again'])
      assert.doesNotMatch(out, /✱/)
      assert.match(out, /ℹ fail 4\n/)
      assert.equal(code, 1)
    })
  })

  it('does not run again without being told to', async () => {
    const file = join(folder, 'no-again.test.mjs')
    writeFileSync(file, `${first}it('breaks', () => { throw new Error('no') })`)
    const { out, code } = await run([file])
    assert.match(out, /ℹ fail 1\n/)
    assert.equal(code, 1)
  })

  it('starts the slowest files first, others in their order', () => {
    const [slow = ''] = slowestFirst(Object.keys(slowFiles))
    assert.deepEqual(slowestFirst(['a', slow, 'b']), [slow, 'a', 'b'])
  })

  it('knows slow files that are there', () => {
    assert.deepEqual(
      Object.keys(slowFiles).filter((file) => !existsSync(join(root, file))),
      [],
    )
  })
})

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ out: string; code: unknown }> {
  const child = spawn(process.execPath, [runner, ...args], {
    cwd: root,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
  })
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out: out + errors, code }
}
