/** A small server for one process on one machine; durable like any other (fsync and synchronous_commit stay on). */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '24MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  io_method: 'sync',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements are the clients' to report, and their values nobody's to log.
  log_min_messages: 'fatal',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  cluster_name: 'plinth',
}

export const serverArguments = (dataDir: string, socketDir: string): string[] => [
  ...['-D', dataDir, '-c', `unix_socket_directories=${socketDir}`],
  ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]
