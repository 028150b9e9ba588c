/** What a first start tells whoever typed it; every later one tells less, because the key is not known any more. */
export function welcome(url: string, madeOperatorKey: string | undefined): string {
  const lines = ['', `Plinth is ready at ${url}/api/v1`, '']
  if (madeOperatorKey === undefined) {
    lines.push('  Is it well?       ', `    curl -sS ${url}/readyz`)
    lines.push('  The operator key was shown at the first start; another one:', '    npx plinth operator-key create')
  } else {
    lines.push('  Your operator key, shown only this once:', `    ${madeOperatorKey}`, '  Try it:')
    lines.push(`    curl -sS ${url}/api/v1/workspaces -H 'Authorization: Bearer ${madeOperatorKey}'`)
  }
  return [...lines, '', '  Ctrl-C stops it.', ''].map((line) => `${line.trimEnd()}\n`).join('')
}
