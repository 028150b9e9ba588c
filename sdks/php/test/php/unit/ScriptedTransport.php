<?php

declare(strict_types=1);

namespace CorePhp\SDK\Test;

use Closure;
use CorePhp\SDK\Answer;
use CorePhp\SDK\Error\SdkError;
use CorePhp\SDK\Request;
use CorePhp\SDK\Transport;

/** Answers in the order of its script, and keeps what was sent. */
final class ScriptedTransport implements Transport
{
    /** @var list<Request> */
    public array $sent = [];
    /** @var list<float> */
    public array $timeouts = [];

    /** @param list<Answer|SdkError> $script */
    public function __construct(private array $script)
    {
    }

    /** @param array<string, string> $headers */
    public static function json(mixed $body, int $status = 200, array $headers = []): Answer
    {
        return new Answer($status, ['content-type' => 'application/json'] + $headers, json_encode($body, JSON_THROW_ON_ERROR));
    }

    /** @param array<string, string> $headers */
    public static function error(int $status, string $code, array $headers = []): Answer
    {
        return self::json(['error' => ['code' => $code, 'message' => "It is {$code}.", 'request_id' => 'req_1']], $status, $headers);
    }

    public function send(Request $request, float $timeoutSeconds, ?Closure $isAborted): Answer
    {
        $this->sent[] = $request;
        $this->timeouts[] = $timeoutSeconds;
        $answer = array_shift($this->script) ?? throw new \LogicException('The script is over.');
        return $answer instanceof Answer ? $answer : throw $answer;
    }

    public function name(): string
    {
        return 'script/1';
    }
}
