import { readFile } from 'node:fs/promises'
import { cached } from '@plinth/kit/async/cached'
import { errorCodes, isErrorCode } from '@plinth/kit/errors'
import type { ProductTypes } from '../product-types.ts'
import { html, type PublicDocument, referencePolicy } from './public-document.ts'
import { servedOpenApi } from './served-openapi.ts'

export interface PublicDocumentsOptions {
  /** Public URL of this gateway; default: the host of the request. */
  publicUrl: string | undefined
  productTypes: Pick<ProductTypes, 'latest'>
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

/**
 * Documents by path. Each is created at its first request, so that the start does not wait, and is the same object until it
 * changes.
 */
export function publicDocuments({
  publicUrl,
  productTypes,
}: PublicDocumentsOptions): Map<string, () => Promise<PublicDocument>> {
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
  ])
  for (const code of Object.keys(errorCodes).filter(isErrorCode)) {
    documents.set(`/docs/errors/${code}`, async () => html((await errorModule()).errorHtml(code)))
  }
  // A failure is kept for no more than a moment: a file may exist again.
  const kept = [...documents].map(([path, load]) => [path, cached(load, Number.POSITIVE_INFINITY)] as const)
  return new Map([...kept, ['/api/openapi.json', servedOpenApi(origin, productTypes.latest)]])
}

const javascript = 'text/javascript; charset=utf-8'
const asset = (name: string): Promise<Buffer> => readFile(new URL(`../../assets/${name}`, import.meta.url))
const errorModule = () => import('./error-html.ts')

async function catalogSchema(): Promise<Buffer> {
  const { catalogSchemaText } = await import('./catalog-schema.ts')
  return Buffer.from(catalogSchemaText())
}
