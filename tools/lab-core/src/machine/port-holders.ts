import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface PortHolder {
  port: number;
  /** Unknown when another user's process holds the port and the caller is not root. */
  pid?: number;
  command?: string;
}

/** Processes that listen on these ports, from /proc: needs no installed tool and sends no packets. */
export function portHolders(wanted: number[]): PortHolder[] {
  const sockets = new Map(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(listening).filter(([, port]) => wanted.includes(port)),
  );
  if (sockets.size === 0) return [];
  const owners = socketOwners(new Set(sockets.keys()));
  const holders = new Map<number, PortHolder>();
  for (const [inode, port] of sockets) {
    const pid = owners.get(inode);
    holders.set(
      port,
      pid === undefined ? { port, ...holders.get(port) } : { port, pid, command: commandOf(pid) },
    );
  }
  return [...holders.values()].sort((a, b) => a.port - b.port);
}

/** [inode, port] of each listening socket. */
function listening(table: string): [string, number][] {
  let text: string;
  try {
    text = readFileSync(table, 'utf8');
  } catch {
    return []; // This machine has no IPv6.
  }
  const listen = '0A';
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === listen)
    .map((fields) => [fields[9]!, Number.parseInt(fields[1]!.split(':')[1]!, 16)]);
}

function socketOwners(inodes: Set<string>): Map<string, number> {
  const owners = new Map<string, number>();
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    for (const link of openFiles(pid)) {
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
      // The first pid is the oldest: a server's parent rather than a child that inherited the socket.
      if (inode && inodes.has(inode) && !owners.has(inode)) owners.set(inode, Number(pid));
    }
  }
  return owners;
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return []; // Ended meanwhile, or another user's.
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim().slice(0, 120);
  } catch {
    return 'a process that just ended';
  }
}
