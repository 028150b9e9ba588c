import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { openApiText } from '@plinth/gateway/openapi'
import { acceptedBreaksPath } from '../check/accepted-breaks.ts'
import { openApi, openApiLint, openApiPath, releasedPath } from '../check/openapi.ts'
import { copyRepository } from './copy-repository.ts'

describe('the checks of the API’s document', () => {
  const { root, write, remove } = copyRepository()
  after(remove)
  const text = openApiText()
  beforeEach(() => {
    write(openApiPath, text)
    write(releasedPath, text)
    write(acceptedBreaksPath, '{}')
  })

  it('pass when it is fresh, and Redocly has nothing to say', async () => {
    await openApi.run(root)
    await openApiLint.run(root)
  })

  it('fail when the committed copy is not what the records say', async () => {
    appendFileSync(join(root, openApiPath), '\n')
    await assert.rejects(openApi.run(root), /docs\/openapi\.json differs/)
  })

  it('pass for any change until the first release', async () => {
    rmSync(join(root, releasedPath))
    await openApi.run(root)
  })

  it('fail when a field that the last release had is gone', async () => {
    const field = /"name": \{\n\s+"type": "string"\n\s+\},\n/g
    write(
      releasedPath,
      text.replace(field, (found) => `"legacy_name": { "type": "string" },\n${found}`),
    )
    await assert.rejects(openApi.run(root), /Breaks clients[\s\S]*legacy_name is gone/)
  })

  it('pass for a break that a decision accepts, and fail when the break or the decision is not there', async () => {
    const field = /"name": \{\n\s+"type": "string"\n\s+\},\n/
    write(
      releasedPath,
      text.replace(field, (found) => `"legacy_name": { "type": "string" },\n${found}`),
    )
    const found = await openApi.run(root).then(
      () => '',
      (err: Error) => err.message,
    )
    const sentences = found.split('\n').slice(1)
    assert.notEqual(sentences.length, 0)
    const accept = (decision: string) =>
      write(
        acceptedBreaksPath,
        JSON.stringify(Object.fromEntries(sentences.map((sentence) => [sentence.trim(), decision]))),
      )
    accept('docs/decisions/0001-node-comes-with-the-install.md')
    await openApi.run(root)
    accept('docs/decisions/9999-unwritten.md')
    await assert.rejects(openApi.run(root), /by a decision that is missing:[\s\S]*9999-unwritten/)
    write(releasedPath, text)
    await assert.rejects(openApi.run(root), /and breaks nothing:[\s\S]*legacy_name/)
  })

  it('fail for an event that is emitted and not documented', async () => {
    const path = 'services/tenancy/src/events.ts'
    write(path, `${readFileSync(join(root, path), 'utf8')}\nexport const forgotten = 'workspace.forgotten'\n`)
    await assert.rejects(openApi.run(root), /Emitted, but missing in[\s\S]*workspace\.forgotten/)
  })

  it('fail for what Redocly warns of', async () => {
    const nameless = JSON.parse(text)
    delete nameless.paths['/workspaces'].get.summary
    delete nameless.tags[0].description
    write(openApiPath, JSON.stringify(nameless))
    await assert.rejects(openApiLint.run(root), /operation-summary/)
    write(openApiPath, text.replace(/"description": "The tenants[^"]*"/, '"x-empty": true'))
    await assert.rejects(openApiLint.run(root), /tag-description/)
  })
})
