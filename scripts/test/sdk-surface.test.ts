import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { openApiText } from '@plinth/gateway/openapi'
import { acceptedBreaksPath } from '../check/accepted-breaks.ts'
import { openApiPath, releasedPath } from '../check/openapi.ts'
import { sdkSurface } from '../check/sdk-surface.ts'
import { copyRepository } from './copy-repository.ts'

describe('the check of the SDKs’ surface', () => {
  const { root, write, remove } = copyRepository()
  after(remove)
  const text = openApiText()
  beforeEach(() => {
    write(openApiPath, text)
    write(releasedPath, text)
    write(acceptedBreaksPath, '{}')
  })

  const finding = (change: (document: ReturnType<typeof JSON.parse>) => void): Promise<string> => {
    const document = JSON.parse(text)
    change(document)
    write(openApiPath, JSON.stringify(document))
    return sdkSurface.run(root).then(
      () => '',
      (err: Error) => err.message,
    )
  }
  const breaks = (...sentences: string[]) =>
    ['Breaks clients of the last release:', ...sentences.map((sentence) => `  SDK: ${sentence}`)].join('\n')

  it('passes when nothing changed, and when something came', async () => {
    assert.equal(await finding(() => undefined), '')
    assert.equal(
      await finding(({ components: { schemas } }) => {
        schemas.ApiKey.properties.color = { type: 'string' }
        schemas.ApiKeyRotate.properties.color = { type: 'string' }
        schemas.ApiKeyRotate.properties.grace_period_hours.type = ['integer', 'null']
        schemas.Color = { type: 'string' }
      }),
      '',
    )
  })

  it('fails when a method is gone, or renamed', async () => {
    assert.equal(
      await finding(({ paths }) => delete paths['/api-keys/{key_id}/rotate']),
      breaks('api-keys.rotate is gone'),
    )
    assert.equal(
      await finding(({ paths }) => {
        paths['/api-keys/{key_id}/rotate'].post['x-operation'] = 'api-keys.renew'
      }),
      breaks('api-keys.rotate is gone'),
    )
  })

  it('fails when a method takes or answers something else', async () => {
    assert.equal(
      await finding(({ paths, components: { schemas } }) => {
        delete schemas.ApiKeyRotate.properties.grace_period_hours
        const { content } = paths['/api-keys/{key_id}'].get.responses[200]
        content['application/json'].schema.properties.data.$ref = '#/components/schemas/OperatorKey'
      }),
      breaks(
        'api-keys.get answered ApiKey and answers OperatorKey',
        'api-keys.rotate has no grace_period_hours any more',
        'the type ApiKeyRotate has no grace_period_hours any more',
      ),
    )
  })

  it('fails when a type is renamed, or a field has another type', async () => {
    assert.equal(
      await finding(({ components: { schemas } }) => {
        schemas.Workspace.properties.name.type = ['string', 'null']
        delete schemas.Workspace.properties.tags['x-include']
        schemas.WorkspaceSummary.properties.created_at = { type: 'string' }
      }),
      breaks(
        'the type WorkspaceSummary, created_at: was time and is string',
        'the type Workspace, name: was string and is string or null',
        'the type Workspace, tags: came with include=tags and comes always',
      ),
    )
    const renamed = text.replaceAll(/(schemas\/|^ {6}")ApiKeyRotate"/gm, '$1ApiKeyRenew"')
    write(openApiPath, renamed)
    await assert.rejects(sdkSurface.run(root), { message: breaks('the type ApiKeyRotate is gone') })
  })

  it('fails when an error code or an event is gone', async () => {
    assert.equal(
      await finding((document) => {
        delete document.webhooks.ping
        for (const response of Object.values<Record<string, string[]>>(document.components.responses)) {
          response['x-error-codes'] = (response['x-error-codes'] ?? []).filter((code) => code !== 'CANNOT_RETRY')
        }
      }),
      breaks('the error code CANNOT_RETRY is gone', 'the event ping is gone'),
    )
  })

  it('passes for a break that a decision accepts, and until the first release', async () => {
    write(
      acceptedBreaksPath,
      JSON.stringify({ 'SDK: the event ping is gone': 'docs/decisions/0001-node-comes-with-the-install.md' }),
    )
    assert.equal(await finding(({ webhooks }) => delete webhooks.ping), '')
    write(acceptedBreaksPath, '{}')
    rmSync(join(root, releasedPath))
    assert.equal(await finding(({ webhooks }) => delete webhooks.ping), '')
  })
})
