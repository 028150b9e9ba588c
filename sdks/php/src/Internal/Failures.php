<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Answer;
use CorePhp\SDK\Error;
use CorePhp\SDK\Error\ApiError;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Error\UnexpectedAnswerError;
use CorePhp\SDK\Gen\Codes;

/** The error that an answer stands for. */
final class Failures
{
    private const BY_STATUS = [
        400 => Error\BadRequestError::class,
        401 => Error\AuthenticationError::class,
        403 => Error\PermissionDeniedError::class,
        404 => Error\NotFoundError::class,
        409 => Error\ConflictError::class,
        412 => Error\PreconditionFailedError::class,
        422 => Error\ValidationError::class,
        429 => Error\RateLimitError::class,
    ];

    /** @param int $now Unix seconds */
    public static function of(#[\SensitiveParameter] Answer $answer, Address $address, int $now): SdkError
    {
        $body = json_decode($answer->body, true);
        $error = is_array($body) ? $body['error'] ?? null : null;
        $retryAfter = RetryAfter::seconds($answer->headers['retry-after'] ?? null, $now);
        $requestId = $answer->headers['x-request-id'] ?? null;
        if ($answer->status < 400 || !is_array($error) || !is_string($error['code'] ?? null)) {
            return self::unexpected($answer, $address, $requestId, $retryAfter);
        }
        $class = Codes::CLASSES[$error['code']] ?? self::BY_STATUS[$answer->status]
            ?? ($answer->status >= 500 ? Error\ServerError::class : ApiError::class);
        return new $class(
            is_string($error['message'] ?? null) ? $error['message'] : $error['code'],
            $error['code'],
            $answer->status,
            is_array($error['details'] ?? null) ? $error['details'] : [],
            $requestId ?? (is_string($error['request_id'] ?? null) ? $error['request_id'] : null),
            $retryAfter ?? (is_numeric($error['retry_after'] ?? null) ? (float) $error['retry_after'] : null),
            "{$address->origin}/docs/errors/" . rawurlencode($error['code']),
        );
    }

    private static function unexpected(#[\SensitiveParameter] Answer $answer, Address $address, ?string $requestId, ?float $retryAfter): UnexpectedAnswerError
    {
        $what = $answer->status >= 300 && $answer->status < 400 && $answer->status !== 304
            ? 'a redirect, which is not followed'
            : 'not an answer of Plinth (' . preg_replace('/[^\x20-\x7e]/', '', $answer->headers['content-type'] ?? 'no content type') . ')';
        $sentence = "{$address->describe()} answered {$answer->status}, {$what}. Is the base URL right?";
        return new UnexpectedAnswerError($sentence, $answer->status, substr($answer->body, 0, 1024), $requestId, $retryAfter);
    }
}
