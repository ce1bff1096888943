/** The input of `shape_draw`. */
export type ShapeDrawInput = {
  id: string;
  /** @pattern ^#[0-9a-f]{6}$ */
  fill?: string;
} & ({ kind: "circle"; radius: number } | { kind: "box"; width: number; height?: number });
