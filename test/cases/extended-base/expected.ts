/** The input of `device_add`. */
export type DeviceAddInput = {
  device: Base & { model: string; owner?: Base };
  sensor?: Base & { unit?: string };
  maybe?: Base | null;
  /** One of the bases. */
  only?: Base;
};

/** What every device has. */
export type Base = {
  /** @format uuid */
  id: string;
  name?: string;
};
