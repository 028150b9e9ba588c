import type { FirstKey } from './operator-key.ts'
import { consoleUrl } from './sign-in-link.ts'

const printLink = ['  Print a link to the console:', '    npx plinth console']
const openLink = (url: string, code: string) => [
  '  Open the console (the link works once, within 15 minutes):',
  `    ${consoleUrl(url, code)}`,
]

/**
 * Text that a start prints. Only the first start knows the operator key and can print it.
 * @param publicUrl At which browsers open the console; undefined: there is none.
 */
export function welcome(url: string, firstKey: FirstKey | undefined, publicUrl: string | undefined): string {
  const printing = publicUrl === undefined ? [] : printLink
  const lines = ['', `Plinth is ready at ${url}/api/v1`, '']
  if (firstKey === undefined) {
    lines.push('  Health:', `    curl -sS ${url}/readyz`)
    lines.push(
      '  The operator key was shown at the first start. Create another one:',
      '    npx plinth operator-key create',
      ...printing,
    )
  } else if ('key' in firstKey) {
    lines.push('  Your operator key (shown only once):', `    ${firstKey.key}`, '  Try it:')
    lines.push(`    curl -sS ${url}/api/v1/workspaces -H 'Authorization: Bearer ${firstKey.key}'`)
    const { code } = firstKey
    lines.push(...(publicUrl === undefined || code === undefined ? printing : openLink(publicUrl, code)))
  } else {
    lines.push(
      '  Your operator key is in a file. Store it elsewhere and delete the file.',
      `    ${firstKey.file}`,
      '  Try it:',
    )
    lines.push(
      `    curl -sS ${url}/api/v1/workspaces -H "Authorization: Bearer $(cat '${firstKey.file}')"`,
      ...printing,
    )
  }
  lines.push('  API reference:', `    ${url}/docs`)
  return [...lines, '', '  Press Ctrl-C to stop.', ''].map((line) => `${line.trimEnd()}\n`).join('')
}
