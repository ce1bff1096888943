/** The input of `layout_set`. */
export type LayoutSetInput = {
  root: Pane;
};

export type Pane = { left?: Pane; right?: Pane } | Pane[];
