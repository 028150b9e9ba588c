import type { FirstKey } from './operator-key.ts'

/** Text that a start prints. Only the first start knows the operator key and can print it. */
export function welcome(url: string, firstKey: FirstKey | undefined): string {
  const lines = ['', `Plinth is ready at ${url}/api/v1`, '']
  if (firstKey === undefined) {
    lines.push('  Health:', `    curl -sS ${url}/readyz`)
    lines.push(
      '  The operator key was shown at the first start. Create another one:',
      '    npx plinth operator-key create',
    )
  } else if ('key' in firstKey) {
    lines.push('  Your operator key (shown only once):', `    ${firstKey.key}`, '  Try it:')
    lines.push(`    curl -sS ${url}/api/v1/workspaces -H 'Authorization: Bearer ${firstKey.key}'`)
  } else {
    lines.push(
      '  Your operator key is in a file. Store it elsewhere and delete the file.',
      `    ${firstKey.file}`,
      '  Try it:',
    )
    lines.push(`    curl -sS ${url}/api/v1/workspaces -H "Authorization: Bearer $(cat '${firstKey.file}')"`)
  }
  return [...lines, '', '  Press Ctrl-C to stop.', ''].map((line) => `${line.trimEnd()}\n`).join('')
}
