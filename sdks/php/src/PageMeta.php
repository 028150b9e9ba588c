<?php

declare(strict_types=1);

namespace CorePhp\SDK;

/** Where a page lies in its list: by number, or by cursor if the call gave one. */
final readonly class PageMeta extends Model
{
    public int $perPage;
    public int $currentPage;
    public int $total;
    public int $lastPage;
    public ?int $from;
    public ?int $to;
    /** False above 10,000, where `total` stops counting. */
    public bool $totalIsExact;
    /** Null on the last page. */
    public ?string $nextCursor;

    protected const FIELDS = [
        'perPage' => ['per_page'],
        'currentPage' => ['current_page'],
        'total' => ['total'],
        'lastPage' => ['last_page'],
        'from' => ['from'],
        'to' => ['to'],
        'totalIsExact' => ['total_is_exact'],
        'nextCursor' => ['next_cursor'],
    ];

    protected function fill(array $values): void
    {
        unset($this->perPage, $this->currentPage, $this->total, $this->lastPage, $this->from, $this->to, $this->totalIsExact, $this->nextCursor);
        foreach ($values as $name => $value) {
            try {
                $this->{$name} = $value;
            } catch (\TypeError) {
                continue; // It stays unset: reading it says why.
            }
        }
    }
}
