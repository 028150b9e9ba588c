<?php

// Generated from docs/openapi.json.

declare(strict_types=1);

namespace CorePhp\SDK\Gen\Resource;

use CorePhp\SDK\CallOptions;
use CorePhp\SDK\Gen\Model;
use CorePhp\SDK\Internal\Operation;
use CorePhp\SDK\Internal\Resource;
use CorePhp\SDK\Page;
use CorePhp\SDK\WithReservation;

/**
 * Checks of limits, recorded usage, reservations and reconciliation.
 *
 * @phpstan-import-type CallOptionsArray from CallOptions
 * @phpstan-type EntitlementsListParameters array{
 *     fields?: list<'data'|string>,
 * }
 * @phpstan-type EntitlementsCheckParameters array{
 *     feature: string,
 *     quantity?: int,
 *     consistency?: 'strong'|'fast'|string,
 *     explain?: bool,
 *     diagnosis?: bool,
 * }
 * @phpstan-type EntitlementCheckBatch array{
 *     checks: list<EntitlementCheckBatchCheck>,
 *     consistency?: 'strong'|'fast'|string,
 * }
 * @phpstan-type EntitlementCheckBatchCheck array{
 *     feature: string,
 *     quantity?: int,
 * }
 * @phpstan-type EntitlementConsume array{
 *     feature: string,
 *     quantity?: int,
 *     event_id?: string,
 *     metadata?: array<string, string>,
 * }
 * @phpstan-type EntitlementReserve array{
 *     feature: string,
 *     quantity: int,
 *     ttl_seconds: int,
 * }
 * @phpstan-type EntitlementsReconcileParameters array{
 *     fields?: list<'data'|string>,
 *     feature?: string,
 * }
 * @phpstan-type EntitlementsListLogParameters array{
 *     fields?: list<'id'|'action'|'feature'|'subject_id'|'actor_id'|'change'|'created_at'|string>,
 *     page?: int,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     action?: string,
 *     feature?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type EntitlementsListUsageParameters array{
 *     fields?: list<'id'|'feature'|'quantity'|'recorded_at'|'event_id'|'metadata'|string>,
 *     page?: int,
 *     per_page?: int,
 *     cursor?: string,
 *     sort?: list<'created_at'|'-created_at'|string>,
 *     feature?: string,
 *     event_id?: string,
 *     created_after?: string|\DateTimeInterface,
 *     created_before?: string|\DateTimeInterface,
 * }
 * @phpstan-type UsageRecordCreate array{
 *     feature: string,
 *     quantity: int,
 *     event_id?: string,
 *     metadata?: array<string, string>,
 * }
 * @phpstan-type ReservationCommit array{
 *     quantity?: int,
 * }
 * @phpstan-type EntitlementsSeriesParameters array{
 *     fields?: list<'owner_id'|'pool'|'points'|'windows'|'alerts'|string>,
 *     feature: string,
 *     from?: string|\DateTimeInterface,
 *     to?: string|\DateTimeInterface,
 *     bucket?: 'hour'|'day'|string,
 * }
 */
final class Entitlements extends Resource
{
    use WithReservation;

    /**
     * List every feature with its limit and usage for a namespace.
     *
     * Features that are not included are listed with the reason.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsListParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function list(string $namespaceId, array $parameters = [], CallOptions|array $options = []): Model\EntitlementOverview
    {
        return $this->one(Model\EntitlementOverview::class, new Operation('GET', '/namespaces/{namespace_id}/entitlements', ['fields']), [$namespaceId], $parameters, $options, true);
    }

    /**
     * Check whether a quantity of a feature is available.
     *
     * Does not consume. A denial by the plan is a normal response, not an error.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsCheckParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function check(string $namespaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\EntitlementDecision
    {
        return $this->one(Model\EntitlementDecision::class, new Operation('POST', '/namespaces/{namespace_id}/entitlements/check', ['explain', 'diagnosis'], hasBody: true), [$namespaceId], $parameters, $options, true);
    }

    /**
     * Check up to 100 features at once.
     *
     * Decides each check as `POST …/check` does, and returns the decisions in the order of `checks`. Nothing is consumed, so two checks of one pool each see all that is available. A denial by the plan is an entry with `allowed: false`. More than 100 checks return 422 `BATCH_TOO_LARGE`. The request counts as one call.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementCheckBatch $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function checkBatch(string $namespaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\EntitlementDecisions
    {
        return $this->one(Model\EntitlementDecisions::class, new Operation('POST', '/namespaces/{namespace_id}/entitlements/check/batch', hasBody: true, maps: ['checks.*']), [$namespaceId], $parameters, $options, true);
    }

    /**
     * Consume a quantity of a feature, if the plan allows it.
     *
     * Checks and records in one step: concurrent calls never exceed a limit. A denial is 200 with `allowed: false`, and records nothing. A repeated `event_id` is counted once and returns the first response; with another quantity it returns 422. Usage that reaches 80 or 90 percent of the limit emits `entitlement.limit_warning`, and 100 percent `entitlement.limit_reached`.
     *
     * Scope: `write:entitlements`.
     *
     * @param EntitlementConsume $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function consume(string $namespaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\EntitlementConsumed
    {
        return $this->one(Model\EntitlementConsumed::class, new Operation('POST', '/namespaces/{namespace_id}/entitlements/consume', hasBody: true, maps: ['metadata']), [$namespaceId], $parameters, $options, true);
    }

    /**
     * Reserve a quantity of a feature for a limited time.
     *
     * No other call can use the quantity until the reservation is committed, is released or expires after `ttl_seconds`. A reservation that expires counts nothing. A denial is 200 with `allowed: false` and without `reservation`. There is no `event_id`: send an Idempotency-Key, so that a retry does not reserve again.
     *
     * Scope: `write:entitlements`.
     *
     * @param EntitlementReserve $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function reserve(string $namespaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\EntitlementReserved
    {
        return $this->one(Model\EntitlementReserved::class, new Operation('POST', '/namespaces/{namespace_id}/entitlements/reserve', hasBody: true), [$namespaceId], $parameters, $options, true);
    }

    /**
     * Reconcile the balances with the recorded usage.
     *
     * Compares each balance in which usage of the namespace can count with the sum of its usage records: `ok` is true if they are equal. A pool that namespaces share has the usage of all of them. Nothing is corrected. Returns at most 1,000 balances, for each feature those of the newest windows first.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsReconcileParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function reconcile(string $namespaceId, array $parameters = [], CallOptions|array $options = []): Model\UsageProof
    {
        return $this->one(Model\UsageProof::class, new Operation('GET', '/namespaces/{namespace_id}/entitlements/reconcile', ['fields', 'feature']), [$namespaceId], $parameters, $options, true);
    }

    /**
     * List all changes of packages, boosts and usage.
     *
     * The log has the packages and boosts of the namespace and of its paying workspace, and `usage.recorded` for each usage record. With `action` and `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsListLogParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\EntitlementLogEntry>
     */
    public function listLog(string $namespaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\EntitlementLogEntry::class, new Operation('GET', '/namespaces/{namespace_id}/entitlements/log', ['fields', 'page', 'per_page', 'cursor', 'sort', 'action', 'feature', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * List all changes of packages, boosts and usage. All of them, one page after another as they are needed.
     *
     * The log has the packages and boosts of the namespace and of its paying workspace, and `usage.recorded` for each usage record. With `action` and `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsListLogParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\EntitlementLogEntry>
     */
    public function allLog(string $namespaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\EntitlementLogEntry::class, new Operation('GET', '/namespaces/{namespace_id}/entitlements/log', ['fields', 'page', 'per_page', 'cursor', 'sort', 'action', 'feature', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * List usage records.
     *
     * With `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsListUsageParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return Page<Model\UsageEntry>
     */
    public function listUsage(string $namespaceId, array $parameters = [], CallOptions|array $options = []): Page
    {
        return $this->page(Model\UsageEntry::class, new Operation('GET', '/namespaces/{namespace_id}/entitlements/usage', ['fields', 'page', 'per_page', 'cursor', 'sort', 'feature', 'event_id', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * List usage records. All of them, one page after another as they are needed.
     *
     * With `feature`, a page by `cursor` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`. Pages by number search the first 50,000.
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsListUsageParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     *
     * @return \Generator<int, Model\UsageEntry>
     */
    public function allUsage(string $namespaceId, array $parameters = [], CallOptions|array $options = []): \Generator
    {
        return $this->every(Model\UsageEntry::class, new Operation('GET', '/namespaces/{namespace_id}/entitlements/usage', ['fields', 'page', 'per_page', 'cursor', 'sort', 'feature', 'event_id', 'created_after', 'created_before']), [$namespaceId], $parameters, $options);
    }

    /**
     * Record usage without a check.
     *
     * A negative quantity gives usage back, at most the usage of the current window. The response has the applied quantity. Requires the scope `metering`, which no scope with `all` includes.
     *
     * Scope: `metering`.
     *
     * @param UsageRecordCreate $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function recordUsage(string $namespaceId, #[\SensitiveParameter] array $parameters, CallOptions|array $options = []): Model\UsageRecord
    {
        return $this->one(Model\UsageRecord::class, new Operation('POST', '/namespaces/{namespace_id}/entitlements/usage', hasBody: true, maps: ['metadata']), [$namespaceId], $parameters, $options);
    }

    /**
     * Commit the used quantity of a reservation and release the rest.
     *
     * The quantity counts in the window of the reservation, also if the limit is lower by now. A repeated commit returns the same response, whatever its quantity. A reservation that was released or has expired returns 409.
     *
     * Scope: `write:entitlements`.
     *
     * @param ReservationCommit $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function commitReservation(string $namespaceId, string $reservationId, #[\SensitiveParameter] array $parameters = [], CallOptions|array $options = []): Model\Reservation
    {
        return $this->one(Model\Reservation::class, new Operation('POST', '/namespaces/{namespace_id}/entitlements/reservations/{reservation_id}/commit', hasBody: true), [$namespaceId, $reservationId], $parameters, $options);
    }

    /**
     * Release a reservation.
     *
     * The whole quantity is available again immediately. A repeated release returns the same response. A reservation that was committed or has expired returns 409.
     *
     * Scope: `write:entitlements`.
     *
     * @param CallOptions|CallOptionsArray $options
     */
    public function releaseReservation(string $namespaceId, string $reservationId, CallOptions|array $options = []): Model\Reservation
    {
        return $this->one(Model\Reservation::class, new Operation('POST', '/namespaces/{namespace_id}/entitlements/reservations/{reservation_id}/release'), [$namespaceId, $reservationId], [], $options);
    }

    /**
     * Read the usage of a feature over time for a namespace.
     *
     * Shows the pool that counts now, at most 7 days by the hour and 92 by the day, in whole buckets (UTC).
     *
     * Scope: `read:entitlements`.
     *
     * @param EntitlementsSeriesParameters $parameters
     * @param CallOptions|CallOptionsArray $options
     */
    public function series(string $namespaceId, array $parameters, CallOptions|array $options = []): Model\UsageSeries
    {
        return $this->one(Model\UsageSeries::class, new Operation('GET', '/namespaces/{namespace_id}/entitlements/series', ['fields', 'feature', 'from', 'to', 'bucket']), [$namespaceId], $parameters, $options);
    }
}
