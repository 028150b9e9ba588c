<?php

declare(strict_types=1);

namespace CorePhp\SDK;

use CorePhp\SDK\Error\ReservationRefused;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Gen\Model\Reservation;

/**
 * @internal
 *
 * @phpstan-import-type EntitlementReserve from Gen\Resource\Entitlements
 * @phpstan-import-type CallOptionsArray from CallOptions
 */
trait WithReservation
{
    /**
     * Reserves, works, and commits; releases if the work throws.
     *
     * @template T
     *
     * @param EntitlementReserve $parameters
     * @param callable(Reservation): T $work
     * @param CallOptions|CallOptionsArray $options of the reserve; its context holds for the rest too
     *
     * @return T
     *
     * @throws ReservationRefused if the plan does not allow the reservation
     */
    public function withReservation(string $namespaceId, #[\SensitiveParameter] array $parameters, callable $work, CallOptions|array $options = []): mixed
    {
        $decision = $this->reserve($namespaceId, $parameters, $options);
        $reservation = $decision->reservation ?? throw new ReservationRefused($decision);
        $given = CallOptions::from($options);
        $context = new CallOptions(workspaceId: $given->workspaceId, namespaceId: $given->namespaceId, headers: $given->headers);
        try {
            $result = $work($reservation);
        } catch (\Throwable $error) {
            try {
                $this->releaseReservation($namespaceId, $reservation->id, $context);
            } catch (SdkError) {
                // It expires by itself; the error of the work is what the caller must see.
            }
            throw $error;
        }
        $this->commitReservation($namespaceId, $reservation->id, [], $context);
        return $result;
    }
}
