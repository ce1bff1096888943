// Stands in for the emitted batch-tool.ts, so that the templates compile where they are. It is not copied.
export const BATCH_NAME: string = "batch_tool";
export const MAX_INVOCATIONS: number = 25;
