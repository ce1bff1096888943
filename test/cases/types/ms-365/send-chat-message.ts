/** The input of `send-chat-message`. */
export type SendChatMessageInput = {
  body: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /** References to attached objects like files, tabs, meetings etc. */
    attachments?: AttachmentsItem[];
    body?: Body;
    channelIdentity?: ChannelIdentity;
    /** If the message was sent in a chat, represents the identity of the chat. */
    chatId?: string | null;
    /**
     * Timestamp of when the chat message was created.
     * @format date-time
     */
    createdDateTime?: string | null;
    /**
     * Read-only. Timestamp at which the chat message was deleted, or null if not deleted.
     * @format date-time
     */
    deletedDateTime?: string | null;
    /** Read-only. Version number of the chat message. */
    etag?: string | null;
    eventDetail?: EventDetail;
    from?: From;
    importance?: Importance;
    /**
     * Read-only. Timestamp when edits to the chat message were made. Triggers an 'Edited' flag in the Teams UI. If no
     * edits are made the value is null.
     * @format date-time
     */
    lastEditedDateTime?: string | null;
    /**
     * Read-only. Timestamp when the chat message is created (initial setting) or modified, including when a reaction is
     * added or removed.
     * @format date-time
     */
    lastModifiedDateTime?: string | null;
    /** Locale of the chat message set by the client. Always set to en-us. */
    locale?: string;
    /**
     * List of entities mentioned in the chat message. Supported entities are: user, bot, team, channel, chat, and tag.
     */
    mentions?: MentionsItem[];
    /**
     * List of activity history of a message item, including modification time and actions, such as reactionAdded,
     * reactionRemoved, or reaction changes, on the message.
     */
    messageHistory?: MessageHistoryItem[];
    messageType?: MessageType;
    policyViolation?: PolicyViolation;
    /** Reactions for this chat message (for example, Like). */
    reactions?: ReactionsItem[];
    /**
     * Read-only. ID of the parent chat message or root chat message of the thread. (Only applies to chat messages in
     * channels, not chats.)
     */
    replyToId?: string | null;
    /** The subject of the chat message, in plaintext. */
    subject?: string | null;
    /**
     * Summary text of the chat message that could be used for push notifications and summary views or fall back views.
     * Only applies to channel chat messages, not chat messages in a chat.
     */
    summary?: string | null;
    /** Read-only. Link to the message in Microsoft Teams. */
    webUrl?: string | null;
    /** Content in a message hosted by Microsoft Teams - for example, images or code snippets. */
    hostedContents?: HostedContentsItem[];
    /** Replies for a specified message. Supports $expand for channel messages. */
    replies?: RepliesItem[];
    [key: string]: unknown;
  };
  /**
   * Value for the 'chatId' path segment. Pass it under the name 'chatId', not as 'id'. Use the 'id' field of the chat
   * object as returned by Microsoft Graph.
   */
  chatId: string;
  /** Include response headers (including ETag) in the response metadata */
  includeHeaders?: boolean;
  /** Exclude the full response body and only return success or failure indication */
  excludeResponse?: boolean;
  /**
   * For destructive operations when the confirm gate is enabled (MS365_MCP_REQUIRE_CONFIRM=true; off by default). Set
   * to true only after the user has explicitly approved this action. When the gate is on, calls without confirm: true
   * return { error: "confirmation_required" } without touching user data.
   */
  confirm?: boolean;
  [key: string]: unknown;
};

export type AttachmentsItem = {
  /**
   * The content of the attachment. If the attachment is a rich card, set the property to the rich card object. This
   * property and contentUrl are mutually exclusive.
   */
  content?: string | null;
  /**
   * The media type of the content attachment. The possible values are: reference: The attachment is a link to another
   * file. Populate the contentURL with the link to the object.forwardedMessageReference: The attachment is a reference
   * to a forwarded message. Populate the content with the original message context.Any contentType that is supported by
   * the Bot Framework's Attachment object.application/vnd.microsoft.card.codesnippet: A code snippet.
   * application/vnd.microsoft.card.announcement: An announcement header.
   */
  contentType?: string | null;
  /** The URL for the content of the attachment. */
  contentUrl?: string | null;
  /** Read-only. The unique ID of the attachment. */
  id?: string | null;
  /** The name of the attachment. */
  name?: string | null;
  /**
   * The ID of the Teams app that is associated with the attachment. The property is used to attribute a Teams message
   * card to the specified app.
   */
  teamsAppId?: string | null;
  /**
   * The URL to a thumbnail image that the channel can use if it supports using an alternative, smaller form of content
   * or contentUrl. For example, if you set contentType to application/word and set contentUrl to the location of the
   * Word document, you might include a thumbnail image that represents the document. The channel could display the
   * thumbnail image instead of the document. When the user selects the image, the channel would open the document.
   */
  thumbnailUrl?: string | null;
  [key: string]: unknown;
};

export type Body = {
  /** The content of the item. */
  content?: string | null;
  contentType?: "text" | "html";
  [key: string]: unknown;
};

export type ChannelIdentity = {
  /** The identity of the channel in which the message was posted. */
  channelId?: string | null;
  /** The identity of the team in which the message was posted. */
  teamId?: string | null;
  [key: string]: unknown;
};

export type EventDetail = { [key: string]: unknown };

export type From = {
  application?: Application;
  device?: Application;
  user?: Application;
  [key: string]: unknown;
};

export type Importance = "normal" | "high" | "urgent" | "unknownFutureValue";

export type MentionsItem = {
  /**
   * Index of an entity being mentioned in the specified chatMessage. Matches the {index} value in the corresponding <at
   * id='{index}'> tag in the message body.
   */
  id?: number | null;
  mentioned?: {
    application?: Application;
    device?: Application;
    user?: Application;
    conversation?: {
      /**
       * The display name of the identity.For drive items, the display name might not always be available or up to date.
       * For example, if a user changes their display name the API might show the new value in a future response, but
       * the items associated with the user don't show up as changed when using delta.
       */
      displayName?: string | null;
      /**
       * Unique identifier for the identity or actor. For example, in the access reviews decisions API, this property
       * might record the id of the principal, that is, the group, user, or application that's subject to review.
       */
      id?: string | null;
      conversationIdentityType?: "team" | "channel" | "chat" | "unknownFutureValue";
      [key: string]: unknown;
    };
    [key: string]: unknown;
  };
  /** String used to represent the mention. For example, a user's display name, a team name. */
  mentionText?: string | null;
  [key: string]: unknown;
};

export type MessageHistoryItem = {
  actions?: "reactionAdded" | "reactionRemoved" | "actionUndefined" | "unknownFutureValue";
  /**
   * The date and time when the message was modified.
   * @format date-time
   */
  modifiedDateTime?: string;
  reaction?: ReactionsItem;
  [key: string]: unknown;
};

export type MessageType = "message" | "chatEvent" | "typing" | "unknownFutureValue" | "systemEventMessage";

export type PolicyViolation = {
  dlpAction?: "none" | "notifySender" | "blockAccess" | "blockAccessExternal";
  /** Justification text provided by the sender of the message when overriding a policy violation. */
  justificationText?: string | null;
  policyTip?: {
    /**
     * The URL a user can visit to read about the data loss prevention policies for the organization. (ie, policies
     * about what users shouldn't say in chats)
     */
    complianceUrl?: string | null;
    /** Explanatory text shown to the sender of the message. */
    generalText?: string | null;
    /**
     * The list of improper data in the message that was detected by the data loss prevention app. Each DLP app defines
     * its own conditions, examples include 'Credit Card Number' and 'Social Security Number'.
     */
    matchedConditionDescriptions?: (string | null)[];
    [key: string]: unknown;
  };
  userAction?: "none" | "override" | "reportFalsePositive";
  verdictDetails?:
    | "none"
    | "allowFalsePositiveOverride"
    | "allowOverrideWithoutJustification"
    | "allowOverrideWithJustification";
  [key: string]: unknown;
};

export type ReactionsItem = {
  /**
   * The timestamp type represents date and time information using ISO 8601 format and is always in UTC. For example,
   * midnight UTC on Jan 1, 2014 is 2014-01-01T00:00:00Z.
   * @format date-time
   */
  createdDateTime?: string;
  /** The name of the reaction. */
  displayName?: string | null;
  /** The hosted content URL for the custom reaction type. */
  reactionContentUrl?: string | null;
  /**
   * The reaction type. Supported values include Unicode characters, custom, and some backward-compatible reaction
   * types, such as like, angry, sad, laugh, heart, and surprised.
   */
  reactionType?: string;
  user?: {
    application?: Application;
    device?: Application;
    user?: Application;
    [key: string]: unknown;
  };
  [key: string]: unknown;
};

export type HostedContentsItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /** Write only. Bytes for the hosted content (such as images). */
  contentBytes?: string | null;
  /** Write only. Content type. such as image/png, image/jpg. */
  contentType?: string | null;
  [key: string]: unknown;
};

export type RepliesItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /** References to attached objects like files, tabs, meetings etc. */
  attachments?: AttachmentsItem[];
  body?: Body;
  channelIdentity?: ChannelIdentity;
  /** If the message was sent in a chat, represents the identity of the chat. */
  chatId?: string | null;
  /**
   * Timestamp of when the chat message was created.
   * @format date-time
   */
  createdDateTime?: string | null;
  /**
   * Read-only. Timestamp at which the chat message was deleted, or null if not deleted.
   * @format date-time
   */
  deletedDateTime?: string | null;
  /** Read-only. Version number of the chat message. */
  etag?: string | null;
  eventDetail?: EventDetail;
  from?: From;
  importance?: Importance;
  /**
   * Read-only. Timestamp when edits to the chat message were made. Triggers an 'Edited' flag in the Teams UI. If no
   * edits are made the value is null.
   * @format date-time
   */
  lastEditedDateTime?: string | null;
  /**
   * Read-only. Timestamp when the chat message is created (initial setting) or modified, including when a reaction is
   * added or removed.
   * @format date-time
   */
  lastModifiedDateTime?: string | null;
  /** Locale of the chat message set by the client. Always set to en-us. */
  locale?: string;
  /**
   * List of entities mentioned in the chat message. Supported entities are: user, bot, team, channel, chat, and tag.
   */
  mentions?: MentionsItem[];
  /**
   * List of activity history of a message item, including modification time and actions, such as reactionAdded,
   * reactionRemoved, or reaction changes, on the message.
   */
  messageHistory?: MessageHistoryItem[];
  messageType?: MessageType;
  policyViolation?: PolicyViolation;
  /** Reactions for this chat message (for example, Like). */
  reactions?: ReactionsItem[];
  /**
   * Read-only. ID of the parent chat message or root chat message of the thread. (Only applies to chat messages in
   * channels, not chats.)
   */
  replyToId?: string | null;
  /** The subject of the chat message, in plaintext. */
  subject?: string | null;
  /**
   * Summary text of the chat message that could be used for push notifications and summary views or fall back views.
   * Only applies to channel chat messages, not chat messages in a chat.
   */
  summary?: string | null;
  /** Read-only. Link to the message in Microsoft Teams. */
  webUrl?: string | null;
  /** Content in a message hosted by Microsoft Teams - for example, images or code snippets. */
  hostedContents?: HostedContentsItem[];
  /** Replies for a specified message. Supports $expand for channel messages. */
  replies?: RepliesItem[];
  [key: string]: unknown;
};

export type Application = {
  /**
   * The display name of the identity.For drive items, the display name might not always be available or up to date. For
   * example, if a user changes their display name the API might show the new value in a future response, but the items
   * associated with the user don't show up as changed when using delta.
   */
  displayName?: string | null;
  /**
   * Unique identifier for the identity or actor. For example, in the access reviews decisions API, this property might
   * record the id of the principal, that is, the group, user, or application that's subject to review.
   */
  id?: string | null;
  [key: string]: unknown;
};
