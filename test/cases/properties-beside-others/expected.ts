/** The input of `metrics_put`. */
export type MetricsPutInput = {
  name: string;
  labels?: string[];
  [key: string]: number | string | string[] | undefined;
};
