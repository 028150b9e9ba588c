import { type ErrorCode, errorCodes, isErrorCode } from '@plinth/kit/errors'
import { http } from '@plinth/kit/node-http'
import { errorPages } from '../openapi/errors/catalogue.ts'
import { errorExample } from '../openapi/examples.ts'
import { escapeHtml, listHtml, pageHtml, sentenceHtml } from './html.ts'

const statusOf = (code: ErrorCode): string => `${errorCodes[code].http} ${http.STATUS_CODES[errorCodes[code].http]}`
const allCodes: readonly ErrorCode[] = Object.keys(errorCodes).filter(isErrorCode)

/** /docs/errors/CODE. */
export function errorHtml(code: ErrorCode): string {
  const { means, when, remedy } = errorPages[code]
  const example = JSON.stringify(errorExample(code).body, null, 2)
  return pageHtml(
    `${code} · Plinth API`,
    '../../docs',
    `<nav><a href="../../docs">Reference</a> · <a href="../errors">Errors</a></nav>
<h1>${code}</h1>
<p class="status">HTTP ${statusOf(code)}</p>
<p>${sentenceHtml(means)}</p>
<h2>When</h2>
${listHtml(when)}
<h2>What to do</h2>
${listHtml(remedy)}
<h2>Example</h2>
<pre><code>${escapeHtml(example)}</code></pre>`,
  )
}

/** /docs/errors. */
export function errorsHtml(): string {
  const rows = allCodes.map(
    (code) =>
      `<tr><td><a href="errors/${code}"><code>${code}</code></a></td><td>${statusOf(code)}</td><td>${sentenceHtml(errorPages[code].means)}</td></tr>`,
  )
  return pageHtml(
    'Errors · Plinth API',
    '../docs',
    `<nav><a href="../docs">Reference</a></nav>
<h1>Errors</h1>
<p>Every error has a stable code. Its message may change.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  )
}
