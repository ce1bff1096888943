/** The input of `create-sharepoint-list`. */
export type CreateSharepointListInput = {
  body: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    createdBy?: CreatedBy;
    /**
     * Date and time of item creation. Read-only.
     * @format date-time
     */
    createdDateTime?: string;
    /** Provides a user-visible description of the item. Optional. */
    description?: string | null;
    /** ETag for the item. Read-only. */
    eTag?: string | null;
    lastModifiedBy?: CreatedBy;
    /**
     * Date and time the item was last modified. Read-only.
     * @format date-time
     */
    lastModifiedDateTime?: string;
    /** The name of the item. Read-write. */
    name?: string | null;
    parentReference?: ParentReference;
    /**
     * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
     * (for other formats). Read-only.
     */
    webUrl?: string | null;
    /** [Note: Simplified from 138 properties to 25 most common ones] */
    createdByUser?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /**
       * The name displayed in the address book for the user. This value is usually the combination of the user's first
       * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
       * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
       * in, startsWith, and eq on null values), $orderby, and $search.
       */
      displayName?: string | null;
      /**
       * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
       * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
       * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
       * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      createdDateTime?: string | null;
      /**
       * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
       * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      state?: string | null;
      /**
       * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
       * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
       * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
       * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
       * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
       * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username
       * policies. Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby.
       * This property is subject to sensitive action restrictions; only specific privileged administrator roles can
       * update it.
       */
      userPrincipalName?: string | null;
      /**
       * Date and time when this object was deleted. Always null when the object hasn't been deleted.
       * @format date-time
       */
      deletedDateTime?: string | null;
      /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
      aboutMe?: string | null;
      /**
       * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
       * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
       * restrictions; only specific privileged administrator roles can update it.
       */
      accountEnabled?: boolean | null;
      /**
       * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see
       * legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
       */
      ageGroup?: string | null;
      assignedLicenses?: AssignedLicenses;
      assignedPlans?: AssignedPlans;
      authorizationInfo?: AuthorizationInfo;
      /**
       * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
       * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
       * @format date-time
       */
      birthday?: string;
      /**
       * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for
       * this property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter
       * (eq, not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific
       * privileged administrator roles can update it.
       */
      businessPhones?: string[];
      /**
       * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      city?: string | null;
      /**
       * The name of the company that the user is associated with. This property can be useful for describing the
       * company that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      companyName?: string | null;
      /**
       * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
       * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
       * not, and in).
       */
      consentProvidedForMinor?: string | null;
      /**
       * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
       * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      country?: string | null;
      /**
       * Indicates whether the user account was created through one of the following methods:  As a regular school or
       * work account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C
       * tenant (LocalAccount). Through self-service sign-up by an internal user using email verification
       * (EmailVerified). Through self-service sign-up by a guest signing up through a link that is part of a user flow
       * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
       */
      creationType?: string | null;
      customSecurityAttributes?: CustomSecurityAttributes;
      /**
       * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
       */
      department?: string | null;
      /**
       * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
       */
      deviceEnrollmentLimit?: number;
      /**
       * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
       * Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      employeeHireDate?: string | null;
      /**
       * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
       * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
       */
      employeeId?: string | null;
      /**
       * The date and time when the user left or will leave the organization. To read this property, the calling app
       * must be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be
       * assigned the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated
       * scenarios, the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows
       * Administrator (least privilege), Global Reader. To write this property in delegated scenarios, the admin needs
       * the Global Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure
       * the employeeLeaveDateTime property for a user.
       * @format date-time
       */
      employeeLeaveDateTime?: string | null;
      [key: string]: unknown;
    };
    /** [Note: Simplified from 138 properties to 25 most common ones] */
    lastModifiedByUser?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /**
       * The name displayed in the address book for the user. This value is usually the combination of the user's first
       * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
       * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
       * in, startsWith, and eq on null values), $orderby, and $search.
       */
      displayName?: string | null;
      /**
       * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
       * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
       * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
       * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      createdDateTime?: string | null;
      /**
       * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
       * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      state?: string | null;
      /**
       * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
       * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
       * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
       * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
       * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
       * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username
       * policies. Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby.
       * This property is subject to sensitive action restrictions; only specific privileged administrator roles can
       * update it.
       */
      userPrincipalName?: string | null;
      /**
       * Date and time when this object was deleted. Always null when the object hasn't been deleted.
       * @format date-time
       */
      deletedDateTime?: string | null;
      /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
      aboutMe?: string | null;
      /**
       * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
       * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
       * restrictions; only specific privileged administrator roles can update it.
       */
      accountEnabled?: boolean | null;
      /**
       * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see
       * legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
       */
      ageGroup?: string | null;
      assignedLicenses?: AssignedLicenses;
      assignedPlans?: AssignedPlans;
      authorizationInfo?: AuthorizationInfo;
      /**
       * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
       * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
       * @format date-time
       */
      birthday?: string;
      /**
       * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for
       * this property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter
       * (eq, not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific
       * privileged administrator roles can update it.
       */
      businessPhones?: string[];
      /**
       * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      city?: string | null;
      /**
       * The name of the company that the user is associated with. This property can be useful for describing the
       * company that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      companyName?: string | null;
      /**
       * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
       * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
       * not, and in).
       */
      consentProvidedForMinor?: string | null;
      /**
       * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
       * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      country?: string | null;
      /**
       * Indicates whether the user account was created through one of the following methods:  As a regular school or
       * work account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C
       * tenant (LocalAccount). Through self-service sign-up by an internal user using email verification
       * (EmailVerified). Through self-service sign-up by a guest signing up through a link that is part of a user flow
       * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
       */
      creationType?: string | null;
      customSecurityAttributes?: CustomSecurityAttributes;
      /**
       * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
       */
      department?: string | null;
      /**
       * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
       */
      deviceEnrollmentLimit?: number;
      /**
       * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
       * Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      employeeHireDate?: string | null;
      /**
       * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
       * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
       */
      employeeId?: string | null;
      /**
       * The date and time when the user left or will leave the organization. To read this property, the calling app
       * must be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be
       * assigned the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated
       * scenarios, the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows
       * Administrator (least privilege), Global Reader. To write this property in delegated scenarios, the admin needs
       * the Global Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure
       * the employeeLeaveDateTime property for a user.
       * @format date-time
       */
      employeeLeaveDateTime?: string | null;
      [key: string]: unknown;
    };
    /** The displayable title of the list. */
    displayName?: string | null;
    list?: List;
    sharepointIds?: SharepointIds;
    system?: System;
    /** The collection of field definitions for this list. */
    columns?: ColumnsItem[];
    /** The collection of content types present in this list. */
    contentTypes?: ContentTypesItem[];
    drive?: Drive;
    /** All items contained in the list. */
    items?: ItemsItem[];
    /** The collection of long-running operations on the list. */
    operations?: OperationsItem[];
    /** The set of permissions for the item. Read-only. Nullable. */
    permissions?: PermissionsItem[];
    /** The set of subscriptions on the list. */
    subscriptions?: SubscriptionsItem[];
    [key: string]: unknown;
  };
  /**
   * Value for the 'siteId' path segment. Pass it under the name 'siteId', not as 'id'. Use the 'id' field of the site
   * object as returned by Microsoft Graph.
   */
  siteId: string;
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

export type CreatedBy = {
  application?: Application;
  device?: Application;
  user?: Application;
  [key: string]: unknown;
};

export type ParentReference = {
  /**
   * Unique identifier of the drive instance that contains the driveItem. Only returned if the item is located in a
   * drive. Read-only.
   */
  driveId?: string | null;
  /** Identifies the type of drive. Only returned if the item is located in a drive. See drive resource for values. */
  driveType?: string | null;
  /** Unique identifier of the driveItem in the drive or a listItem in a list. Read-only. */
  id?: string | null;
  /** The name of the item being referenced. Read-only. */
  name?: string | null;
  /** Percent-encoded path that can be used to navigate to the item. Read-only. */
  path?: string | null;
  /** A unique identifier for a shared resource that can be accessed via the Shares API. */
  shareId?: string | null;
  sharepointIds?: SharepointIds;
  /**
   * For OneDrive for Business and SharePoint, this property represents the ID of the site that contains the parent
   * document library of the driveItem resource or the parent list of the listItem resource. The value is the same as
   * the id property of that site resource. It is an opaque string that consists of three identifiers of the site. For
   * OneDrive, this property is not populated.
   */
  siteId?: string | null;
  [key: string]: unknown;
};

/**
 * The licenses that are assigned to the user, including inherited (group-based) licenses. This property doesn't
 * differentiate between directly assigned and inherited licenses. Use the licenseAssignmentStates property to identify
 * the directly assigned and inherited licenses. Not nullable. Requires $select to retrieve. Supports $filter (eq, not,
 * /$count eq 0, /$count ne 0).
 */
export type AssignedLicenses = {
  /**
   * A collection of the unique identifiers for plans that have been disabled. IDs are available in servicePlans >
   * servicePlanId in the tenant's subscribedSkus or serviceStatus > servicePlanId in the tenant's companySubscription.
   */
  disabledPlans?: string[];
  /**
   * The unique identifier for the SKU. Corresponds to the skuId from subscribedSkus or companySubscription.
   * @format uuid
   */
  skuId?: string | null;
  [key: string]: unknown;
}[];

/**
 * The plans that are assigned to the user. Read-only. Not nullable. Requires $select to retrieve. Supports $filter (eq
 * and not).
 */
export type AssignedPlans = {
  /**
   * The date and time at which the plan was assigned. The Timestamp type represents date and time information using ISO
   * 8601 format and is always in UTC time. For example, midnight UTC on Jan 1, 2014 is 2014-01-01T00:00:00Z.
   * @format date-time
   */
  assignedDateTime?: string | null;
  /**
   * Condition of the capability assignment. The possible values are Enabled, Warning, Suspended, Deleted, LockedOut.
   * See a detailed description of each value.
   */
  capabilityStatus?: string | null;
  /** The name of the service; for example, exchange. */
  service?: string | null;
  /**
   * A GUID that identifies the service plan. For a complete list of GUIDs and their equivalent friendly service names,
   * see Product names and service plan identifiers for licensing.
   * @format uuid
   */
  servicePlanId?: string | null;
  [key: string]: unknown;
}[];

export type AuthorizationInfo = {
  certificateUserIds?: (string | null)[];
  [key: string]: unknown;
};

export type CustomSecurityAttributes = { [key: string]: unknown };

export type List = {
  /** If true, indicates that content types are enabled for this list. */
  contentTypesEnabled?: boolean | null;
  /** If true, indicates that the list isn't normally visible in the SharePoint user experience. */
  hidden?: boolean | null;
  /**
   * An enumerated value that represents the base list template used in creating the list. Possible values include
   * documentLibrary, genericList, task, survey, announcements, contacts, and more.
   */
  template?: string | null;
  [key: string]: unknown;
};

export type SharepointIds = {
  /** The unique identifier (guid) for the item's list in SharePoint. */
  listId?: string | null;
  /** An integer identifier for the item within the containing list. */
  listItemId?: string | null;
  /** The unique identifier (guid) for the item within OneDrive for Business or a SharePoint site. */
  listItemUniqueId?: string | null;
  /** The unique identifier (guid) for the item's site collection (SPSite). */
  siteId?: string | null;
  /** The SharePoint URL for the site that contains the item. */
  siteUrl?: string | null;
  /** The unique identifier (guid) for the tenancy. */
  tenantId?: string | null;
  /** The unique identifier (guid) for the item's site (SPWeb). */
  webId?: string | null;
  [key: string]: unknown;
};

export type System = { [key: string]: unknown };

export type ColumnsItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /**
   * The API-facing name of the column as it appears in the fields on a listItem. For the user-facing name, see
   * displayName.
   */
  name?: string | null;
  /** The user-facing name of the column. */
  displayName?: string | null;
  /** The user-facing description of the column. */
  description?: string | null;
  type?:
    | "note"
    | "text"
    | "choice"
    | "multichoice"
    | "number"
    | "currency"
    | "dateTime"
    | "lookup"
    | "boolean"
    | "user"
    | "url"
    | "calculated"
    | "location"
    | "geolocation"
    | "term"
    | "multiterm"
    | "thumbnail"
    | "approvalStatus"
    | "unknownFutureValue";
  boolean?: { [key: string]: unknown };
  calculated?: {
    /** For dateTime output types, the format of the value. The possible values are: dateOnly or dateTime. */
    format?: string | null;
    /** The formula used to compute the value for this column. */
    formula?: string | null;
    /**
     * The output type used to format values in this column. The possible values are: boolean, currency, dateTime,
     * number, or text.
     */
    outputType?: string | null;
    [key: string]: unknown;
  };
  choice?: {
    /** If true, allows custom values that aren't in the configured choices. */
    allowTextEntry?: boolean | null;
    /** The list of values available for this column. */
    choices?: (string | null)[];
    /** How the choices are to be presented in the UX. Must be one of checkBoxes, dropDownMenu, or radioButtons */
    displayAs?: string | null;
    [key: string]: unknown;
  };
  /** For site columns, the name of the group this column belongs to. Helps organize related columns. */
  columnGroup?: string | null;
  contentApprovalStatus?: { [key: string]: unknown };
  currency?: {
    /** Specifies the locale from which to infer the currency symbol. */
    locale?: string | null;
    [key: string]: unknown;
  };
  dateTime?: {
    /**
     * How the value should be presented in the UX. Must be one of default, friendly, or standard. See below for more
     * details. If unspecified, treated as default.
     */
    displayAs?: string | null;
    /**
     * Indicates whether the value should be presented as a date only or a date and time. Must be one of dateOnly or
     * dateTime
     */
    format?: string | null;
    [key: string]: unknown;
  };
  defaultValue?: {
    /** The formula used to compute the default value for the column. */
    formula?: string | null;
    /** The direct value to use as the default value for the column. */
    value?: string | null;
    [key: string]: unknown;
  };
  /** If true, no two list items may have the same value for this column. */
  enforceUniqueValues?: boolean | null;
  geolocation?: { [key: string]: unknown };
  /** Specifies whether the column is displayed in the user interface. */
  hidden?: boolean | null;
  hyperlinkOrPicture?: {
    /** Specifies whether the display format used for URL columns is an image or a hyperlink. */
    isPicture?: boolean | null;
    [key: string]: unknown;
  };
  /** Specifies whether the column values can be used for sorting and searching. */
  indexed?: boolean | null;
  /** Indicates whether this column can be deleted. */
  isDeletable?: boolean | null;
  /** Indicates whether values in the column can be reordered. Read-only. */
  isReorderable?: boolean | null;
  /** Specifies whether the column can be changed. */
  isSealed?: boolean | null;
  lookup?: {
    /** Indicates whether multiple values can be selected from the source. */
    allowMultipleValues?: boolean | null;
    /** Indicates whether values in the column should be able to exceed the standard limit of 255 characters. */
    allowUnlimitedLength?: boolean | null;
    /** The name of the lookup source column. */
    columnName?: string | null;
    /** The unique identifier of the lookup source list. */
    listId?: string | null;
    /**
     * If specified, this column is a secondary lookup, pulling an additional field from the list item looked up by the
     * primary lookup. Use the list item looked up by the primary as the source for the column named here.
     */
    primaryLookupColumnId?: string | null;
    [key: string]: unknown;
  };
  number?: {
    /** How many decimal places to display. See below for information about the possible values. */
    decimalPlaces?: string | null;
    /**
     * How the value should be presented in the UX. Must be one of number or percentage. If unspecified, treated as
     * number.
     */
    displayAs?: string | null;
    /** The maximum permitted value. [Simplified from 3 options] */
    maximum?: number | null;
    /** The minimum permitted value. [Simplified from 3 options] */
    minimum?: number | null;
    [key: string]: unknown;
  };
  personOrGroup?: {
    /** Indicates whether multiple values can be selected from the source. */
    allowMultipleSelection?: boolean | null;
    /**
     * Whether to allow selection of people only, or people and groups. Must be one of peopleAndGroups or peopleOnly.
     */
    chooseFromType?: string | null;
    /** How to display the information about the person or group chosen. See below. */
    displayAs?: string | null;
    [key: string]: unknown;
  };
  /** If 'true', changes to this column will be propagated to lists that implement the column. */
  propagateChanges?: boolean | null;
  [key: string]: unknown;
};

export type ContentTypesItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /**
   * List of canonical URLs for hub sites with which this content type is associated to. This will contain all hub sites
   * where this content type is queued to be enforced or is already enforced. Enforcing a content type means that the
   * content type is applied to the lists in the enforced sites.
   */
  associatedHubsUrls?: (string | null)[];
  /** The descriptive text for the item. */
  description?: string | null;
  documentSet?: {
    /** Content types allowed in document set. */
    allowedContentTypes?: AllowedContentTypesItem[];
    /** Default contents of document set. */
    defaultContents?: DefaultContentsItem[];
    /** Specifies whether to push welcome page changes to inherited content types. */
    propagateWelcomePageChanges?: boolean | null;
    /** Indicates whether to add the name of the document set to each file name. */
    shouldPrefixNameToFile?: boolean | null;
    /** Welcome page absolute URL. */
    welcomePageUrl?: string | null;
    sharedColumns?: ColumnsItem[];
    welcomePageColumns?: ColumnsItem[];
    [key: string]: unknown;
  };
  documentTemplate?: DefaultContentsItem;
  /** The name of the group this content type belongs to. Helps organize related content types. */
  group?: string | null;
  /** Indicates whether the content type is hidden in the list's 'New' menu. */
  hidden?: boolean | null;
  inheritedFrom?: ParentReference;
  /** Specifies if a content type is a built-in content type. */
  isBuiltIn?: boolean | null;
  /** The name of the content type. */
  name?: string | null;
  order?: {
    /** Indicates whether this is the default content type */
    default?: boolean | null;
    /** Specifies the position in which the content type appears in the selection UI. */
    position?: number | null;
    [key: string]: unknown;
  };
  /** The unique identifier of the content type. */
  parentId?: string | null;
  /**
   * If true, any changes made to the content type are pushed to inherited content types and lists that implement the
   * content type.
   */
  propagateChanges?: boolean | null;
  /** If true, the content type can't be modified unless this value is first set to false. */
  readOnly?: boolean | null;
  /**
   * If true, the content type can't be modified by users or through push-down operations. Only site collection
   * administrators can seal or unseal content types.
   */
  sealed?: boolean | null;
  base?: ContentTypesItem;
  /** The collection of content types that are ancestors of this content type. */
  baseTypes?: ContentTypesItem[];
  /** The collection of columns that are required by this content type. */
  columnLinks?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /** The name of the column  in this content type. */
    name?: string | null;
    [key: string]: unknown;
  }[];
  /** Column order information in a content type. */
  columnPositions?: ColumnsItem[];
  /** The collection of column definitions for this content type. */
  columns?: ColumnsItem[];
  [key: string]: unknown;
};

export type Drive = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  createdBy?: CreatedBy;
  /**
   * Date and time of item creation. Read-only.
   * @format date-time
   */
  createdDateTime?: string;
  /** Provides a user-visible description of the item. Optional. */
  description?: string | null;
  /** ETag for the item. Read-only. */
  eTag?: string | null;
  lastModifiedBy?: CreatedBy;
  /**
   * Date and time the item was last modified. Read-only.
   * @format date-time
   */
  lastModifiedDateTime?: string;
  /** The name of the item. Read-write. */
  name?: string | null;
  parentReference?: ParentReference;
  /**
   * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
   * (for other formats). Read-only.
   */
  webUrl?: string | null;
  /** [Note: Simplified from 138 properties to 25 most common ones] */
  createdByUser?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /**
     * The name displayed in the address book for the user. This value is usually the combination of the user's first
     * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
     * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
     * in, startsWith, and eq on null values), $orderby, and $search.
     */
    displayName?: string | null;
    /**
     * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
     * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
     * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
     * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    createdDateTime?: string | null;
    /**
     * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
     * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    state?: string | null;
    /**
     * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
     * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
     * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
     * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
     * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
     * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username policies.
     * Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby. This property
     * is subject to sensitive action restrictions; only specific privileged administrator roles can update it.
     */
    userPrincipalName?: string | null;
    /**
     * Date and time when this object was deleted. Always null when the object hasn't been deleted.
     * @format date-time
     */
    deletedDateTime?: string | null;
    /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
    aboutMe?: string | null;
    /**
     * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
     * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
     * restrictions; only specific privileged administrator roles can update it.
     */
    accountEnabled?: boolean | null;
    /**
     * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see legal
     * age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
     */
    ageGroup?: string | null;
    assignedLicenses?: AssignedLicenses;
    assignedPlans?: AssignedPlans;
    authorizationInfo?: AuthorizationInfo;
    /**
     * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
     * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
     * @format date-time
     */
    birthday?: string;
    /**
     * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for this
     * property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter (eq,
     * not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific privileged
     * administrator roles can update it.
     */
    businessPhones?: string[];
    /**
     * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
     * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    city?: string | null;
    /**
     * The name of the company that the user is associated with. This property can be useful for describing the company
     * that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports $filter (eq,
     * ne, not, ge, le, in, startsWith, and eq on null values).
     */
    companyName?: string | null;
    /**
     * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
     * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
     * not, and in).
     */
    consentProvidedForMinor?: string | null;
    /**
     * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
     * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    country?: string | null;
    /**
     * Indicates whether the user account was created through one of the following methods:  As a regular school or work
     * account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C tenant
     * (LocalAccount). Through self-service sign-up by an internal user using email verification (EmailVerified).
     * Through self-service sign-up by a guest signing up through a link that is part of a user flow
     * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
     */
    creationType?: string | null;
    customSecurityAttributes?: CustomSecurityAttributes;
    /**
     * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
     */
    department?: string | null;
    /**
     * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
     */
    deviceEnrollmentLimit?: number;
    /**
     * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
     * Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    employeeHireDate?: string | null;
    /**
     * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
     * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
     */
    employeeId?: string | null;
    /**
     * The date and time when the user left or will leave the organization. To read this property, the calling app must
     * be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be assigned
     * the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated scenarios,
     * the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows Administrator (least
     * privilege), Global Reader. To write this property in delegated scenarios, the admin needs the Global
     * Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure the
     * employeeLeaveDateTime property for a user.
     * @format date-time
     */
    employeeLeaveDateTime?: string | null;
    [key: string]: unknown;
  };
  /** [Note: Simplified from 138 properties to 25 most common ones] */
  lastModifiedByUser?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /**
     * The name displayed in the address book for the user. This value is usually the combination of the user's first
     * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
     * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
     * in, startsWith, and eq on null values), $orderby, and $search.
     */
    displayName?: string | null;
    /**
     * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
     * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
     * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
     * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    createdDateTime?: string | null;
    /**
     * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
     * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    state?: string | null;
    /**
     * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
     * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
     * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
     * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
     * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
     * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username policies.
     * Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby. This property
     * is subject to sensitive action restrictions; only specific privileged administrator roles can update it.
     */
    userPrincipalName?: string | null;
    /**
     * Date and time when this object was deleted. Always null when the object hasn't been deleted.
     * @format date-time
     */
    deletedDateTime?: string | null;
    /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
    aboutMe?: string | null;
    /**
     * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
     * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
     * restrictions; only specific privileged administrator roles can update it.
     */
    accountEnabled?: boolean | null;
    /**
     * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see legal
     * age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
     */
    ageGroup?: string | null;
    assignedLicenses?: AssignedLicenses;
    assignedPlans?: AssignedPlans;
    authorizationInfo?: AuthorizationInfo;
    /**
     * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
     * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
     * @format date-time
     */
    birthday?: string;
    /**
     * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for this
     * property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter (eq,
     * not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific privileged
     * administrator roles can update it.
     */
    businessPhones?: string[];
    /**
     * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
     * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    city?: string | null;
    /**
     * The name of the company that the user is associated with. This property can be useful for describing the company
     * that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports $filter (eq,
     * ne, not, ge, le, in, startsWith, and eq on null values).
     */
    companyName?: string | null;
    /**
     * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
     * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
     * not, and in).
     */
    consentProvidedForMinor?: string | null;
    /**
     * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
     * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    country?: string | null;
    /**
     * Indicates whether the user account was created through one of the following methods:  As a regular school or work
     * account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C tenant
     * (LocalAccount). Through self-service sign-up by an internal user using email verification (EmailVerified).
     * Through self-service sign-up by a guest signing up through a link that is part of a user flow
     * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
     */
    creationType?: string | null;
    customSecurityAttributes?: CustomSecurityAttributes;
    /**
     * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
     */
    department?: string | null;
    /**
     * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
     */
    deviceEnrollmentLimit?: number;
    /**
     * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
     * Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    employeeHireDate?: string | null;
    /**
     * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
     * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
     */
    employeeId?: string | null;
    /**
     * The date and time when the user left or will leave the organization. To read this property, the calling app must
     * be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be assigned
     * the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated scenarios,
     * the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows Administrator (least
     * privilege), Global Reader. To write this property in delegated scenarios, the admin needs the Global
     * Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure the
     * employeeLeaveDateTime property for a user.
     * @format date-time
     */
    employeeLeaveDateTime?: string | null;
    [key: string]: unknown;
  };
  /**
   * Describes the type of drive represented by this resource. OneDrive personal drives return personal. OneDrive for
   * Business returns business. SharePoint document libraries return documentLibrary. Read-only.
   */
  driveType?: string | null;
  owner?: CreatedBy;
  quota?: {
    /** Total space consumed by files in the recycle bin, in bytes. Read-only. */
    deleted?: number | null;
    /** Total space remaining before reaching the capacity limit, in bytes. Read-only. */
    remaining?: number | null;
    /** Enumeration value that indicates the state of the storage space. Read-only. */
    state?: string | null;
    storagePlanInformation?: {
      /** Indicates whether there are higher storage quota plans available. Read-only. */
      upgradeAvailable?: boolean | null;
      [key: string]: unknown;
    };
    /** Total allowed storage space, in bytes. Read-only. */
    total?: number | null;
    /** Total space used, in bytes. Read-only. */
    used?: number | null;
    [key: string]: unknown;
  };
  sharePointIds?: SharepointIds;
  system?: System;
  /** Collection of bundles (albums and multi-select-shared sets of items). Only in personal OneDrive. */
  bundles?: BundlesItem[];
  /** The list of items the user is following. Only in OneDrive for Business. */
  following?: BundlesItem[];
  /** All items contained in the drive. Read-only. Nullable. */
  items?: BundlesItem[];
  list?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    createdBy?: CreatedBy;
    /**
     * Date and time of item creation. Read-only.
     * @format date-time
     */
    createdDateTime?: string;
    /** Provides a user-visible description of the item. Optional. */
    description?: string | null;
    /** ETag for the item. Read-only. */
    eTag?: string | null;
    lastModifiedBy?: CreatedBy;
    /**
     * Date and time the item was last modified. Read-only.
     * @format date-time
     */
    lastModifiedDateTime?: string;
    /** The name of the item. Read-write. */
    name?: string | null;
    parentReference?: ParentReference;
    /**
     * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
     * (for other formats). Read-only.
     */
    webUrl?: string | null;
    /** [Note: Simplified from 138 properties to 25 most common ones] */
    createdByUser?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /**
       * The name displayed in the address book for the user. This value is usually the combination of the user's first
       * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
       * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
       * in, startsWith, and eq on null values), $orderby, and $search.
       */
      displayName?: string | null;
      /**
       * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
       * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
       * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
       * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      createdDateTime?: string | null;
      /**
       * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
       * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      state?: string | null;
      /**
       * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
       * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
       * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
       * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
       * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
       * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username
       * policies. Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby.
       * This property is subject to sensitive action restrictions; only specific privileged administrator roles can
       * update it.
       */
      userPrincipalName?: string | null;
      /**
       * Date and time when this object was deleted. Always null when the object hasn't been deleted.
       * @format date-time
       */
      deletedDateTime?: string | null;
      /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
      aboutMe?: string | null;
      /**
       * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
       * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
       * restrictions; only specific privileged administrator roles can update it.
       */
      accountEnabled?: boolean | null;
      /**
       * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see
       * legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
       */
      ageGroup?: string | null;
      assignedLicenses?: AssignedLicenses;
      assignedPlans?: AssignedPlans;
      authorizationInfo?: AuthorizationInfo;
      /**
       * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
       * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
       * @format date-time
       */
      birthday?: string;
      /**
       * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for
       * this property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter
       * (eq, not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific
       * privileged administrator roles can update it.
       */
      businessPhones?: string[];
      /**
       * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      city?: string | null;
      /**
       * The name of the company that the user is associated with. This property can be useful for describing the
       * company that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      companyName?: string | null;
      /**
       * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
       * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
       * not, and in).
       */
      consentProvidedForMinor?: string | null;
      /**
       * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
       * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      country?: string | null;
      /**
       * Indicates whether the user account was created through one of the following methods:  As a regular school or
       * work account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C
       * tenant (LocalAccount). Through self-service sign-up by an internal user using email verification
       * (EmailVerified). Through self-service sign-up by a guest signing up through a link that is part of a user flow
       * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
       */
      creationType?: string | null;
      customSecurityAttributes?: CustomSecurityAttributes;
      /**
       * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
       */
      department?: string | null;
      /**
       * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
       */
      deviceEnrollmentLimit?: number;
      /**
       * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
       * Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      employeeHireDate?: string | null;
      /**
       * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
       * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
       */
      employeeId?: string | null;
      /**
       * The date and time when the user left or will leave the organization. To read this property, the calling app
       * must be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be
       * assigned the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated
       * scenarios, the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows
       * Administrator (least privilege), Global Reader. To write this property in delegated scenarios, the admin needs
       * the Global Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure
       * the employeeLeaveDateTime property for a user.
       * @format date-time
       */
      employeeLeaveDateTime?: string | null;
      [key: string]: unknown;
    };
    /** [Note: Simplified from 138 properties to 25 most common ones] */
    lastModifiedByUser?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /**
       * The name displayed in the address book for the user. This value is usually the combination of the user's first
       * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
       * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
       * in, startsWith, and eq on null values), $orderby, and $search.
       */
      displayName?: string | null;
      /**
       * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
       * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
       * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
       * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      createdDateTime?: string | null;
      /**
       * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
       * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      state?: string | null;
      /**
       * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
       * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
       * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
       * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
       * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
       * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username
       * policies. Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby.
       * This property is subject to sensitive action restrictions; only specific privileged administrator roles can
       * update it.
       */
      userPrincipalName?: string | null;
      /**
       * Date and time when this object was deleted. Always null when the object hasn't been deleted.
       * @format date-time
       */
      deletedDateTime?: string | null;
      /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
      aboutMe?: string | null;
      /**
       * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
       * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
       * restrictions; only specific privileged administrator roles can update it.
       */
      accountEnabled?: boolean | null;
      /**
       * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see
       * legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
       */
      ageGroup?: string | null;
      assignedLicenses?: AssignedLicenses;
      assignedPlans?: AssignedPlans;
      authorizationInfo?: AuthorizationInfo;
      /**
       * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
       * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
       * @format date-time
       */
      birthday?: string;
      /**
       * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for
       * this property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter
       * (eq, not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific
       * privileged administrator roles can update it.
       */
      businessPhones?: string[];
      /**
       * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      city?: string | null;
      /**
       * The name of the company that the user is associated with. This property can be useful for describing the
       * company that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports
       * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      companyName?: string | null;
      /**
       * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
       * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
       * not, and in).
       */
      consentProvidedForMinor?: string | null;
      /**
       * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
       * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
       */
      country?: string | null;
      /**
       * Indicates whether the user account was created through one of the following methods:  As a regular school or
       * work account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C
       * tenant (LocalAccount). Through self-service sign-up by an internal user using email verification
       * (EmailVerified). Through self-service sign-up by a guest signing up through a link that is part of a user flow
       * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
       */
      creationType?: string | null;
      customSecurityAttributes?: CustomSecurityAttributes;
      /**
       * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
       * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
       */
      department?: string | null;
      /**
       * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
       */
      deviceEnrollmentLimit?: number;
      /**
       * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
       * Supports $filter (eq, ne, not , ge, le, in).
       * @format date-time
       */
      employeeHireDate?: string | null;
      /**
       * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
       * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
       */
      employeeId?: string | null;
      /**
       * The date and time when the user left or will leave the organization. To read this property, the calling app
       * must be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be
       * assigned the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated
       * scenarios, the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows
       * Administrator (least privilege), Global Reader. To write this property in delegated scenarios, the admin needs
       * the Global Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure
       * the employeeLeaveDateTime property for a user.
       * @format date-time
       */
      employeeLeaveDateTime?: string | null;
      [key: string]: unknown;
    };
    /** The displayable title of the list. */
    displayName?: string | null;
    list?: List;
    sharepointIds?: SharepointIds;
    system?: System;
    /** The collection of field definitions for this list. */
    columns?: ColumnsItem[];
    /** The collection of content types present in this list. */
    contentTypes?: ContentTypesItem[];
    drive?: Drive;
    /** All items contained in the list. */
    items?: ItemsItem[];
    /** The collection of long-running operations on the list. */
    operations?: OperationsItem[];
    /** The set of permissions for the item. Read-only. Nullable. */
    permissions?: PermissionsItem[];
    /** The set of subscriptions on the list. */
    subscriptions?: SubscriptionsItem[];
    [key: string]: unknown;
  };
  /** [Note: Simplified from 45 properties to 25 most common ones] */
  root?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /** The name of the item. Read-write. */
    name?: string | null;
    /** Provides a user-visible description of the item. Optional. */
    description?: string | null;
    /**
     * Date and time of item creation. Read-only.
     * @format date-time
     */
    createdDateTime?: string;
    /**
     * Date and time the item was last modified. Read-only.
     * @format date-time
     */
    lastModifiedDateTime?: string;
    /** The content stream, if the item represents a file. */
    content?: string | null;
    location?: Location;
    createdBy?: CreatedBy;
    /** ETag for the item. Read-only. */
    eTag?: string | null;
    lastModifiedBy?: CreatedBy;
    parentReference?: ParentReference;
    /**
     * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
     * (for other formats). Read-only.
     */
    webUrl?: string | null;
    createdByUser?: CreatedByUser;
    lastModifiedByUser?: LastModifiedByUser;
    audio?: Audio;
    bundle?: Bundle;
    /**
     * An eTag for the content of the item. This eTag isn't changed if only the metadata is changed. Note This property
     * isn't returned if the item is a folder. Read-only.
     */
    cTag?: string | null;
    deleted?: Deleted;
    file?: FileType;
    fileSystemInfo?: FileSystemInfo;
    folder?: Folder;
    image?: Image;
    malware?: Malware;
    package?: Package;
    pendingOperations?: PendingOperations;
    [key: string]: unknown;
  };
  /** Collection of common folders available in OneDrive. Read-only. Nullable. */
  special?: BundlesItem[];
  [key: string]: unknown;
};

export type ItemsItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  createdBy?: CreatedBy;
  /**
   * Date and time of item creation. Read-only.
   * @format date-time
   */
  createdDateTime?: string;
  /** Provides a user-visible description of the item. Optional. */
  description?: string | null;
  /** ETag for the item. Read-only. */
  eTag?: string | null;
  lastModifiedBy?: CreatedBy;
  /**
   * Date and time the item was last modified. Read-only.
   * @format date-time
   */
  lastModifiedDateTime?: string;
  /** The name of the item. Read-write. */
  name?: string | null;
  parentReference?: ParentReference;
  /**
   * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
   * (for other formats). Read-only.
   */
  webUrl?: string | null;
  /** [Note: Simplified from 138 properties to 25 most common ones] */
  createdByUser?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /**
     * The name displayed in the address book for the user. This value is usually the combination of the user's first
     * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
     * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
     * in, startsWith, and eq on null values), $orderby, and $search.
     */
    displayName?: string | null;
    /**
     * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
     * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
     * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
     * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    createdDateTime?: string | null;
    /**
     * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
     * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    state?: string | null;
    /**
     * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
     * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
     * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
     * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
     * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
     * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username policies.
     * Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby. This property
     * is subject to sensitive action restrictions; only specific privileged administrator roles can update it.
     */
    userPrincipalName?: string | null;
    /**
     * Date and time when this object was deleted. Always null when the object hasn't been deleted.
     * @format date-time
     */
    deletedDateTime?: string | null;
    /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
    aboutMe?: string | null;
    /**
     * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
     * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
     * restrictions; only specific privileged administrator roles can update it.
     */
    accountEnabled?: boolean | null;
    /**
     * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see legal
     * age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
     */
    ageGroup?: string | null;
    assignedLicenses?: AssignedLicenses;
    assignedPlans?: AssignedPlans;
    authorizationInfo?: AuthorizationInfo;
    /**
     * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
     * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
     * @format date-time
     */
    birthday?: string;
    /**
     * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for this
     * property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter (eq,
     * not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific privileged
     * administrator roles can update it.
     */
    businessPhones?: string[];
    /**
     * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
     * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    city?: string | null;
    /**
     * The name of the company that the user is associated with. This property can be useful for describing the company
     * that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports $filter (eq,
     * ne, not, ge, le, in, startsWith, and eq on null values).
     */
    companyName?: string | null;
    /**
     * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
     * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
     * not, and in).
     */
    consentProvidedForMinor?: string | null;
    /**
     * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
     * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    country?: string | null;
    /**
     * Indicates whether the user account was created through one of the following methods:  As a regular school or work
     * account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C tenant
     * (LocalAccount). Through self-service sign-up by an internal user using email verification (EmailVerified).
     * Through self-service sign-up by a guest signing up through a link that is part of a user flow
     * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
     */
    creationType?: string | null;
    customSecurityAttributes?: CustomSecurityAttributes;
    /**
     * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
     */
    department?: string | null;
    /**
     * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
     */
    deviceEnrollmentLimit?: number;
    /**
     * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
     * Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    employeeHireDate?: string | null;
    /**
     * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
     * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
     */
    employeeId?: string | null;
    /**
     * The date and time when the user left or will leave the organization. To read this property, the calling app must
     * be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be assigned
     * the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated scenarios,
     * the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows Administrator (least
     * privilege), Global Reader. To write this property in delegated scenarios, the admin needs the Global
     * Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure the
     * employeeLeaveDateTime property for a user.
     * @format date-time
     */
    employeeLeaveDateTime?: string | null;
    [key: string]: unknown;
  };
  /** [Note: Simplified from 138 properties to 25 most common ones] */
  lastModifiedByUser?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /**
     * The name displayed in the address book for the user. This value is usually the combination of the user's first
     * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
     * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le,
     * in, startsWith, and eq on null values), $orderby, and $search.
     */
    displayName?: string | null;
    /**
     * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
     * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when
     * they were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and
     * on-premises users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    createdDateTime?: string | null;
    /**
     * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
     * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    state?: string | null;
    /**
     * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
     * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
     * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
     * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
     * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
     * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username policies.
     * Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby. This property
     * is subject to sensitive action restrictions; only specific privileged administrator roles can update it.
     */
    userPrincipalName?: string | null;
    /**
     * Date and time when this object was deleted. Always null when the object hasn't been deleted.
     * @format date-time
     */
    deletedDateTime?: string | null;
    /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
    aboutMe?: string | null;
    /**
     * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
     * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
     * restrictions; only specific privileged administrator roles can update it.
     */
    accountEnabled?: boolean | null;
    /**
     * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see legal
     * age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
     */
    ageGroup?: string | null;
    assignedLicenses?: AssignedLicenses;
    assignedPlans?: AssignedPlans;
    authorizationInfo?: AuthorizationInfo;
    /**
     * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
     * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
     * @format date-time
     */
    birthday?: string;
    /**
     * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for this
     * property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter (eq,
     * not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific privileged
     * administrator roles can update it.
     */
    businessPhones?: string[];
    /**
     * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
     * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    city?: string | null;
    /**
     * The name of the company that the user is associated with. This property can be useful for describing the company
     * that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports $filter (eq,
     * ne, not, ge, le, in, startsWith, and eq on null values).
     */
    companyName?: string | null;
    /**
     * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
     * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne,
     * not, and in).
     */
    consentProvidedForMinor?: string | null;
    /**
     * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters.
     * Requires $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
     */
    country?: string | null;
    /**
     * Indicates whether the user account was created through one of the following methods:  As a regular school or work
     * account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C tenant
     * (LocalAccount). Through self-service sign-up by an internal user using email verification (EmailVerified).
     * Through self-service sign-up by a guest signing up through a link that is part of a user flow
     * (SelfServiceSignUp). Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
     */
    creationType?: string | null;
    customSecurityAttributes?: CustomSecurityAttributes;
    /**
     * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to
     * retrieve. Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
     */
    department?: string | null;
    /**
     * The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000.
     */
    deviceEnrollmentLimit?: number;
    /**
     * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
     * Supports $filter (eq, ne, not , ge, le, in).
     * @format date-time
     */
    employeeHireDate?: string | null;
    /**
     * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
     * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
     */
    employeeId?: string | null;
    /**
     * The date and time when the user left or will leave the organization. To read this property, the calling app must
     * be assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be assigned
     * the User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated scenarios,
     * the admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows Administrator (least
     * privilege), Global Reader. To write this property in delegated scenarios, the admin needs the Global
     * Administrator role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure the
     * employeeLeaveDateTime property for a user.
     * @format date-time
     */
    employeeLeaveDateTime?: string | null;
    [key: string]: unknown;
  };
  contentType?: AllowedContentTypesItem;
  deleted?: Deleted;
  sharepointIds?: SharepointIds;
  analytics?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    allTime?: AllTime;
    itemActivityStats?: AllTime[];
    lastSevenDays?: AllTime;
    [key: string]: unknown;
  };
  /** Version information for a document set version created by a user. */
  documentSetVersions?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    lastModifiedBy?: CreatedBy;
    /**
     * Date and time the version was last modified. Read-only.
     * @format date-time
     */
    lastModifiedDateTime?: string | null;
    publication?: Publication;
    fields?: Fields;
    /** Comment about the captured version. */
    comment?: string | null;
    createdBy?: CreatedBy;
    /**
     * Date and time when this version was created.
     * @format date-time
     */
    createdDateTime?: string | null;
    /** Items within the document set that are captured as part of this version. */
    items?: {
      /** The unique identifier for the item. */
      itemId?: string | null;
      /** The title of the item. */
      title?: string | null;
      /** The version ID of the item. */
      versionId?: string | null;
      [key: string]: unknown;
    }[];
    /**
     * If true, minor versions of items are also captured; otherwise, only major versions are captured. The default
     * value is false.
     */
    shouldCaptureMinorVersion?: boolean | null;
    [key: string]: unknown;
  }[];
  /** [Note: Simplified from 45 properties to 25 most common ones] */
  driveItem?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /** The name of the item. Read-write. */
    name?: string | null;
    /** Provides a user-visible description of the item. Optional. */
    description?: string | null;
    /**
     * Date and time of item creation. Read-only.
     * @format date-time
     */
    createdDateTime?: string;
    /**
     * Date and time the item was last modified. Read-only.
     * @format date-time
     */
    lastModifiedDateTime?: string;
    /** The content stream, if the item represents a file. */
    content?: string | null;
    location?: Location;
    createdBy?: CreatedBy;
    /** ETag for the item. Read-only. */
    eTag?: string | null;
    lastModifiedBy?: CreatedBy;
    parentReference?: ParentReference;
    /**
     * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
     * (for other formats). Read-only.
     */
    webUrl?: string | null;
    createdByUser?: CreatedByUser;
    lastModifiedByUser?: LastModifiedByUser;
    audio?: Audio;
    bundle?: Bundle;
    /**
     * An eTag for the content of the item. This eTag isn't changed if only the metadata is changed. Note This property
     * isn't returned if the item is a folder. Read-only.
     */
    cTag?: string | null;
    deleted?: Deleted;
    file?: FileType;
    fileSystemInfo?: FileSystemInfo;
    folder?: Folder;
    image?: Image;
    malware?: Malware;
    package?: Package;
    pendingOperations?: PendingOperations;
    [key: string]: unknown;
  };
  fields?: Fields;
  /** The set of permissions for the item. Read-only. Nullable. */
  permissions?: PermissionsItem[];
  /** The list of previous versions of the list item. */
  versions?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    lastModifiedBy?: CreatedBy;
    /**
     * Date and time the version was last modified. Read-only.
     * @format date-time
     */
    lastModifiedDateTime?: string | null;
    publication?: Publication;
    fields?: Fields;
    [key: string]: unknown;
  }[];
  [key: string]: unknown;
};

export type OperationsItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /**
   * The start time of the operation. The timestamp type represents date and time information using ISO 8601 format and
   * is always in UTC. For example, midnight UTC on Jan 1, 2014 is 2014-01-01T00:00:00Z.
   * @format date-time
   */
  createdDateTime?: string | null;
  /**
   * The time of the last action in the operation. The timestamp type represents date and time information using ISO
   * 8601 format and is always in UTC. For example, midnight UTC on Jan 1, 2014 is 2014-01-01T00:00:00Z.
   * @format date-time
   */
  lastActionDateTime?: string | null;
  /** URI of the resource that the operation is performed on. */
  resourceLocation?: string | null;
  status?: "notStarted" | "running" | "succeeded" | "failed" | "unknownFutureValue";
  /** Details about the status of the operation. */
  statusDetail?: string | null;
  error?: {
    /** Represents the error code. */
    code?: string | null;
    /** Details of the error. */
    details?: DetailsItem[];
    innerError?: {
      /** The error code. */
      code?: string | null;
      /** A collection of error details. */
      details?: DetailsItem[];
      /** The error message. */
      message?: string | null;
      /** The target of the error. */
      target?: string | null;
      [key: string]: unknown;
    };
    /** A non-localized message for the developer. */
    message?: string | null;
    /** The target of the error. */
    target?: string | null;
    [key: string]: unknown;
  };
  /** A value between 0 and 100 that indicates the progress of the operation. */
  percentageComplete?: number | null;
  /** The unique identifier for the result. */
  resourceId?: string | null;
  /** The type of the operation. */
  type?: string | null;
  [key: string]: unknown;
};

export type PermissionsItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /**
   * A format of yyyy-MM-ddTHH:mm:ssZ of DateTimeOffset indicates the expiration time of the permission.
   * DateTime.MinValue indicates there's no expiration set for this permission. Optional.
   * @format date-time
   */
  expirationDateTime?: string | null;
  grantedTo?: CreatedBy;
  /** For type permissions, the details of the users to whom permission was granted. Read-only. */
  grantedToIdentities?: CreatedBy[];
  /** For link type permissions, the details of the users to whom permission was granted. Read-only. */
  grantedToIdentitiesV2?: GrantedToIdentitiesV2Item[];
  grantedToV2?: GrantedToIdentitiesV2Item;
  /**
   * Indicates whether the password is set for this permission. This property only appears in the response. Optional.
   * Read-only. For OneDrive Personal only..
   */
  hasPassword?: boolean | null;
  inheritedFrom?: ParentReference;
  invitation?: {
    /** The email address provided for the recipient of the sharing invitation. Read-only. */
    email?: string | null;
    invitedBy?: CreatedBy;
    redeemedBy?: string | null;
    /** If true the recipient of the invitation needs to sign in in order to access the shared item. Read-only. */
    signInRequired?: boolean | null;
    [key: string]: unknown;
  };
  link?: {
    application?: Application;
    /**
     * If true then the user can only use this link to view the item on the web, and cannot use it to download the
     * contents of the item. Only for OneDrive for Business and SharePoint.
     */
    preventsDownload?: boolean | null;
    /**
     * The scope of the link represented by this permission. Value anonymous indicates the link is usable by anyone,
     * organization indicates the link is only usable for users signed into the same tenant.
     */
    scope?: string | null;
    /** The type of the link created. */
    type?: string | null;
    /**
     * For embed links, this property contains the HTML code for an <iframe> element that will embed the item in a
     * webpage.
     */
    webHtml?: string | null;
    /** A URL that opens the item in the browser on the OneDrive website. */
    webUrl?: string | null;
    [key: string]: unknown;
  };
  /** The type of permission, for example, read. See below for the full list of roles. Read-only. */
  roles?: (string | null)[];
  /** A unique token that can be used to access this shared item via the shares API. Read-only. */
  shareId?: string | null;
  [key: string]: unknown;
};

export type SubscriptionsItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /** Optional. Identifier of the application used to create the subscription. Read-only. */
  applicationId?: string | null;
  /**
   * Required. Indicates the type of change in the subscribed resource that raises a change notification. The supported
   * values are: created, updated, deleted. Multiple values can be combined using a comma-separated list. Note:  Drive
   * root item and list change notifications support only the updated changeType. User and group change notifications
   * support updated and deleted changeType. Use updated to receive notifications when user or group is created,
   * updated, or soft deleted. Use deleted to receive notifications when user or group is permanently deleted.
   */
  changeType?: string;
  /**
   * Optional. Specifies the value of the clientState property sent by the service in each change notification. The
   * maximum length is 128 characters. The client can check that the change notification came from the service by
   * comparing the value of the clientState property sent with the subscription with the value of the clientState
   * property received with each change notification.
   */
  clientState?: string | null;
  /**
   * Optional. Identifier of the user or service principal that created the subscription. If the app used delegated
   * permissions to create the subscription, this field contains the ID of the signed-in user the app called on behalf
   * of. If the app used application permissions, this field contains the ID of the service principal corresponding to
   * the app. Read-only.
   */
  creatorId?: string | null;
  /**
   * Optional. A base64-encoded representation of a certificate with a public key used to encrypt resource data in
   * change notifications. Optional but required when includeResourceData is true.
   */
  encryptionCertificate?: string | null;
  /** Optional. A custom app-provided identifier to help identify the certificate needed to decrypt resource data. */
  encryptionCertificateId?: string | null;
  /**
   * Required. Specifies the date and time when the webhook subscription expires. The time is in UTC, and can be an
   * amount of time from subscription creation that varies for the resource subscribed to. Any value under 45 minutes
   * after the time of the request is automatically set to 45 minutes after the request time. For the maximum supported
   * subscription length of time, see Subscription lifetime.
   * @format date-time
   */
  expirationDateTime?: string;
  /** Optional. When set to true, change notifications include resource data (such as content of a chat message). */
  includeResourceData?: boolean | null;
  /**
   * Optional. Specifies the latest version of Transport Layer Security (TLS) that the notification endpoint, specified
   * by notificationUrl, supports. The possible values are: v10, v11, v12, v13. For subscribers whose notification
   * endpoint supports a version lower than the currently recommended version (TLS 1.2), specifying this property by a
   * set timeline allows them to temporarily use their deprecated version of TLS before completing their upgrade to TLS
   * 1.2. For these subscribers, not setting this property per the timeline would result in subscription operations
   * failing. For subscribers whose notification endpoint already supports TLS 1.2, setting this property is optional.
   * In such cases, Microsoft Graph defaults the property to v1_2.
   */
  latestSupportedTlsVersion?: string | null;
  /**
   * Required for Teams resources if  the expirationDateTime value is more than 1 hour from now; optional otherwise. The
   * URL of the endpoint that receives lifecycle notifications, including subscriptionRemoved, reauthorizationRequired,
   * and missed notifications. This URL must make use of the HTTPS protocol. For more information, see Reduce missing
   * subscriptions and change notifications.
   */
  lifecycleNotificationUrl?: string | null;
  /**
   * Optional. OData query options for specifying value for the targeting resource. Clients receive notifications when
   * resource reaches the state matching the query options provided here. With this new property in the subscription
   * creation payload along with all existing properties, Webhooks deliver notifications whenever a resource reaches the
   * desired state mentioned in the notificationQueryOptions property. For example, when the print job is completed or
   * when a print job resource isFetchable property value becomes true etc.  Supported only for Universal Print Service.
   * For more information, see Subscribe to change notifications from cloud printing APIs using Microsoft Graph.
   */
  notificationQueryOptions?: string | null;
  /**
   * Required. The URL of the endpoint that receives the change notifications. This URL must make use of the HTTPS
   * protocol. Any query string parameter included in the notificationUrl property is included in the HTTP POST request
   * when Microsoft Graph sends the change notifications.
   */
  notificationUrl?: string;
  /**
   * Optional. The app ID that the subscription service can use to generate the validation token. The value allows the
   * client to validate the authenticity of the notification received.
   */
  notificationUrlAppId?: string | null;
  /**
   * Required. Specifies the resource that is monitored for changes. Don't include the base URL
   * (https://graph.microsoft.com/v1.0/). See the possible resource path values for each supported resource.
   */
  resource?: string;
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

export type AllowedContentTypesItem = {
  /** The ID of the content type. */
  id?: string | null;
  /** The name of the content type. */
  name?: string | null;
  [key: string]: unknown;
};

export type DefaultContentsItem = {
  contentType?: AllowedContentTypesItem;
  /**
   * Name of the file in resource folder that should be added as a default content or a template in the document set.
   */
  fileName?: string | null;
  /** Folder name in which the file will be placed when a new document set is created in the library. */
  folderName?: string | null;
  [key: string]: unknown;
};

export type BundlesItem = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /** The name of the item. Read-write. */
  name?: string | null;
  /** Provides a user-visible description of the item. Optional. */
  description?: string | null;
  /**
   * Date and time of item creation. Read-only.
   * @format date-time
   */
  createdDateTime?: string;
  /**
   * Date and time the item was last modified. Read-only.
   * @format date-time
   */
  lastModifiedDateTime?: string;
  /** The content stream, if the item represents a file. */
  content?: string | null;
  location?: Location;
  createdBy?: CreatedBy;
  /** ETag for the item. Read-only. */
  eTag?: string | null;
  lastModifiedBy?: CreatedBy;
  parentReference?: ParentReference;
  /**
   * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
   * (for other formats). Read-only.
   */
  webUrl?: string | null;
  createdByUser?: CreatedByUser;
  lastModifiedByUser?: LastModifiedByUser;
  audio?: Audio;
  bundle?: Bundle;
  /**
   * An eTag for the content of the item. This eTag isn't changed if only the metadata is changed. Note This property
   * isn't returned if the item is a folder. Read-only.
   */
  cTag?: string | null;
  deleted?: Deleted;
  file?: FileType;
  fileSystemInfo?: FileSystemInfo;
  folder?: Folder;
  image?: Image;
  malware?: Malware;
  package?: Package;
  pendingOperations?: PendingOperations;
  [key: string]: unknown;
};

export type Location = {
  /** Optional. The altitude (height), in feet,  above sea level for the item. Read-only. [Simplified from 3 options] */
  altitude?: number | null;
  /** Optional. The latitude, in decimal, for the item. Read-only. [Simplified from 3 options] */
  latitude?: number | null;
  /** Optional. The longitude, in decimal, for the item. Read-only. [Simplified from 3 options] */
  longitude?: number | null;
  [key: string]: unknown;
};

/** [Note: Simplified from 138 properties to 25 most common ones] */
export type CreatedByUser = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /**
   * The name displayed in the address book for the user. This value is usually the combination of the user's first
   * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
   * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le, in,
   * startsWith, and eq on null values), $orderby, and $search.
   */
  displayName?: string | null;
  /**
   * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
   * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when they
   * were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and on-premises
   * users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to retrieve. Supports
   * $filter (eq, ne, not , ge, le, in).
   * @format date-time
   */
  createdDateTime?: string | null;
  /**
   * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
   * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
   */
  state?: string | null;
  /**
   * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
   * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
   * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
   * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
   * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
   * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username policies.
   * Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby. This property
   * is subject to sensitive action restrictions; only specific privileged administrator roles can update it.
   */
  userPrincipalName?: string | null;
  /**
   * Date and time when this object was deleted. Always null when the object hasn't been deleted.
   * @format date-time
   */
  deletedDateTime?: string | null;
  /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
  aboutMe?: string | null;
  /**
   * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
   * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
   * restrictions; only specific privileged administrator roles can update it.
   */
  accountEnabled?: boolean | null;
  /**
   * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see legal
   * age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
   */
  ageGroup?: string | null;
  assignedLicenses?: AssignedLicenses;
  assignedPlans?: AssignedPlans;
  authorizationInfo?: AuthorizationInfo;
  /**
   * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
   * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
   * @format date-time
   */
  birthday?: string;
  /**
   * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for this
   * property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter (eq,
   * not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific privileged
   * administrator roles can update it.
   */
  businessPhones?: string[];
  /**
   * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
   * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
   */
  city?: string | null;
  /**
   * The name of the company that the user is associated with. This property can be useful for describing the company
   * that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports $filter (eq,
   * ne, not, ge, le, in, startsWith, and eq on null values).
   */
  companyName?: string | null;
  /**
   * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
   * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not,
   * and in).
   */
  consentProvidedForMinor?: string | null;
  /**
   * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters. Requires
   * $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
   */
  country?: string | null;
  /**
   * Indicates whether the user account was created through one of the following methods:  As a regular school or work
   * account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C tenant
   * (LocalAccount). Through self-service sign-up by an internal user using email verification (EmailVerified). Through
   * self-service sign-up by a guest signing up through a link that is part of a user flow (SelfServiceSignUp).
   * Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
   */
  creationType?: string | null;
  customSecurityAttributes?: CustomSecurityAttributes;
  /**
   * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to retrieve.
   * Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
   */
  department?: string | null;
  /** The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000. */
  deviceEnrollmentLimit?: number;
  /**
   * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
   * Supports $filter (eq, ne, not , ge, le, in).
   * @format date-time
   */
  employeeHireDate?: string | null;
  /**
   * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
   * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
   */
  employeeId?: string | null;
  /**
   * The date and time when the user left or will leave the organization. To read this property, the calling app must be
   * assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be assigned the
   * User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated scenarios, the
   * admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows Administrator (least
   * privilege), Global Reader. To write this property in delegated scenarios, the admin needs the Global Administrator
   * role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure the employeeLeaveDateTime
   * property for a user.
   * @format date-time
   */
  employeeLeaveDateTime?: string | null;
  [key: string]: unknown;
};

/** [Note: Simplified from 138 properties to 25 most common ones] */
export type LastModifiedByUser = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  /**
   * The name displayed in the address book for the user. This value is usually the combination of the user's first
   * name, middle initial, and family name. This property is required when a user is created and it can't be cleared
   * during updates. Maximum length is 256 characters. Returned by default. Supports $filter (eq, ne, not , ge, le, in,
   * startsWith, and eq on null values), $orderby, and $search.
   */
  displayName?: string | null;
  /**
   * The date and time the user was created, in ISO 8601 format and UTC. The value can't be modified and is
   * automatically populated when the entity is created. Nullable. For on-premises users, the value represents when they
   * were first created in Microsoft Entra ID. Property is null for some users created before June 2018 and on-premises
   * users that were synced to Microsoft Entra ID before June 2018. Read-only. Requires $select to retrieve. Supports
   * $filter (eq, ne, not , ge, le, in).
   * @format date-time
   */
  createdDateTime?: string | null;
  /**
   * The state or province in the user's address. Maximum length is 128 characters. Requires $select to retrieve.
   * Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
   */
  state?: string | null;
  /**
   * The user principal name (UPN) of the user. The UPN is an Internet-style sign-in name for the user based on the
   * Internet standard RFC 822. By convention, this value should map to the user's email name. The general format is
   * alias@domain, where the domain must be present in the tenant's collection of verified domains. This property is
   * required when a user is created. The verified domains for the tenant can be accessed from the verifiedDomains
   * property of organization.NOTE: This property can't contain accent characters. Only the following characters are
   * allowed A - Z, a - z, 0 - 9, ' . - _ ! # ^ ~. For the complete list of allowed characters, see username policies.
   * Returned by default. Supports $filter (eq, ne, not, ge, le, in, startsWith, endsWith) and $orderby. This property
   * is subject to sensitive action restrictions; only specific privileged administrator roles can update it.
   */
  userPrincipalName?: string | null;
  /**
   * Date and time when this object was deleted. Always null when the object hasn't been deleted.
   * @format date-time
   */
  deletedDateTime?: string | null;
  /** A freeform text entry field for the user to describe themselves. Requires $select to retrieve. */
  aboutMe?: string | null;
  /**
   * true if the account is enabled; otherwise, false. This property is required when a user is created. Requires
   * $select to retrieve. Supports $filter (eq, ne, not, and in). This property is subject to sensitive action
   * restrictions; only specific privileged administrator roles can update it.
   */
  accountEnabled?: boolean | null;
  /**
   * Sets the age group of the user. Allowed values: null, Minor, NotAdult, and Adult. For more information, see legal
   * age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not, and in).
   */
  ageGroup?: string | null;
  assignedLicenses?: AssignedLicenses;
  assignedPlans?: AssignedPlans;
  authorizationInfo?: AuthorizationInfo;
  /**
   * The birthday of the user. The Timestamp type represents date and time information using ISO 8601 format and is
   * always in UTC. For example, midnight UTC on Jan 1, 2014, is 2014-01-01T00:00:00Z. Requires $select to retrieve.
   * @format date-time
   */
  birthday?: string;
  /**
   * The telephone numbers for the user. NOTE: Although it's a string collection, only one number can be set for this
   * property. Read-only for users synced from the on-premises directory. Returned by default. Supports $filter (eq,
   * not, ge, le, startsWith). This property is subject to sensitive action restrictions; only specific privileged
   * administrator roles can update it.
   */
  businessPhones?: string[];
  /**
   * The city where the user is located. Maximum length is 128 characters. Requires $select to retrieve. Supports
   * $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
   */
  city?: string | null;
  /**
   * The name of the company that the user is associated with. This property can be useful for describing the company
   * that a guest comes from. The maximum length is 64 characters.Requires $select to retrieve. Supports $filter (eq,
   * ne, not, ge, le, in, startsWith, and eq on null values).
   */
  companyName?: string | null;
  /**
   * Sets whether consent was obtained for minors. Allowed values: null, Granted, Denied, and NotRequired. For more
   * information, see legal age group property definitions. Requires $select to retrieve. Supports $filter (eq, ne, not,
   * and in).
   */
  consentProvidedForMinor?: string | null;
  /**
   * The country or region where the user is located; for example, US or UK. Maximum length is 128 characters. Requires
   * $select to retrieve. Supports $filter (eq, ne, not, ge, le, in, startsWith, and eq on null values).
   */
  country?: string | null;
  /**
   * Indicates whether the user account was created through one of the following methods:  As a regular school or work
   * account (null). As an external account (Invitation). As a local account for an Azure Active Directory B2C tenant
   * (LocalAccount). Through self-service sign-up by an internal user using email verification (EmailVerified). Through
   * self-service sign-up by a guest signing up through a link that is part of a user flow (SelfServiceSignUp).
   * Read-only.Requires $select to retrieve. Supports $filter (eq, ne, not, in).
   */
  creationType?: string | null;
  customSecurityAttributes?: CustomSecurityAttributes;
  /**
   * The name of the department in which the user works. Maximum length is 64 characters. Requires $select to retrieve.
   * Supports $filter (eq, ne, not , ge, le, in, and eq on null values).
   */
  department?: string | null;
  /** The limit on the maximum number of devices that the user is permitted to enroll. Allowed values are 5 or 1000. */
  deviceEnrollmentLimit?: number;
  /**
   * The date and time when the user was hired or will start work in a future hire. Requires $select to retrieve.
   * Supports $filter (eq, ne, not , ge, le, in).
   * @format date-time
   */
  employeeHireDate?: string | null;
  /**
   * The employee identifier assigned to the user by the organization. The maximum length is 16 characters. Requires
   * $select to retrieve. Supports $filter (eq, ne, not , ge, le, in, startsWith, and eq on null values).
   */
  employeeId?: string | null;
  /**
   * The date and time when the user left or will leave the organization. To read this property, the calling app must be
   * assigned the User-LifeCycleInfo.Read.All permission. To write this property, the calling app must be assigned the
   * User.Read.All and User-LifeCycleInfo.ReadWrite.All permissions. To read this property in delegated scenarios, the
   * admin needs at least one of the following Microsoft Entra roles: Lifecycle Workflows Administrator (least
   * privilege), Global Reader. To write this property in delegated scenarios, the admin needs the Global Administrator
   * role. Supports $filter (eq, ne, not , ge, le, in). For more information, see Configure the employeeLeaveDateTime
   * property for a user.
   * @format date-time
   */
  employeeLeaveDateTime?: string | null;
  [key: string]: unknown;
};

export type Audio = {
  /** The title of the album for this audio file. */
  album?: string | null;
  /** The artist named on the album for the audio file. */
  albumArtist?: string | null;
  /** The performing artist for the audio file. */
  artist?: string | null;
  /** Bitrate expressed in kbps. */
  bitrate?: number | null;
  /** The name of the composer of the audio file. */
  composers?: string | null;
  /** Copyright information for the audio file. */
  copyright?: string | null;
  /**
   * The number of the disc this audio file came from.
   * @minimum -32768
   * @maximum 32767
   */
  disc?: number | null;
  /**
   * The total number of discs in this album.
   * @minimum -32768
   * @maximum 32767
   */
  discCount?: number | null;
  /** Duration of the audio file, expressed in milliseconds */
  duration?: number | null;
  /** The genre of this audio file. */
  genre?: string | null;
  /** Indicates if the file is protected with digital rights management. */
  hasDrm?: boolean | null;
  /** Indicates if the file is encoded with a variable bitrate. */
  isVariableBitrate?: boolean | null;
  /** The title of the audio file. */
  title?: string | null;
  /** The number of the track on the original disc for this audio file. */
  track?: number | null;
  /** The total number of tracks on the original disc for this audio file. */
  trackCount?: number | null;
  /** The year the audio file was recorded. */
  year?: number | null;
  [key: string]: unknown;
};

export type Bundle = {
  album?: {
    /** Unique identifier of the driveItem that is the cover of the album. */
    coverImageItemId?: string | null;
    [key: string]: unknown;
  };
  /** Number of children contained immediately within this container. */
  childCount?: number | null;
  [key: string]: unknown;
};

export type Deleted = {
  /** Represents the state of the deleted item. */
  state?: string | null;
  [key: string]: unknown;
};

export type FileType = {
  hashes?: {
    /** The CRC32 value of the file (if available). Read-only. */
    crc32Hash?: string | null;
    /**
     * A proprietary hash of the file that can be used to determine if the contents of the file change (if available).
     * Read-only.
     */
    quickXorHash?: string | null;
    /** SHA1 hash for the contents of the file (if available). Read-only. */
    sha1Hash?: string | null;
    /** This property isn't supported. Don't use. */
    sha256Hash?: string | null;
    [key: string]: unknown;
  };
  /**
   * The MIME type for the file. This is determined by logic on the server and might not be the value provided when the
   * file was uploaded. Read-only.
   */
  mimeType?: string | null;
  processingMetadata?: boolean | null;
  [key: string]: unknown;
};

export type FileSystemInfo = {
  /**
   * The UTC date and time the file was created on a client.
   * @format date-time
   */
  createdDateTime?: string | null;
  /**
   * The UTC date and time the file was last accessed. Available for the recent file list only.
   * @format date-time
   */
  lastAccessedDateTime?: string | null;
  /**
   * The UTC date and time the file was last modified on a client.
   * @format date-time
   */
  lastModifiedDateTime?: string | null;
  [key: string]: unknown;
};

export type Folder = {
  /** Number of children contained immediately within this container. */
  childCount?: number | null;
  view?: {
    /** The method by which the folder should be sorted. */
    sortBy?: string | null;
    /**
     * If true, indicates that items should be sorted in descending order. Otherwise, items should be sorted ascending.
     */
    sortOrder?: string | null;
    /** The type of view that should be used to represent the folder. */
    viewType?: string | null;
    [key: string]: unknown;
  };
  [key: string]: unknown;
};

export type Image = {
  /** Optional. Height of the image, in pixels. Read-only. */
  height?: number | null;
  /** Optional. Width of the image, in pixels. Read-only. */
  width?: number | null;
  [key: string]: unknown;
};

export type Malware = {
  /** Contains the virus details for the malware facet. */
  description?: string | null;
  [key: string]: unknown;
};

export type Package = {
  /**
   * A string indicating the type of package. While oneNote is the only currently defined value, you should expect other
   * package types to be returned and handle them accordingly.
   */
  type?: string | null;
  [key: string]: unknown;
};

export type PendingOperations = {
  pendingContentUpdate?: {
    /**
     * Date and time the pending binary operation was queued in UTC time. Read-only.
     * @format date-time
     */
    queuedDateTime?: string | null;
    [key: string]: unknown;
  };
  [key: string]: unknown;
};

export type AllTime = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  access?: Access;
  create?: Access;
  delete?: Access;
  edit?: Access;
  /**
   * When the interval ends. Read-only.
   * @format date-time
   */
  endDateTime?: string | null;
  incompleteData?: {
    /**
     * The service does not have source data before the specified time.
     * @format date-time
     */
    missingDataBeforeDateTime?: string | null;
    /** Some data was not recorded due to excessive activity. */
    wasThrottled?: boolean | null;
    [key: string]: unknown;
  };
  /** Indicates whether the item is 'trending.' Read-only. */
  isTrending?: boolean | null;
  move?: Access;
  /**
   * When the interval starts. Read-only.
   * @format date-time
   */
  startDateTime?: string | null;
  /** Exposes the itemActivities represented in this itemActivityStat resource. */
  activities?: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    access?: { [key: string]: unknown };
    /**
     * Details about when the activity took place. Read-only.
     * @format date-time
     */
    activityDateTime?: string | null;
    actor?: CreatedBy;
    /** [Note: Simplified from 45 properties to 25 most common ones] */
    driveItem?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /** The name of the item. Read-write. */
      name?: string | null;
      /** Provides a user-visible description of the item. Optional. */
      description?: string | null;
      /**
       * Date and time of item creation. Read-only.
       * @format date-time
       */
      createdDateTime?: string;
      /**
       * Date and time the item was last modified. Read-only.
       * @format date-time
       */
      lastModifiedDateTime?: string;
      /** The content stream, if the item represents a file. */
      content?: string | null;
      location?: Location;
      createdBy?: CreatedBy;
      /** ETag for the item. Read-only. */
      eTag?: string | null;
      lastModifiedBy?: CreatedBy;
      parentReference?: ParentReference;
      /**
       * URL that either displays the resource in the browser (for Office file formats), or is a direct link to the file
       * (for other formats). Read-only.
       */
      webUrl?: string | null;
      createdByUser?: CreatedByUser;
      lastModifiedByUser?: LastModifiedByUser;
      audio?: Audio;
      bundle?: Bundle;
      /**
       * An eTag for the content of the item. This eTag isn't changed if only the metadata is changed. Note This
       * property isn't returned if the item is a folder. Read-only.
       */
      cTag?: string | null;
      deleted?: Deleted;
      file?: FileType;
      fileSystemInfo?: FileSystemInfo;
      folder?: Folder;
      image?: Image;
      malware?: Malware;
      package?: Package;
      pendingOperations?: PendingOperations;
      [key: string]: unknown;
    };
    [key: string]: unknown;
  }[];
  [key: string]: unknown;
};

export type Publication = {
  checkedOutBy?: CreatedBy;
  /** The state of publication for this document. Either published or checkout. Read-only. */
  level?: string | null;
  /** The unique identifier for the version that is visible to the current caller. Read-only. */
  versionId?: string | null;
  [key: string]: unknown;
};

export type Fields = {
  /** The unique identifier for an entity. Read-only. */
  id?: string;
  [key: string]: unknown;
};

export type DetailsItem = {
  /** The error code. */
  code?: string | null;
  /** The error message. */
  message?: string | null;
  /** The target of the error. */
  target?: string | null;
  [key: string]: unknown;
};

export type GrantedToIdentitiesV2Item = {
  application?: Application;
  device?: Application;
  user?: Application;
  group?: Application;
  sharePointGroup?: {
    /**
     * The display name of the identity.For drive items, the display name might not always be available or up to date.
     * For example, if a user changes their display name the API might show the new value in a future response, but the
     * items associated with the user don't show up as changed when using delta.
     */
    displayName?: string | null;
    /**
     * Unique identifier for the identity or actor. For example, in the access reviews decisions API, this property
     * might record the id of the principal, that is, the group, user, or application that's subject to review.
     */
    id?: string | null;
    /** The principal ID of the SharePoint group in the tenant. Read-only. */
    principalId?: string | null;
    /** The title of the SharePoint group. Read-only. */
    title?: string | null;
    [key: string]: unknown;
  };
  siteGroup?: SiteGroup;
  siteUser?: SiteGroup;
  [key: string]: unknown;
};

export type Access = {
  /** The number of times the action took place. Read-only. */
  actionCount?: number | null;
  /** The number of distinct actors that performed the action. Read-only. */
  actorCount?: number | null;
  [key: string]: unknown;
};

export type SiteGroup = {
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
  /** The sign in name of the SharePoint identity. */
  loginName?: string | null;
  [key: string]: unknown;
};
