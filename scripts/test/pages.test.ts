import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')

for (const folder of ['docs/guides', 'docs/operate']) {
  const index = read(`${folder}/README.md`)
  describe(`the pages of ${folder}`, () => {
    for (const path of globSync(`${folder}/*.md`, { cwd: root }).sort()) {
      const name = basename(path)
      if (name === 'README.md') continue
      it(`${name} is in the list, and ends with links to other pages and to the list`, () => {
        assert.match(index, new RegExp(`^\\d+\\. \\[[^\\]]+\\]\\(${name}\\)`, 'm'))
        const last = read(path).trimEnd().split('\n\n').at(-1) ?? ''
        assert.match(last, /^Next: (\[[^\]]+\]\([^)]+\),\s)+or\s\[all [^\]]+\]\(README\.md\)\.$/)
      })
    }
  })
}

describe('the guide on entitlements', () => {
  it('explains each reason of a refusal', () => {
    const [, type = ''] =
      /export type Reason =([^\n]*(?:\n {2}\|[^\n]*)*)/.exec(
        read('services/tenancy/src/entitlements/grants/resolution.ts'),
      ) ?? []
    const rows = [...read('docs/guides/entitlements.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, reason]) => reason)
    assert.deepEqual(
      rows,
      [...type.matchAll(/'([A-Z_]+)'/g)].map(([, reason]) => reason),
    )
    assert.ok(rows.length > 0)
  })
})

describe('the page of what is kept', () => {
  const page = read('docs/operate/kept-data.md')
  for (const service of ['identity', 'tenancy', 'webhooks'])
    it(`says for each table of ${service} how its rows end`, () => {
      const [, section = ''] = new RegExp(`^## ${service}$([^]*?)(?=^## |^Next: )`, 'm').exec(page) ?? []
      const rows = [...section.matchAll(/^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
      const named = rows.flatMap(([, tables = '']) => [...tables.matchAll(/`(\w+)`/g)].map(([, table]) => table))
      const schema = read(`services/${service}/prisma/schema.prisma`)
      const tables = [...schema.matchAll(/^ {2}@@map\("(\w+)"\)$/gm)].map(([, table]) => table)
      assert.equal(tables.length, schema.match(/^model /gm)?.length)
      assert.deepEqual(named.toSorted(), tables.toSorted())
    })
})
