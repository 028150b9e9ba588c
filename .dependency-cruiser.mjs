// The boundaries of the house. scripts/test/boundaries.test.ts breaks each rule on purpose.
const tests = String.raw`(\.test|\.contract|\.fixture)\.ts$|/test/`
const services = '^services/'
// Folders of services hold files of four roles, also in folders of their own: check/rpc.ts, reservations/sweep-store.ts.
const folder = '^services/[^/]+/src/.+/'
const loose = String.raw`^services/[^/]+/src/[a-z-]+\.ts$`
const role = (names) => String.raw`^services/[^/]+/src/.+[/-](${names})\.ts$`
// Files beside a long rpc.ts that translate for it.
const wire = String.raw`[/-](rpc|to-message|from-message|events|service)\.ts$`
// The fourth role, the rule, is every file that has none of these names.
const acting = [
  // Jobs, and what follows the events of another service.
  '(last-used|ensure-operator-key|backfill-user-events|follow-[a-z]+|expiry|plan-expiry|lease-expiry|workspace-copies|payments-end|user-updates|compact|retention|housekeeping|reseal|replayer)',
  '(roll-up|dispatcher|claim-cycle|result-buffer|results|worker|activation|test-endpoint|fan-out|rosters|ingest|partitions)',
  // Days are counted by kit/db.
  '(request-count|period)',
  // To be told apart in roles.
  '(dedupe-by-event-id|group-commit|plan/loader|plan/plan)',
  '(event-types/reader|polling/waiters)',
  '(stats|audit-log)/metrics',
  '(sealer|report-heads|verify|missed-entries)',
  'attempt-counts/recorder',
]
const notPure = `${role('rpc|verbs|store')}|${wire}|${tests}|/(${acting.join('|')})\\.ts$`

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'proto-is-the-contract-alone',
      'proto imports nothing of ours',
      { path: '^proto/' },
      { path: '^(kit|services|gateway|app|testkit|e2e|bench|scripts)/' },
    ),
    rule(
      'kit-knows-no-room',
      'kit imports proto alone',
      { path: '^kit/', pathNot: tests },
      { path: '^(services|gateway|app|testkit|e2e|bench|scripts)/' },
    ),
    rule(
      'kit-tests-know-no-room',
      'tests of kit import kit, proto and testkit',
      { path: '^kit/' },
      { path: '^(services|gateway|app|e2e|bench|scripts)/' },
    ),
    rule(
      'testkit-knows-no-room',
      'testkit imports kit and proto alone',
      { path: '^testkit/' },
      { path: '^(services|gateway|app|e2e|bench|scripts)/' },
    ),
    rule(
      'testkit-is-for-tests',
      'what ships does not import testkit',
      { path: '^(services|gateway|app)/', pathNot: tests },
      { path: '^testkit/' },
    ),
    rule(
      'a-service-knows-no-sibling',
      'a service never imports another service',
      { path: '^services/([^/]+)/' },
      { path: services, pathNot: '^services/$1/' },
    ),
    rule(
      'a-service-knows-no-caller',
      'a service imports kit and proto alone',
      { path: services },
      { path: '^(gateway|app|e2e|bench|scripts)/' },
    ),
    rule(
      'the-gateway-knows-no-service',
      'what the gateway needs to know is in proto',
      { path: '^gateway/' },
      { path: '^(services|app|e2e|bench|scripts)/' },
    ),
    rule(
      'the-gateway-serves-the-console',
      'of the console the gateway knows how its files are served',
      { path: '^(?!console/)' },
      { path: '^console/', pathNot: '^console/files[.]ts$' },
    ),
    rule(
      'the-console-is-a-client',
      'pages call the API through the JavaScript SDK, as every customer can',
      { path: '^console/', pathNot: '^console/build([.]ts|/)' },
      { path: '^(proto|kit|services|gateway|app|testkit|e2e|bench|scripts|sdks/(?!js/src/))' },
    ),
    rule(
      'the-app-is-the-root',
      'nothing above app is imported by it',
      { path: '^app/' },
      { path: '^(e2e|bench|scripts)/' },
    ),
    rule(
      'an-sdk-stands-alone',
      'what users install imports nothing that they do not get',
      { path: '^sdks/(?!conformance/|js/bench/)', pathNot: tests },
      { path: '^(proto|kit|services|gateway|app|testkit|e2e|bench|scripts|sdks/conformance)/' },
    ),
    rule(
      'the-sdk-generator-is-a-tool',
      'what runs or ships does not need the program that writes the SDKs',
      { path: '^(?!scripts/|sdks/)', pathNot: tests },
      { path: '^sdks/generator/' },
    ),
    rule(
      'an-sdk-knows-no-generator',
      'SDKs have what the generator wrote, not the generator',
      { path: '^sdks/(?!generator/)', pathNot: tests },
      { path: '^sdks/generator/' },
    ),
    rule('rpc-calls-verbs', 'rpc → verbs → { rule, store }', { path: role('rpc') }, { path: role('store') }),
    rule('verbs-know-no-wire', 'rpc → verbs → { rule, store }', { path: role('verbs') }, { path: role('rpc') }),
    rule(
      'a-store-calls-nothing-above',
      'rpc → verbs → { rule, store }',
      { path: role('store') },
      { path: role('rpc|verbs') },
    ),
    rule(
      'what-all-share-knows-no-folder',
      'files beside the folders of a service serve them all; only the part and its service put folders together',
      { path: loose, pathNot: String.raw`/(index|service)\.ts$` },
      { path: folder },
    ),
    rule(
      'a-rule-is-pure',
      'a file without another role does no I/O and imports no verbs, store, rpc or database',
      { path: folder, pathNot: notPure },
      {
        path: `${role('rpc|verbs|store')}|^kit/src/(db|bus|rpc|limiter|outbound-http)/|^(node:)?(fs|net|http|https|dns|child_process|timers)(/|$)`,
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'proto-stops-at-the-wire',
      'proto types stop at rpc.ts, its to- and from-message.ts, and events.ts; the call context is for all',
      { path: '^services/', pathNot: `${wire}|${tests}` },
      { path: '^proto/', pathNot: '^proto/gen/plinth/common/' },
    ),
    rule(
      'no-prisma-client',
      'Prisma describes and migrates databases, in kit/src/db; no code reads or writes through it',
      { path: '^(services|gateway|app|testkit|e2e|bench)/' },
      { path: '/prisma/generated/|node_modules/(@prisma|prisma)/' },
    ),
    rule(
      'express-stops-at-http',
      'Express types stop at gateway/src/http',
      { path: '.', pathNot: '^(gateway/src/http|bench)/' },
      { path: 'node_modules/(@types/)?express(-serve-static-core)?/' },
    ),
    rule(
      'no-circles',
      'modules that need each other are one module, also where only their types do',
      { path: '^(kit|services|gateway|console|app|testkit|e2e|bench|deploy|sdks|scripts)/' },
      { circular: true },
    ),
    {
      ...rule(
        'no-circles-of-folders',
        'folders that need each other are one folder',
        {
          path: '^(services/[^/]+|gateway)/src/',
        },
        { circular: true },
      ),
      scope: 'folder',
    },
    // The SDK's package names what is built; its runner uses the installed package.
    rule(
      'every-import-resolves',
      'an import names something that exists',
      { path: '.' },
      { couldNotResolve: true, pathNot: '^@core-php/sdk' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Built, or installed from what is built.
    exclude: { path: '^(sdks/[^/]+|console|app)/(dist|example)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
}
