// npm sbom --sbom-format cyclonedx --package-lock-only | node deploy/image/sbom.ts: the components that are in the image.
// NOTE: `npm sbom --omit dev` leaves out packages that ship, when one workspace package has them as a development dependency.
import { text } from 'node:stream/consumers'
import { readLock } from './what-runs.ts'

interface Sbom {
  components: { purl: string; 'bom-ref': string }[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

const { packages, needed } = readLock()
const purls = new Set([...needed].map(purlOf))
const sbom: Sbom = JSON.parse(await text(process.stdin))
const components = sbom.components.filter(({ purl }) => purls.has(purl))
const refs = new Set(components.map((component) => component['bom-ref']))
const dependencies = sbom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }))
process.stdout.write(`${JSON.stringify({ ...sbom, components, dependencies }, undefined, 2)}\n`)

/** A workspace package is named after its folder: gateway is @plinth/gateway. */
function purlOf(path: string): string {
  const name = path.includes('node_modules/') ? path.split('node_modules/').at(-1) : `@plinth/${path.split('/').at(-1)}`
  return `pkg:npm/${name?.replace('@', '%40')}@${packages[path]?.version}`
}
