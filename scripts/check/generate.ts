import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { decisionsIndex, decisionsIndexPath } from './decisions.ts'
import { prometheusRule, prometheusRulePath } from './prometheus-rule.ts'
import { tool } from './step.ts'

/** Folders and pages that are generated as a whole. */
export const generatedPaths = ['proto/gen', 'docs/configuration.md', decisionsIndexPath, prometheusRulePath]

/** Generates from the sources at `root` into the same layout at `target`, which may be `root`. */
export async function generate(root: string, target: string): Promise<void> {
  await tool(root, ['buf', 'generate', '-o', join(target, 'proto')], { cwd: join(root, 'proto') })
  const page = join(target, 'docs/configuration.md')
  mkdirSync(dirname(page), { recursive: true })
  writeFileSync(page, await configurationPage(root))
  const index = join(target, decisionsIndexPath)
  mkdirSync(dirname(index), { recursive: true })
  writeFileSync(index, decisionsIndex(root))
  const rule = join(target, prometheusRulePath)
  mkdirSync(dirname(rule), { recursive: true })
  writeFileSync(rule, prometheusRule(root))
}

async function configurationPage(root: string): Promise<string> {
  const table = await tool(root, ['node', join(root, 'app/src/main.ts'), 'config', 'docs'])
  return `# Configuration

Environment variables configure Plinth. It reads them once at start, and reports all mistakes together, by name.
\`plinth config\` shows the effective settings. Where a setting has two names, the second one names a file that contains the value.

This page is generated: \`npm run gen\` writes it from the schemas that validate the settings.

${table}
Two more belong to OpenTelemetry and Node.js, which read them: \`OTEL_*\` for [traces](operate/telemetry.md#traces), and
\`NODE_EXTRA_CA_CERTS\` for [certificate authorities of your own](operate/tls.md).
`
}
