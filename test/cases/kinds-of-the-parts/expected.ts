/** The input of `event_log`. */
export type EventLogInput = {
  when?: "now" | number;
  who?: Person & { mail: unknown };
  what?: string;
  where?: string | { room?: string };
};

export type Person = {
  name?: string;
  mail?: string;
};
