/** The input of `list-chat-messages`. */
export type ListChatMessagesInput = {
  /**
   * Page size (Graph $top). Start small (e.g. 5–15) so responses fit the model context; raise only if needed. Use
   * $select to return fewer fields per item. For more rows, use \@odata.nextLink from the response instead of a very
   * large $top.
   * @minimum 0
   */
  top?: number;
  /**
   * Items to skip for pagination. Not supported with $search.
   * @minimum 0
   */
  skip?: number;
  /**
   * KQL search query in one pair of double quotes; directory (users/groups) instead quotes each clause with no outer
   * pair. Cannot combine with $filter.
   */
  search?: string;
  /**
   * OData filter expression. Add $count=true for advanced filters (flag/flagStatus, contains()). Cannot combine with
   * $search.
   */
  filter?: string;
  /**
   * Set true to enable advanced query mode (ConsistencyLevel: eventual). Required for complex $filter on
   * flag/flagStatus or contains().
   */
  count?: boolean;
  /** Sort expression, e.g. receivedDateTime desc */
  orderby?: string | string[];
  /** Comma-separated fields to return, e.g. id,subject,from,receivedDateTime */
  select?: string | string[];
  /**
   * Navigation properties to inline, e.g. attachments on a message or event. Only navigation properties can be
   * expanded: expanding a non-navigation property such as a message body fails with "Parsing OData Select and Expand
   * failed", and an unsupported value may be ignored rather than reported. Request ordinary fields with $select
   * instead.
   */
  expand?: string | string[];
  /**
   * Value for the 'chatId' path segment. Pass it under the name 'chatId', not as 'id'. Use the 'id' field of the chat
   * object as returned by Microsoft Graph.
   */
  chatId: string;
  /**
   * Follow \@odata.nextLink and merge up to 100 pages into one response. Can return enormous payloads—only when the
   * user explicitly needs a full export. Prefer a small $top first, then paginate or narrow with $filter/$search.
   */
  fetchAllPages?: boolean;
  /** Next page: the \@odata.nextLink from the previous response. Keep the other arguments the same. */
  skiptoken?: string;
  /** Include response headers (including ETag) in the response metadata */
  includeHeaders?: boolean;
  /** Exclude the full response body and only return success or failure indication */
  excludeResponse?: boolean;
  [key: string]: unknown;
};
