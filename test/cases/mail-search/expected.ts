/** The input of `mail_search`. */
export type MailSearchInput = {
  query: string;
  folder?: string | null;
  /**
   * @default 20
   * @minimum 1
   * @maximum 100
   */
  limit?: number;
  /** @default false */
  unread_only?: boolean;
  labels?: string[] | null;
};
