/** One record as the page's ledger shows it. */
export interface LedgerRow {
  /** Tells this record from all others. */
  key: string;
  /** The list it belongs to: 走访, 问题, 任务, 诉求, 发送 … */
  kind: string;
  /** `S15`; what people call it. */
  number?: string;
  /** One line: whom or what it is about. */
  title: string;
  text?: string;
  /** Its state in a word: 已派, 等待, 没发. */
  state?: string;
  /** When it was made or changed last, ms. */
  at: number;
}

/** The records that were made or changed last, latest first. */
export type Ledger = () => Promise<LedgerRow[]>;
