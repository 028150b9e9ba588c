<?php

declare(strict_types=1);

namespace CorePhp\SDK\Internal;

use CorePhp\SDK\Error\TransportError;

/** Whole lines of bytes that come in parts. */
final class Lines
{
    /** Bytes. The beginning of a line is kept until its end arrives; lines of Plinth are shorter than this. */
    private const LINE_BYTES = 8_388_608;

    private string $rest = '';

    /** @return list<string> the lines that this part ends, without their ends */
    public function of(string $chunk): array
    {
        $lines = [];
        if (str_contains($chunk, "\n")) {
            $lines = explode("\n", $this->rest . $chunk);
            $this->rest = (string) array_pop($lines);
        } else {
            $this->rest .= $chunk;
        }
        if (strlen($this->rest) > self::LINE_BYTES) {
            $this->end();
        }
        return $lines;
    }

    /** @throws TransportError if the body ended within a line */
    public function end(): void
    {
        if ($this->rest !== '') {
            throw new TransportError('It ended within a line.');
        }
    }
}
