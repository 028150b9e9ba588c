import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { errorCodes, isErrorCode } from '@plinth/kit/errors'
import { html, type PublicDocument, referencePolicy } from './public-document.ts'

export interface PublicDocumentsOptions {
  /** Public URL of this gateway; default: the host of the request. */
  publicUrl: string | undefined
}

/** /docs: an empty page that the scripts fill from /api/openapi.json. Paths are relative, so that a prefix does not matter. */
const referenceHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>Plinth API</title>
</head>
<body>
<div id="reference"></div>
<noscript>The reference needs JavaScript; the same is in <a href="api/openapi.json">openapi.json</a>.</noscript>
<script src="docs/assets/scalar-api-reference.js"></script>
<script src="docs/assets/reference.js"></script>
</body>
</html>
`

/** Documents by path. Each is created at its first request, so that the start does not wait. */
export function publicDocuments({ publicUrl }: PublicDocumentsOptions): Map<string, () => Promise<PublicDocument>> {
  const origin = publicUrl?.replace(/\/+$/, '')
  const apiOrigin = origin === undefined ? undefined : new URL(origin).origin
  const documents = new Map<string, () => Promise<PublicDocument>>([
    ['/docs', async () => html(referenceHtml, referencePolicy(apiOrigin))],
    ['/docs/errors', async () => html((await errorModule()).errorsHtml())],
    ['/docs/assets/docs.css', async () => ({ contentType: 'text/css; charset=utf-8', body: await asset('docs.css') })],
    ['/docs/assets/reference.js', async () => ({ contentType: javascript, body: await asset('reference.js') })],
    [
      '/docs/assets/scalar-api-reference.js',
      async () => ({ contentType: javascript, body: await asset('scalar-api-reference.js.gz'), isGzipped: true }),
    ],
    [
      '/docs/catalog.schema.json',
      async () => ({ contentType: 'application/schema+json', body: await catalogSchema(), isShared: true }),
    ],
    [
      '/api/openapi.json',
      async () => ({ contentType: 'application/json', body: await openApi(origin), isGzipped: true, isShared: true }),
    ],
  ])
  for (const code of Object.keys(errorCodes).filter(isErrorCode)) {
    documents.set(`/docs/errors/${code}`, async () => html((await errorModule()).errorHtml(code)))
  }
  return documents
}

const pack = promisify(gzip)
const javascript = 'text/javascript; charset=utf-8'
const asset = (name: string): Promise<Buffer> => readFile(new URL(`../../assets/${name}`, import.meta.url))
const errorModule = () => import('./error-html.ts')

async function catalogSchema(): Promise<Buffer> {
  const { catalogSchemaText } = await import('./catalog-schema.ts')
  return Buffer.from(catalogSchemaText())
}

async function openApi(origin: string | undefined): Promise<Buffer> {
  const { openApiDocument } = await import('../openapi/document.ts')
  return pack(JSON.stringify(openApiDocument({ origin })))
}
