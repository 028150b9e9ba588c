/** Test files that take longest, in seconds on an idle machine with two cores: they start first. `npm test` prints each file's. */
export const slowFiles: Readonly<Record<string, number>> = {
  'e2e/test/contract/every-operation.test.ts': 60,
  'e2e/test/contract/every-operation-mesh.test.ts': 60,
  'e2e/test/chaos.test.ts': 60,
  'bench/test/bench.test.ts': 60,
  'e2e/test/rolling/rolling-restart.test.ts': 60,
  'e2e/test/faults/freezes.test.ts': 60,
  'sdks/js/test/package.test.ts': 50,
  'e2e/test/guides.test.ts': 45,
  'e2e/test/idempotency/under-kills.test.ts': 45,
  'e2e/test/operate/secrets-key.test.ts': 40,
  'sdks/js/test/conformance.test.ts': 35,
  'sdks/js/test/journeys.test.ts': 35,
  'sdks/js/test/readme.test.ts': 20,
  'e2e/test/abuse/fuzz.test.ts': 35,
  'e2e/test/abuse/slow-clients.test.ts': 35,
  'e2e/test/faults/commit-then-die.test.ts': 30,
  'scripts/test/mesh.test.ts': 30,
  'scripts/test/checks.test.ts': 30,
  'kit/test/rpc/exchange.test.ts': 30,
  'sdks/conformance/test/journeys.test.ts': 30,
  'sdks/php/test/journeys.test.ts': 40,
  'sdks/python/test/journeys.test.ts': 40,
  'sdks/php/test/conformance.test.ts': 14,
  'e2e/test/faults/usage.test.ts': 25,
  'e2e/test/journeys/plan.test.ts': 25,
  'e2e/test/journeys/event-types.test.ts': 20,
  'e2e/test/limits/three-gateways.test.ts': 25,
  'e2e/test/operate/backup.test.ts': 25,
  'e2e/test/revocation.test.ts': 25,
  'app/test/first-start.test.ts': 25,
  'app/test/operator-keys.test.ts': 22,
  'sdks/python/test/unit.test.ts': 20,
  'sdks/python/test/types.test.ts': 20,
  'e2e/test/journeys/first-delivery.test.ts': 20,
  'e2e/test/operate/rpc-tokens.test.ts': 20,
  'e2e/test/journeys/team.test.ts': 20,
  'e2e/test/faults/batch.test.ts': 20,
  'e2e/test/reset.test.ts': 20,
  'e2e/test/entitlements/under-kills.test.ts': 20,
  'app/test/refusals.test.ts': 20,
  'kit/test/rpc/replaced.test.ts': 20,
  'services/webhooks/test/bad-receivers.test.ts': 18,
  'services/tenancy/test/ledger-model.test.ts': 16,
  'kit/test/limiter/redis-limiter.test.ts': 15,
  'e2e/test/abuse/keys.test.ts': 15,
  'e2e/test/journeys/documented-events.test.ts': 15,
  'app/test/test-clock.test.ts': 15,
  'e2e/test/entitlements/fast-checks.test.ts': 13,
  'kit/test/bus/jetstream-held.test.ts': 13,
  'kit/test/bus/jetstream-faults.test.ts': 13,
  'e2e/test/entitlements/bad-input.test.ts': 12,
  'app/test/commands.test.ts': 12,
  'kit/test/db/embedded.test.ts': 10,
  'services/webhooks/test/publish-crash.test.ts': 10,
  'services/webhooks/test/replay-crash.test.ts': 10,
  'services/webhooks/test/dispatcher.test.ts': 10,
}

/** Files in folders whose tests start containers: they run last, several at once. */
export const startsContainers = (file: string): boolean => /(^|\/)(containers|testcontainers)\//.test(file)

/** How long a file may run: others run beside it, and the machine may be busy with something else. */
export const boundMs = (file: string): number =>
  (startsContainers(file) ? 285_000 : 180_000) + 6_000 * (slowFiles[file] ?? 0)

export const slowestFirst = (files: readonly string[]): string[] =>
  files.toSorted((one, other) => (slowFiles[other] ?? 0) - (slowFiles[one] ?? 0))
