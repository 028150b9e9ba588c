import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { toolPath } from '@plinth/testkit'
import { parse } from 'yaml'

interface Rule {
  alert: string
  expr: string
  for: string
  labels: { severity: string }
  annotations: { summary: string; runbook: string }
}
interface RuleTest {
  name: string
  alert_rule_test: { alertname: string; exp_alerts: object[] }[]
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const files = globSync('deploy/alerts/*.yaml', { cwd: root }).sort()
const tests = globSync('deploy/alerts/tests/*.yaml', { cwd: root }).sort()
const rules = files.flatMap((path) => {
  const { groups }: { groups: { rules: Rule[] }[] } = parse(read(path))
  return groups.flatMap((group) => group.rules)
})
const pages = 'docs/operate/runbooks'

function promtool(...args: string[]): string {
  return execFileSync(toolPath('promtool'), args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

describe('alerts', () => {
  it('are rules that Prometheus takes', () => assert.match(promtool('check', 'rules', ...files), /SUCCESS/))

  it('fire when they must and are quiet when they must be', () => {
    const output = promtool('test', 'rules', ...tests)
    assert.equal(output.match(/SUCCESS/g)?.length, files.length)
    assert.doesNotMatch(output, /FAILED/)
  })

  for (const { alert, for: hold, labels, annotations } of rules)
    it(`${alert}: tested both ways, with a severity, a sentence and its runbook`, () => {
      const examples = tests.flatMap((path) => (parse(read(path)) as { tests: RuleTest[] }).tests)
      const expected = examples.flatMap((test) => test.alert_rule_test).filter(({ alertname }) => alertname === alert)
      assert.deepEqual(expected.map(({ exp_alerts }) => exp_alerts.length > 0).sort(), [false, true])
      assert.match(hold, /^\d+m$/)
      assert.match(labels.severity, /^(critical|warning|info)$/)
      assert.match(annotations.summary, /\.$/)
      const page = read(annotations.runbook)
      assert.ok(page.startsWith(`# ${alert}\n`))
      for (const part of ['What it means', 'What to look at', 'What to do'])
        assert.match(page, new RegExp(`^## ${part}$`, 'm'))
    })

  it('have names of their own', () => assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length))
})

describe('runbooks', () => {
  const own = globSync('*.md', { cwd: join(root, pages) })

  it('are there for alerts that exist, and for no others', () => {
    const linked = rules.map(({ annotations }) => basename(annotations.runbook))
    assert.deepEqual(own.filter((page) => page !== 'README.md').sort(), linked.sort())
    for (const page of linked) assert.ok(read(`${pages}/README.md`).includes(`(${page})`), page)
  })

  for (const page of own)
    it(`${page}: its links lead somewhere`, () => {
      const path = `${pages}/${page}`
      for (const [, link = ''] of read(path).matchAll(/\]\(([^)#]+)/g))
        assert.ok(existsSync(join(root, dirname(path), link)), link)
    })

  it('quote log lines that the code writes', () => {
    const code = globSync('{app,gateway,kit,services}/**/src/**/*.ts', {
      cwd: root,
      exclude: (path) => path === 'node_modules',
    })
      .map(read)
      .join('\n')
    const quoted = own.flatMap((page) => [...read(`${pages}/${page}`).matchAll(/"([a-z]+ [a-z ,;]+)"/g)])
    assert.deepEqual(
      quoted.map(([, line = '']) => line).filter((line) => !code.includes(line)),
      [],
    )
    assert.ok(quoted.length > 5, `${quoted.length} lines`)
  })

  it('show the rule as it is', () => {
    for (const { expr, annotations } of rules)
      assert.ok(read(annotations.runbook).includes(expr.trim()), annotations.runbook)
  })
})
