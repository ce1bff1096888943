/** The input of `chart_draw`. */
export type ChartDrawInput = {
  range: [number, number];
  point?: [string?, ...number[]];
  style?: Style;
};

export type Style = {
  color?: string;
  /** @exclusiveMinimum 0 */
  width?: number;
};
