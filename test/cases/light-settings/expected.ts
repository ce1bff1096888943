/** The input of `light_set`. */
export type LightSetInput = {
  state?: boolean | "on" | "off" | "toggle" | number;
  color?: string | [number, number, number] | { hue: number; saturation: number };
  scene?: string | number;
  effects?: (string | { name: string; seconds?: number })[];
};
