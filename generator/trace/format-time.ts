/** A time for people: `8.4 ms`, `350 ms`, `2.35 s`, `1 min 05 s`. */
export function formatTime(ms: number): string {
  if (ms > 0 && ms < 0.05) return "<0.1 ms";
  if (ms < 9.95) return `${trim(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${trim((ms / 1000).toFixed(ms < 9995 ? 2 : 1))} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

function trim(digits: string): string {
  return digits.replace(/\.?0+$/, "");
}
