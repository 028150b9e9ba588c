import assert from 'node:assert/strict'
import { appendFileSync, cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { docs } from '../check/docs.ts'
import { generated } from '../check/generated.ts'
import { plumbingCopies, schemas } from '../check/migrations.ts'
import { tool } from '../check/step.ts'
import { lineBudget, usage, words } from '../check/text-rules.ts'
import { lint, protoBreaking, protoLint, releasedImage } from '../check/tools.ts'
import { copyRepository } from './copy-repository.ts'

describe('npm run check', () => {
  const { root, write, remove } = copyRepository()
  const at = (path: string) => join(root, path)
  after(remove)

  it('fails when a generated file was edited, was not made, or has no source', async () => {
    appendFileSync(at('proto/gen/plinth/common/v1/context.ts'), '// edited\n')
    rmSync(at('docs/configuration.md'))
    write('proto/gen/plinth/left/over.ts', 'export const left = 1\n')
    await assert.rejects(generated.run(root), (err: Error) => {
      assert.match(err.message, /proto\/gen\/plinth\/common\/v1\/context\.ts differs/)
      assert.match(err.message, /docs\/configuration\.md is missing/)
      assert.match(err.message, /proto\/gen\/plinth\/left\/over\.ts must not exist/)
      return true
    })
  })

  it('fails when a migration is missing', async () => {
    appendFileSync(at('services/identity/prisma/schema.prisma'), '\nmodel Forgotten {\n  id String @id\n}\n')
    await assert.rejects(schemas.run(root), /services\/identity: .*disagree[\s\S]*"Forgotten"/)
  })

  it('fails when the plumbing of one service differs', async () => {
    appendFileSync(at('services/webhooks/prisma/migrations/20261101000000_plumbing/migration.sql'), '-- other\n')
    await assert.rejects(plumbingCopies.run(root), /services\/webhooks\//)
  })

  it('fails for a message that the released contract had and this one has not', async () => {
    await tool(root, ['buf', 'build', 'proto', '-o', releasedImage])
    rmSync(at('proto/plinth/webhooks/v1/deliveries.proto'))
    await assert.rejects(protoBreaking.run(root), /DeliveriesService/)
  })

  it('fails for a proto against the style of buf', async () => {
    write('proto/plinth/left/v1/left.proto', 'syntax = "proto3";\npackage plinth.left.v1;\nmessage left {}\n')
    await assert.rejects(protoLint.run(root), /left\.proto.*PascalCase/)
  })

  it('fails for any, and for a file of more than 300 lines', async () => {
    write('kit/src/loose.ts', `export const loose: any = 1\n${'\n'.repeat(300)}`)
    await assert.rejects(lint.run(root), /kit\/src\/loose\.ts[\s\S]*noExplicitAny/)
    await assert.rejects(lineBudget.run(root), /kit\/src\/loose\.ts: 301/)
  })

  it('fails for a part that reads the environment or writes a subject', async () => {
    write(
      'services/tenancy/src/sneaky.ts',
      "export const port = process.env['PORT']\nexport const at = 'plinth.events.x'\n",
    )
    await assert.rejects(usage.run(root), (err: Error) => {
      assert.match(err.message, /services\/tenancy\/src\/sneaky\.ts: process\.env/)
      assert.match(err.message, /services\/tenancy\/src\/sneaky\.ts: subjects/)
      return true
    })
  })

  it('fails for a page that names a file which is not there, and for a path of one machine', async () => {
    write('docs/lost.md', `See \`kit/src/nowhere.ts\` and [this](other.md), in /${'home'}/somebody/plinth.\n`)
    await assert.rejects(docs.run(root), /docs\/lost\.md: other\.md\n.*docs\/lost\.md: kit\/src\/nowhere\.ts/)
    await assert.rejects(words.run(root), /docs\/lost\.md: a path of one machine/)
    rmSync(at('docs/lost.md'))
  })

  it('fails for a link to a heading that is not there', async () => {
    write('docs/linked.md', '# A page\n\n## Two `words`\n\n[here](#two-words) and [there](linked.md#three)\n')
    await assert.rejects(docs.run(root), (err: Error) => {
      const faults = err.message.split('\n').filter((line) => line.includes('linked.md'))
      assert.deepEqual(faults, ['  docs/linked.md: linked.md#three'])
      return true
    })
    rmSync(at('docs/linked.md'))
  })

  it('fails for a folder of a part that its README leaves out, and for an SDK from a public registry', async () => {
    write('docs/configuration.md', '')
    write('services/tenancy/src/vouchers/rule.ts', 'export const rule = 1\n')
    write('docs/install.md', '```console\nnpm install --save @core-php/sdk\npip install /path/sdks/python\n```\n')
    await assert.rejects(docs.run(root), /:\n {2}services\/tenancy\/README\.md: src\/vouchers\/$/)
    rmSync(at('services/tenancy/src/vouchers'), { recursive: true })
    await assert.rejects(docs.run(root), /:\n {2}docs\/install\.md:2: npm install --save @core-php\/sdk$/)
    rmSync(at('docs/install.md'))
  })

  it('fails for a changelog of more than 60 lines, and for an upgrade note in a page', async () => {
    appendFileSync(at('CHANGELOG.md'), '\n'.repeat(60))
    await assert.rejects(lineBudget.run(root), /CHANGELOG\.md must have at most 60 lines:\n {2}it has \d+$/)
    cpSync(join(import.meta.dirname, '../../CHANGELOG.md'), at('CHANGELOG.md'))
    write('docs/upgrading.md', `Before you ${'upgrade'}, stop it.\n`)
    await assert.rejects(words.run(root), /notes of upgrades.*:\n {2}docs\/upgrading\.md$/)
    rmSync(at('docs/upgrading.md'))
  })

  it('fails for a sentence that does not name who acts, except of an account', async () => {
    write('docs/vague.md', 'Nobody may read it.\n')
    write('docs/account.md', 'The server runs as `nobody`.\n')
    await assert.rejects(words.run(root), /name who acts .*:\n {2}docs\/vague\.md$/)
    for (const page of ['docs/vague.md', 'docs/account.md']) rmSync(at(page))
  })

  it('fails for a comment that begins with What, Who or Nobody in place of a subject', async () => {
    write(
      'kit/src/vague.ts',
      [
        '/** What it keeps. */',
        'export interface Kept {',
        `  name: string ${'//'} Whoever made it.`,
        '  /**',
        '   * Nobody else may change it.',
        '   * It says what it is, and who made it. Whatsoever.',
        '   */',
        '  id: string',
        '}',
        "export const text = '// What it keeps.'",
      ].join('\n'),
    )
    write('proto/plinth/vague.proto', '// Who bears this key?\n')
    write('sdks/python/vague.py', '# Whatever comes first.\n"""What comes first."""\n')
    write('docs/vague.md', '# Who may read it\n')
    await assert.rejects(words.run(root), (err: Error) => {
      assert.deepEqual(err.message.split('\n'), [
        'A comment begins with the name of its subject (CONTRIBUTING.md, Style):',
        '  kit/src/vague.ts:1: begins with "What"',
        '  kit/src/vague.ts:3: begins with "Whoever"',
        '  kit/src/vague.ts:5: begins with "Nobody"',
        '  proto/plinth/vague.proto:1: begins with "Who"',
        '  sdks/python/vague.py:1: begins with "Whatever"',
        '  sdks/python/vague.py:2: begins with "What"',
      ])
      return true
    })
    for (const path of ['kit/src/vague.ts', 'proto/plinth/vague.proto', 'sdks/python/vague.py', 'docs/vague.md'])
      rmSync(at(path))
  })

  it('fails for a decision without number, title, date or status, and for a number that is taken', async () => {
    write('docs/configuration.md', '')
    write('docs/decisions/0001-again.md', '# Again\n\nDate: soon.\n\nIt is so.\n')
    await assert.rejects(docs.run(root), (err: Error) => {
      assert.deepEqual(err.message.split('\n').slice(1), [
        '  docs/decisions/0001-again.md: begins "# 1. Title"',
        '  docs/decisions/0001-again.md: has no "Date: YYYY-MM-DD. Status: accepted."',
        '  docs/decisions/0001-node-comes-with-the-install.md: 0001 is taken',
      ])
      return true
    })
    await assert.rejects(generated.run(root), /docs\/decisions\/README\.md differs/)
    rmSync(at('docs/decisions/0001-again.md'))
  })

  it('fails for a retired word in the name of a file, a folder or an export, in the folders it is retired in', async () => {
    await words.run(root)
    write(
      'docs/glossary.md',
      '# Glossary\n\n## Retired words\n\n| `flux` | flow |\n| `dusk` (kit, app/src) | evening |\n',
    )
    write(
      'kit/src/flux/flow.ts',
      "import { at as duskAt } from './at.ts'\nexport const returnedFluxes = 1\nexport { duskAt }\n",
    )
    write('kit/src/readFlux.ts', 'export const influxMs = 1\n')
    write('gateway/src/flow.ts', 'export interface FluxOptions {}\nexport const duskMs = 1\nconst flux = 1\n')
    await assert.rejects(words.run(root), (err: Error) => {
      assert.deepEqual(err.message.split('\n').slice(1).sort(), [
        '  gateway/src/flow.ts: FluxOptions (flux)',
        '  kit/src/flux/flow.ts: duskAt (dusk)',
        '  kit/src/flux/flow.ts: flux (flux)',
        '  kit/src/readFlux.ts: readFlux.ts (flux)',
      ])
      return true
    })
  })
})
