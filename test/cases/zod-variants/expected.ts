/** The input of `action_run`. */
export type ActionRunInput = {
  action: { type: "click"; x: number; y: number } | { type: "type"; text: string } | { type: "wait" };
};
