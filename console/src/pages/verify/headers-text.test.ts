import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { headersOf } from './headers-text.ts'

const expected = { 'webhook-id': 'evt_1', 'webhook-signature': 'v1,a+b= v1,c:d=' }

describe('pasted headers', () => {
  const forms: Record<string, string> = {
    'as lines': 'Webhook-Id: evt_1\r\nWebhook-Signature: v1,a+b= v1,c:d=\r\n',
    'of curl -v': '> webhook-id: evt_1\n> webhook-signature: v1,a+b= v1,c:d=',
    'of a curl command': `-H 'webhook-id: evt_1' \\\n  --header "webhook-signature: v1,a+b= v1,c:d="`,
    'as JSON': JSON.stringify({ 'Webhook-Id': 'evt_1', 'webhook-signature': ['v1,a+b= v1,c:d='] }),
    'as CGI has them': 'HTTP_WEBHOOK_ID: evt_1\nHTTP_WEBHOOK_SIGNATURE: v1,a+b= v1,c:d=',
  }
  for (const [name, text] of Object.entries(forms)) it(name, () => assert.deepEqual(headersOf(text), expected))

  it('without any', () => {
    for (const text of ['', 'POST /plinth HTTP/1.1', '[]', 'null', ': x']) assert.deepEqual(headersOf(text), {})
  })
})
