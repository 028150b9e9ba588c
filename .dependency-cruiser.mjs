// The boundaries of the house. scripts/test/boundaries.test.ts breaks each rule on purpose.
const tests = String.raw`(\.test|\.contract|\.fixture)\.ts$|/test/`
const services = '^services/'
const entity = '^services/[^/]+/src/[^/]+/'
// users/user.ts, deliveries/delivery.ts: the folder plural, the rule singular.
const ruleFile = String.raw`^services/[^/]+/src/([a-z-]+?)(s|ies)/\1y?\.ts$`
// What an rpc.ts translates with, when there is much of it, is beside it.
const wire = String.raw`/(rpc|(to|from)-message|events|service)\.ts$`

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
      'the-app-is-the-root',
      'nothing above app is imported by it',
      { path: '^app/' },
      { path: '^(e2e|bench|scripts)/' },
    ),
    rule(
      'an-sdk-stands-alone',
      'what users install imports nothing that they do not get',
      { path: '^sdks/', pathNot: tests },
      { path: '^(proto|kit|services|gateway|app|testkit|e2e|bench|scripts)/' },
    ),
    rule(
      'rpc-calls-verbs',
      'rpc → verbs → { rule, store }',
      { path: `${entity}rpc\\.ts$` },
      { path: `${entity}[a-z-]*store\\.ts$` },
    ),
    rule(
      'verbs-know-no-wire',
      'rpc → verbs → { rule, store }',
      { path: `${entity}verbs\\.ts$` },
      { path: `${entity}rpc\\.ts$` },
    ),
    rule(
      'a-store-calls-nobody-above',
      'rpc → verbs → { rule, store }',
      { path: `${entity}[a-z-]*store\\.ts$` },
      { path: `${entity}(rpc|verbs)\\.ts$` },
    ),
    rule(
      'a-rule-is-pure',
      'a rule file does no I/O and imports no verbs, store, rpc or database',
      { path: ruleFile },
      {
        path: String.raw`^services/[^/]+/src/[^/]+/(rpc|verbs|[a-z-]*store)\.ts$|^kit/src/(db|bus|rpc|limiter|outbound-http)/|^(node:)?(fs|net|http|https|dns|child_process|timers)(/|$)`,
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
      'Prisma describes and migrates databases, in kit/src/db; nobody reads or writes through it',
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
      'modules that need each other are one module',
      { path: '^(kit|services|gateway|app|testkit|scripts)/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('every-import-resolves', 'an import names something that exists', { path: '.' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Built, or installed from what is built.
    exclude: { path: '^sdks/[^/]+/(dist|example)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
}
