// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
/** A value of a span's attribute, as OpenTelemetry has them. */
export type AttributeValue = string | number | boolean | string[];
export type Attributes = { [name: string]: AttributeValue };

/** The part of an OpenTelemetry span that is used here. */
export type Span = {
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
};

export type SpanOptions = { kind?: number; attributes?: Attributes };

/**
 * The part of an OpenTelemetry tracer that is used here; `trace.getTracer("…")` of `@opentelemetry/api` fits. The conversation's
 * span is a child of the span that is active when it starts, and, with `startActiveSpan`, the parent of all others.
 */
export type Tracer = {
  startSpan(name: string, options?: SpanOptions): Span;
  startActiveSpan?<T>(name: string, options: SpanOptions, run: (span: Span) => T): T;
};
