/** What every handler gets as `call.context`. */
export type Context = { user: string; written: string[] };

export function createContext(): Context {
  return { user: "somebody", written: [] };
}
