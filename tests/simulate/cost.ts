/** What a month costs, from what was counted and the prices that are assumed. */
import * as assumed from './assumptions.ts';

export type Use = {
  replicas: number;
  /** Messages a second that the fleet sends at its busiest. */
  mostASecond: number;
  nudgesAMonth: number;
  commandsAMonth: number;
  gigabytes: number;
};
export type CostLine = { what: string; amount: string; dollars: number };

/** Processors for the database come in such steps. */
const STEP = 2;

export function costOf(use: Use): CostLine[] {
  const { vcpuHour, databaseVcpuHour, gigabyteMonth, copies } = assumed.PRICES;
  const databaseCpus = Math.ceil((use.mostASecond * assumed.CPU_A_THOUSAND.database) / 1000 / STEP) * STEP;
  return [
    {
      what: 'Replicas, a processor and 1 GB each, all month',
      amount: `${use.replicas} × ${assumed.HOURS_A_MONTH} h`,
      dollars: use.replicas * assumed.HOURS_A_MONTH * vcpuHour,
    },
    {
      what: 'Database that keeps up with them, with a standby',
      amount: `${databaseCpus} processors × ${copies} × ${assumed.HOURS_A_MONTH} h`,
      dollars: databaseCpus * copies * assumed.HOURS_A_MONTH * databaseVcpuHour,
    },
    {
      what: 'Storage of the tables after a year, with room for as much again, on both',
      amount: `${Math.round(use.gigabytes * 2)} GB × ${copies}`,
      dollars: use.gigabytes * 2 * copies * gigabyteMonth,
    },
  ];
}

/** Processor hours that the month's work takes: what is bought above that waits for the next ten o'clock. */
export function hoursOfWork({ nudgesAMonth, commandsAMonth }: Use): { replicas: number; database: number } {
  const { replica, database } = assumed.CPU_A_THOUSAND;
  return {
    replicas: ((nudgesAMonth / 1000) * replica + commandsAMonth * assumed.COMMAND_SECONDS) / 3600,
    database: ((nudgesAMonth / 1000) * database) / 3600,
  };
}
